internal import HubbubModel

/// WordPress's export (WXR): articles with their comments, and the topics and replies of bbPress.
///
/// Format: <https://wordpress.org/documentation/article/tools-export-screen/>; what is written by
/// `wp-admin/includes/export.php`.
struct WordPressDump: XMLDump {
  let records = XMLRecords(["item"])
  let namespaces: XMLNamespaces
  let bodies: TextBodies
  /// Display names by login, and the site's address.
  private let authors: [String: String]
  private let site: String

  init(head: [UInt8], bodies: TextBodies) {
    self.bodies = bodies
    namespaces = XMLNamespaces(head: head)
    var authors: [String: String] = [:]
    var sites: [String: String] = [:]
    let outline = XMLRecords(["author", "base_blog_url", "base_site_url", "item"])
    for record in outline.find(head) {
      guard record.name != "item" else { break }
      let reader = XMLElementReader(head, namespaces: namespaces)
      guard record.isClosed,
        let element = reader.element(
          at: record.range.lowerBound, limit: record.range.upperBound)
      else { continue }
      if record.name == "author" {
        if let login = element.text("wp:author_login"),
          let name = element.text("wp:author_display_name")
        {
          authors[login] = name
        }
      } else {
        sites[record.name] = element.text.trimmingASCII()
      }
    }
    self.authors = authors
    site = (sites["base_blog_url"] ?? sites["base_site_url"]).map(Self.host) ?? "wordpress"
  }

  private static func host(_ address: String) -> String {
    let bare = address.split(separator: "//", maxSplits: 1).last.map(String.init) ?? address
    return bare.hasSuffix("/") ? String(bare.dropLast()) : bare
  }

  /// What WordPress keeps in the same table and nobody said.
  private static let machinery: Set<String> = [
    "attachment", "nav_menu_item", "revision", "custom_css", "customize_changeset", "oembed_cache",
    "user_request", "wp_block", "wp_template", "wp_template_part", "wp_global_styles",
    "wp_navigation", "forum",
  ]

  func read(
    _ item: XMLElement, number: Int, source: SourceRange, into batch: inout ReaderBatch
  ) {
    let kind = item.text("wp:post_type") ?? "post"
    guard !Self.machinery.contains(kind) else { return batch.drop("not-a-post") }
    let id = item.text("wp:post_id") ?? item.text("guid", "link") ?? "record-\(number + 1)"
    let address = item.text("link")
    let parent = item.text("wp:post_parent").flatMap { $0 == "0" ? nil : $0 }
    let isReply = kind == "reply"
    let key = "\(site)/?p=\(isReply ? parent ?? id : id)"
    var findings: [String] = []
    switch item.text("wp:status") ?? "publish" {
    case "publish", "closed", "inherit", "sticky": break
    case "spam": findings.append("spam")
    case "trash": findings.append(Withheld.deleted)
    default: findings.append("unpublished")
    }
    let time = Self.time(
      item.text("wp:post_date_gmt"), item.text("wp:post_date"), item.text("pubdate"))
    if time == nil { findings.append("time-unreadable") }
    let creator = item.text("dc:creator")
    let title = item.text("title").map(bodies.line)
    batch.drafts.append(
      Draft(
        thread: key, title: isReply ? nil : title, threadURL: isReply ? nil : address,
        position: isReply ? .time(time, number) : .time(.min, number),
        post: ParsedPost(
          localID: isReply ? "reply-\(id)" : "page",
          author: creator.map { authors[$0] ?? $0 }, time: time,
          parent: isReply ? .post("page") : .unstated, url: address,
          body: bodies.paragraphs(item.text("content:encoded") ?? ""), source: source,
          findings: findings)))
    for (order, comment) in item.all("wp:comment").enumerated() {
      read(comment, order: order, of: key, address: address, source: source, into: &batch)
    }
  }

  private func read(
    _ comment: XMLElement, order: Int, of key: String, address: String?, source: SourceRange,
    into batch: inout ReaderBatch
  ) {
    var findings: [String] = []
    switch comment.text("wp:comment_type") ?? "" {
    case "", "comment": break
    // Other sites' software that says it links here, a shop's note on an order.
    case let kind: findings.append(kind == "pingback" || kind == "trackback" ? kind : "not-a-post")
    }
    switch comment.text("wp:comment_approved") ?? "1" {
    case "1", "approve", "approved": break
    case "spam": findings.append("spam")
    case "trash", "post-trashed": findings.append(Withheld.deleted)
    default: findings.append("unapproved")
    }
    let id = comment.text("wp:comment_id") ?? "order-\(order + 1)"
    let time = Self.time(comment.text("wp:comment_date_gmt"), comment.text("wp:comment_date"), nil)
    if time == nil { findings.append("time-unreadable") }
    let parent = comment.text("wp:comment_parent").flatMap { $0 == "0" ? nil : $0 }
    batch.drafts.append(
      Draft(
        thread: key, position: .time(time, order),
        post: ParsedPost(
          localID: "comment-\(id)", author: comment.text("wp:comment_author").map(bodies.line),
          time: time, parent: .post(parent.map { "comment-\($0)" } ?? "page"),
          url: address.map { "\($0)#comment-\(id)" },
          body: bodies.paragraphs(comment.text("wp:comment_content") ?? ""), source: source,
          findings: findings)))
  }

  /// The first that is a time; WordPress writes zeros for none.
  private static func time(_ texts: String?...) -> Int64? {
    texts.lazy.compactMap { $0 }.filter { !$0.hasPrefix("0000") }
      .compactMap(Timestamps.parse).first
  }
}
