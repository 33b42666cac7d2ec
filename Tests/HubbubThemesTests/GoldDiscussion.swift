import HubbubCorpus
import HubbubModel
import HubbubSystem

/// The sample's discussion as posts with their true themes, from `discussion.txt`.
///
/// Only what the finder sees is read: text without quotes and code, and who answers whom.
struct GoldDiscussion {
  let corpus: Corpus
  /// The true theme of each post; `none` for noise.
  let themes: [String]

  static let path: String = {
    let here = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return "/\(here)/Corpora/ai-compute-gold/discussion.txt"
  }()

  init() throws {
    var posts: [(post: Post, theme: String)] = []
    var lines: [String] = []
    var head: [String] = []
    var isCode = false
    func finish() {
      guard head.count > 5 else { return }
      let parent = head[4].dropFirst(3)
      let thread = ThreadID(String(head[1].split(separator: "-")[0]))
      posts.append(
        (
          Post(
            id: PostID(head[1]), thread: thread,
            parent: parent.isEmpty ? nil : PostID(String(parent)), author: head[2],
            text: Self.trimmed(lines.joined(separator: "\n")), language: "en"), head[5]
        ))
      lines = []
      head = []
    }
    let text = String(decoding: try Files.read(Self.path), as: UTF8.self)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("@@ ") || line.hasPrefix("== ") {
        finish()
        head = line.hasPrefix("@@ ") ? line.split(separator: " ").map(String.init) : []
        isCode = false
      } else if line.hasPrefix("```") {
        isCode.toggle()
      } else if !isCode && !line.hasPrefix(">[") && !head.isEmpty {
        lines.append(String(line.replacing("*", with: "")))
      }
    }
    finish()
    posts.sort { ($0.post.thread, $0.post.id) < ($1.post.thread, $1.post.id) }
    corpus = Corpus(posts: posts.map(\.post))
    themes = posts.map(\.theme)
  }

  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.first?.isWhitespace ?? false { text.removeFirst() }
    while text.last?.isWhitespace ?? false { text.removeLast() }
    return String(text)
  }
}
