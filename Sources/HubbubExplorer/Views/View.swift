internal import GRDB
internal import HubbubExport

/// One page, apart from how it is written down.
struct View: Sendable {
  var title: String
  /// Sentences below the title.
  var lines: [String] = []
  /// Links that lead on from here: text and address.
  var links: [(text: String, address: String)] = []
  /// The search form's contents, if the page has one.
  var filter: PostFilter?
  /// Where the form leads, and what of this page's address it keeps.
  var action = "/posts"
  var kept: [(name: String, value: String)] = []
  /// The themes that the form offers.
  var themes: [(id: String, label: String)] = []
  /// The names that the form offers, those that most posts hold first.
  var names: [String] = []
  /// Posts in full or in part.
  var cards: [Card] = []
  /// Tables; the first one holds the view's data, which JSON and CSV give.
  var tables: [ResultTable] = []
  /// A drawing made of numbers alone: SVG.
  var chart: String?
  /// How many rows there are in all, and the addresses of the pages before and after this one.
  var total: Int?
  var previous: String?
  var next: String?
}

/// A table of a page.
struct ResultTable: Sendable {
  /// A cell, and where it leads.
  struct Field: Sendable {
    var cell: Cell
    var address: String?

    init(_ cell: Cell, to address: String? = nil) {
      self.cell = cell
      self.address = address
    }
  }

  var caption: String
  var columns: [String]
  var rows: [[Field]]
  /// Whether HTML shows it; cards may already do.
  var isShown = true
}

/// A post on a page.
struct Card: Sendable {
  /// A stretch of text, found or not.
  struct Piece: Sendable, Equatable {
    var text: String
    var isFound: Bool
  }

  var post: String
  var heading: String?
  var author: String?
  var time: String?
  var theme: (id: String, label: String)?
  var valence: Double?
  var score: Int64?
  var pieces: [Piece]
  var depth = 0
  /// Whether the page is about this post.
  var isFocus = false

  /// Cuts text at the marks that the full-text search puts around what it found.
  static func pieces(_ marked: String) -> [Piece] {
    var pieces: [Piece] = []
    var isFound = false
    for part in marked.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == Self.begin || $0 == Self.end })
    {
      if !part.isEmpty { pieces.append(Piece(text: String(part), isFound: isFound)) }
      isFound.toggle()
    }
    return pieces
  }

  static let begin: Character = "\u{2}"
  static let end: Character = "\u{3}"
}

/// What a search form offers.
enum Offer {
  static func themes(in db: Database) throws -> [(id: String, label: String)] {
    try Row.fetchAll(db, sql: "SELECT id, label FROM themes ORDER BY place")
      .map { ($0["id"], $0["label"]) }
  }

  static func names(in db: Database) throws -> [String] {
    try String.fetchAll(
      db,
      sql: """
        SELECT name FROM names WHERE place IN (SELECT name FROM name_posts) ORDER BY place
        """)
  }
}

/// Addresses of the pages.
enum Address {
  static func posts(_ filter: PostFilter) -> String {
    FormText.address("/posts", filter.parameters)
  }
  static func post(_ id: String) -> String { FormText.address("/post", [("id", id)]) }
  static func theme(_ id: String) -> String { FormText.address("/theme", [("id", id)]) }
  static func thread(_ id: String) -> String { FormText.address("/thread", [("id", id)]) }
  static func author(_ name: String) -> String { FormText.address("/posts", [("author", name)]) }
}
