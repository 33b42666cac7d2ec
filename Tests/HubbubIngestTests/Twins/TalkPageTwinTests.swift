import HubbubModel
import HubbubSystem
import Testing

@testable import HubbubIngest

/// MediaWiki's talk pages against the comments that DiscussionTools found on them.
@Suite(.enabled(if: RealData.folder("html/mediawiki-discussiontools/cases") != nil))
struct TalkPageTwinTests {
  /// A comment, and the one that it answers; nil where it answers the section.
  struct Comment: Hashable {
    var author: String
    var time: Int64
    var answers: String?

    var name: String { "\(author) \(time)" }
  }

  /// Languages whose months are of two words, or whose digits are their own.
  static let left = ["ckb"]

  @Test func commentsAreThoseOfDiscussionTools() throws {
    let folder = try #require(RealData.folder("html/mediawiki-discussiontools"))
    let cases = try JSONParser().parse(try Files.read("\(folder)/cases/comments.json"))
    let layouts = Layout.shelf.filter { $0.engine == "mediawiki" }
    let parser = PageParser(layouts: layouts)
    let rules = try #require(parser.rules.first)
    let signed = try #require(rules.signed)
    var (found, wanted, common, nested, nestable) = (0, 0, 0, 0, 0)
    for entry in cases.elements {
      guard let page = entry["dom"]?.string, let truth = entry["expected"]?.string,
        !Self.left.contains(where: page.contains)
      else { continue }
      let text = PageText(try Files.read("\(folder)/\(page)"))
      let miner = PageMiner(
        tree: HTMLTreeBuilder.tree(text.utf8, names: parser.names), text: text,
        names: parser.page, generic: parser.generic, path: page)
      let gold = Self.gold(
        try JSONParser().parse(try Files.read("\(folder)/\(truth.replacing("../", with: ""))")))
      let mined = Self.comments(miner.talkPage(rules, signed))
      let goldNames = Dictionary(gold.map { ($0.name, $0.answers) }) { first, _ in first }
      let minedNames = Dictionary(mined.map { ($0.name, $0.answers) }) { first, _ in first }
      let both = minedNames.keys.filter { goldNames[$0] != nil }
      found += minedNames.count
      wanted += goldNames.count
      common += both.count
      nestable += both.count
      nested += both.filter { minedNames[$0] == goldNames[$0] }.count
    }
    let floors = try #require(try Floors.read()["twins.mediawiki-discussiontools"])
    let f1 = Double(2 * common) / Double(max(1, found + wanted))
    let nesting = Double(nested) / Double(max(1, nestable))
    #expect(f1 >= floors["comments_f1"] ?? 1)
    #expect(nesting >= floors["nesting"] ?? 1)
  }

  private static func comments(_ document: ParsedDocument) -> [Comment] {
    document.threads.flatMap { thread in
      let names = Dictionary(thread.posts.map { ($0.localID, name($0)) }) { first, _ in first }
      return thread.posts.map { post in
        let parent: String? = if case .post(let id) = post.parent { names[id] } else { nil }
        return Comment(author: post.author ?? "", time: post.time ?? 0, answers: parent)
      }
    }
  }

  private static func name(_ post: ParsedPost) -> String {
    "\(post.author ?? "") \(post.time ?? 0)"
  }

  private static func gold(_ value: JSONValue) -> [Comment] {
    var comments: [Comment] = []
    func walk(_ items: JSONValue?, under parent: String?) {
      for item in items?.elements ?? [] {
        guard item["type"]?.string == "comment", let author = item["author"]?.string,
          let time = item["timestamp"]?.string.flatMap(Timestamps.parse)
        else {
          walk(item["replies"], under: nil)
          continue
        }
        let comment = Comment(author: author, time: time, answers: parent)
        comments.append(comment)
        walk(item["replies"], under: comment.name)
      }
    }
    walk(value, under: nil)
    return comments
  }
}
