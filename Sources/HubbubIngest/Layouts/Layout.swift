/// How one forum engine lays out its pages, as its YAML file says.
///
/// What each key means is in `docs/LAYOUTS.md`.
public struct Layout: Sendable {
  /// The engine's short name, such as `phpbb3`.
  public let engine: String
  /// The engine's full name.
  public let name: String
  /// The file's name, such as `phpbb3.yaml`.
  public let file: String
  /// The file's text: what digests and workers are given.
  let yaml: String
  let recognise: [Evidence]
  let thread: ThreadRules
  let posts: [PostRules]
  let signed: SignedRules?
  let replies: ReplyRules?
  let inside: InsideRules
  let listing: [String]
  let login: [String]

  /// A sign that a page is this engine's.
  struct Evidence: Sendable {
    var points: Int
    var select: String
  }

  /// A value: where it stands and how it is written.
  struct Value: Sendable {
    var path: String
    var match: String?
    var closest: String?
    var before: String?
    var onPage = false
    var isPercentEncoded = false
    var format: TimeFormat = .any
    var divide = 1
  }

  /// Where the facts about a thread stand.
  struct ThreadRules: Sendable {
    var title: [Value] = []
    var url: [Value] = []
    var id: [Value] = []
    var page: [Value] = []
    var next: [Value] = []
  }

  /// Where one kind of post stands on the page, and its facts in it.
  struct PostRules: Sendable {
    var select = ""
    var isRoot = false
    var isGlobal = false
    var id: [Value] = []
    var author: [Value] = []
    var time: [Value] = []
    var body: [String] = []
    var signature: [String] = []
    var score: [Value] = []
    var parent: [Value] = []
    var answers: [Value] = []
    var isNested = false
    var depth: [Value] = []
    var depthOf: String?
    var permalink: [Value] = []
    var deleted: [String] = []
    var edited: [String] = []
    var data: DataRules?
  }

  /// Data of the page's script that say more about a kind of post than the page shows.
  struct DataRules: Sendable {
    var script = ""
    var list = ""
    var text = ""
    var id = ""
    var time = ""
  }

  /// A page whose comments are told by signatures and indentation.
  struct SignedRules: Sendable {
    var within = ""
    var headings = ""
    var sections = ""
    var drop: [String] = []
  }

  /// An index of messages, each below the one that it answers.
  struct ReplyRules: Sendable {
    var entry = ""
    var page: [Value] = []
    var name: [Value] = []
  }

  /// What the inside of a body is made of.
  struct InsideRules: Sendable {
    struct Quote: Sendable {
      var select = ""
      var author: [Value] = []
      var post: [Value] = []
    }
    struct Preview: Sendable {
      var select = ""
      var address: [Value] = []
      var title: [Value] = []
    }
    var drop: [String] = []
    var boilerplate: [String] = []
    var signature: [String] = []
    var code: [String] = []
    var images: [String] = []
    var quotes: [Quote] = []
    var previews: [Preview] = []
    var after: [String] = []
    var signatureFrom = ""
    var isMail = false
  }
}

/// What is wrong with a layout file.
public struct LayoutError: Error, Sendable, CustomStringConvertible {
  /// Every mistake as `file:line:column: what, and what was expected`.
  public let problems: [String]
  /// The mistakes, one a line.
  public var description: String { problems.joined(separator: "\n") }
}
