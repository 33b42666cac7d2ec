/// The kinds of input that Hubbub reads.
public enum InputFormat: String, CaseIterable, Sendable {
  /// Saved web pages, one of the engines that the layouts describe.
  case html
  /// Saved web pages with all that they show in one file, `.mhtml` or `.mht`.
  case mhtml
  /// A Stack Exchange data dump: `Posts.xml` of a site, and the tables beside it.
  case stackexchange
  /// JSON Lines: one object a line, fields named by the column options.
  case jsonl
  /// Comma, semicolon or tab separated values with a header.
  case csv
  /// Mail folders in mbox format, pipermail archives among them.
  case mbox
  /// A ConvoKit corpus folder.
  case convokit
  /// A topic as Discourse's own interface serves it: `/t/ID.json`.
  case discourseJSON = "discourse-json"
  /// JSON that is no lines: an array of records, a thread with its posts, a tree of comments.
  case json
  /// RSS and Atom feeds.
  case feed
  /// WordPress's export: articles with their comments.
  case wordpress
  /// Disqus's export.
  case disqus
  /// The export of a bug tracker: Jira's XML, Bugzilla's.
  case tracker
  /// MediaWiki's export, of talk pages.
  case mediawiki
  /// Web archives: what servers answered, pages among it.
  case warc

  /// The part that a source of JSON is if it can be read record by record.
  static let records = "records"

  /// Why a document that is read in one piece is not read at all.
  func tooLarge(_ bytes: Int) -> String {
    self == .json
      ? "a JSON object of \(bytes) bytes is too large to be read in one piece; "
        + "take its records out as JSON Lines, such as with `jq -c '.posts[]'`"
      : "a page of \(bytes) bytes is too large to be one thread"
  }

  /// What a person would look for in a list of formats.
  public var summary: String {
    switch self {
    case .html: "saved web pages of the forum engines that the layouts describe"
    case .mhtml: "web pages that a browser saved as a single file (MHTML)"
    case .stackexchange: "Stack Exchange dumps: Posts.xml of a site, and the tables beside it"
    case .jsonl: "JSON Lines; Reddit (Pushshift) and Hacker News dumps are recognised"
    case .csv: "comma, semicolon or tab separated values with a header line"
    case .mbox: "mail: mbox folders, Maildir, single messages, pipermail archives"
    case .convokit: "ConvoKit corpus folders"
    case .discourseJSON: "Discourse topics as /t/ID.json serves them"
    case .json:
      "arrays of JSON records, threads with their posts in them, Reddit and Hacker News trees"
    case .feed: "RSS and Atom feeds, threaded by thr:in-reply-to and addresses"
    case .wordpress: "WordPress exports (WXR): articles, comments, bbPress topics"
    case .disqus: "Disqus exports"
    case .tracker: "issues of Jira and Bugzilla with their comments (XML)"
    case .mediawiki: "MediaWiki exports of talk pages"
    case .warc: "web archives (WARC), their pages read as saved pages are"
    }
  }
}

/// What a source turned out to be.
enum Sniffed: Equatable {
  /// One of the formats; for files of a set, which part of it.
  case format(InputFormat, part: String = "")
  /// An archive or a compressed file.
  case archive
  /// A file that belongs to a set and says nothing about posts (a dump's `Badges.xml`).
  case bystander
  /// Nothing that can be used: a reason and what it means.
  case unusable(String, String)
}
