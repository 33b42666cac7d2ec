internal import HubbubSystem

extension Layout {
  /// The layouts that come with Hubbub, by engine.
  ///
  /// They are part of the binary; a test holds the list against the folder `Shelf`.
  public static let shelf: [Layout] = files.map { file, bytes in
    do {
      return try Layout(yaml: String(decoding: bytes, as: UTF8.self), file: file)
    } catch {
      preconditionFailure("a layout of the shelf is wrong:\n\(error)")
    }
  }

  /// The digest of the layouts that come with Hubbub, for cache keys: `digest(of:)` of them all,
  /// without reading them.
  public static let shelfDigest = digest(of: files).description

  /// The files of the shelf.
  private static let files: [(file: String, yaml: [UInt8])] = [
    ("askbot.yaml", PackageResources.askbot_yaml),
    ("bbpress.yaml", PackageResources.bbpress_yaml),
    ("discourse.yaml", PackageResources.discourse_yaml),
    ("disqus.yaml", PackageResources.disqus_yaml),
    ("drupal.yaml", PackageResources.drupal_yaml),
    ("flarum.yaml", PackageResources.flarum_yaml),
    ("fluxbb.yaml", PackageResources.fluxbb_yaml),
    ("github.yaml", PackageResources.github_yaml),
    ("hackernews.yaml", PackageResources.hackernews_yaml),
    ("hyperkitty.yaml", PackageResources.hyperkitty_yaml),
    ("hypermail.yaml", PackageResources.hypermail_yaml),
    ("idealbb.yaml", PackageResources.idealbb_yaml),
    ("invision.yaml", PackageResources.invision_yaml),
    ("khoros.yaml", PackageResources.khoros_yaml),
    ("lemmy.yaml", PackageResources.lemmy_yaml),
    ("lobsters.yaml", PackageResources.lobsters_yaml),
    ("lwn.yaml", PackageResources.lwn_yaml),
    ("mediawiki.yaml", PackageResources.mediawiki_yaml),
    ("mybb.yaml", PackageResources.mybb_yaml),
    ("nairaland.yaml", PackageResources.nairaland_yaml),
    ("nodebb.yaml", PackageResources.nodebb_yaml),
    ("phpbb-subsilver.yaml", PackageResources.phpbb_subsilver_yaml),
    ("phpbb3.yaml", PackageResources.phpbb3_yaml),
    ("pipermail.yaml", PackageResources.pipermail_yaml),
    ("quora.yaml", PackageResources.quora_yaml),
    ("reddit-new.yaml", PackageResources.reddit_new_yaml),
    ("reddit-old.yaml", PackageResources.reddit_old_yaml),
    ("reddit-redesign.yaml", PackageResources.reddit_redesign_yaml),
    ("schema-org.yaml", PackageResources.schema_org_yaml),
    ("slashdot.yaml", PackageResources.slashdot_yaml),
    ("smf.yaml", PackageResources.smf_yaml),
    ("stackexchange.yaml", PackageResources.stackexchange_yaml),
    ("vanilla.yaml", PackageResources.vanilla_yaml),
    ("vbulletin3.yaml", PackageResources.vbulletin3_yaml),
    ("vbulletin4.yaml", PackageResources.vbulletin4_yaml),
    ("vbulletin5.yaml", PackageResources.vbulletin5_yaml),
    ("wordpress.yaml", PackageResources.wordpress_yaml),
    ("xenforo1.yaml", PackageResources.xenforo1_yaml),
    ("xenforo2.yaml", PackageResources.xenforo2_yaml),
  ]
}
