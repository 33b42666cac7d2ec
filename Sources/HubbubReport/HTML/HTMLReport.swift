public import HubbubModel
internal import HubbubSystem
internal import Mustache

/// A report as one HTML file that needs no network and reads as well without its script.
///
/// A content security policy in the page admits nothing but its own style sheet and script, by their
/// digests. Text from posts passes through `HTMLText`, or into the block of data through
/// `PageData.inert`, and in no other way.
public enum HTMLReport {
  /// `report.html`: UTF-8, at most `rendering.bytes` bytes as long as leaving out posts and then
  /// quotations helps.
  ///
  /// - Parameter posts: the posts behind the report's numbers; without any, the page has no script.
  /// - Complexity: O(n) in the report's size, times the few tries to make it fit.
  public static func render(
    _ report: Report, posts: ReportPosts = ReportPosts(), _ rendering: Rendering = Rendering()
  ) -> [UInt8] {
    var limit = rendering.quotes
    var posts = posts
    while true {
      let page = page(report, posts, rendering, quotes: limit)
      let shown = QuoteLimit.count(QuoteLimit.apply(limit, to: report))
      guard page.count > rendering.bytes else { return page }
      let share = Double(rendering.bytes) / Double(page.count) * 0.95
      if !posts.posts.isEmpty {
        posts.posts = Array(
          posts.posts.prefix(min(posts.posts.count - 1, Int(Double(posts.posts.count) * share))))
      } else if shown > 0, limit > 0 {
        limit = min(limit - 1, Int(Double(shown) * share))
      } else {
        return page
      }
    }
  }

  private static func page(
    _ report: Report, _ posts: ReportPosts, _ rendering: Rendering, quotes: Int
  ) -> [UInt8] {
    let view = ReportView(
      report: QuoteLimit.apply(quotes, to: report), posts, of: QuoteLimit.count(report),
      words: .english, rendering: rendering)
    guard
      let page = library.render(view.page(style: style, policy: policy), withTemplate: "article")
    else { preconditionFailure("the page's template is not in the library") }
    return Array(page.utf8)
  }

  /// The style sheet, as it stands between its tags: the policy's digest is of these bytes.
  static let style = String(decoding: PackageResources.report_css, as: UTF8.self)

  /// The script, as it stands between its tags.
  static let script = String(decoding: PackageResources.report_js, as: UTF8.self)

  /// Nothing may load or run but the style sheet and the script of these digests.
  ///
  /// CSP Level 3, 6.7.3.3: the digest of the text between the tags.
  static let policy =
    "default-src 'none'; style-src 'sha256-\(base64(Digest(of: style).bytes))'; "
    + "script-src 'sha256-\(base64(Digest(of: script).bytes))'; "
    + "base-uri 'none'; form-action 'none'"

  static let templates: [(name: String, text: String)] = [
    ("article", PackageResources.article_mustache), ("theme", PackageResources.theme_mustache),
    ("names", PackageResources.names_mustache), ("digests", PackageResources.digests_mustache),
    ("quote", PackageResources.quote_mustache), ("sentence", PackageResources.sentence_mustache),
    ("filter", PackageResources.filter_mustache), ("tools", PackageResources.tools_mustache),
  ].map { ($0.0, String(decoding: $0.1, as: UTF8.self)) }

  private static let library: MustacheLibrary = {
    MustacheContentTypes.register(HTMLText(), named: HTMLText.name)
    var library = MustacheLibrary()
    for template in templates {
      do {
        try library.register(template.text, named: template.name)
      } catch {
        preconditionFailure("template \(template.name): \(error)")
      }
    }
    return library
  }()

  /// RFC 4648, section 4.
  static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits =
        group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for digit in 0..<4 {
        result.append(
          digit <= group.count ? alphabet[bits >> (18 - 6 * digit) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
