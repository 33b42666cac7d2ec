internal import HubbubModel

/// Turns saved forum pages into threads.
///
/// A page goes to the layout that recognises it best; a page that none does, to its structured
/// data and then to the detector of repeated records. What is no thread is quarantined by name:
/// `listing-page`, `login-wall`, `block-page`, `unknown-layout`, `no-posts`.
public struct PageParser: DocumentParser {
  let names: MarkupNames
  let page: PageNames
  let rules: [PageRules]
  let generic: GenericRules

  /// The points at which an engine counts as recognised.
  static let recognisedAt = 10

  /// Creates a parser for the engines of some layouts.
  ///
  /// - Complexity: a few milliseconds; make one and share it.
  public init(layouts: [Layout]) {
    var names = MarkupNames()
    page = PageNames(&names)
    rules = layouts.sorted { $0.engine.utf8.lexicographicallyPrecedes($1.engine.utf8) }
      .map { PageRules($0, names: &names) }
    generic = GenericRules(&names)
    self.names = names
  }

  /// Parses one page.
  ///
  /// - Complexity: O(n) in the page's bytes, times the depth of its markup at worst.
  public func parse(_ bytes: [UInt8], path: String) -> ParsedDocument {
    outcome(bytes, path: path).document
  }

  /// What the parser makes of a page, for `hubbub probe`.
  public func probe(_ bytes: [UInt8], path: String) -> PageProbe {
    let outcome = outcome(bytes, path: path)
    return PageProbe(outcome.document, engine: outcome.engine, points: outcome.points, path: path)
  }

  struct Outcome {
    var document: ParsedDocument
    var engine: String?
    var points = 0
  }

  func outcome(_ bytes: [UInt8], path: String) -> Outcome {
    func aside(_ reason: String, _ detail: String, engine: String? = nil, points: Int = 0)
      -> Outcome
    {
      let range = SourceRange(path: path, start: 0, end: bytes.count)
      let entry = QuarantineEntry(
        source: range, stage: "ingest", reason: reason, detail: detail)
      return Outcome(
        document: ParsedDocument(quarantine: [entry]), engine: engine, points: points)
    }
    guard bytes.contains(where: { $0 > 0x20 }) else {
      return aside("empty-document", "The file holds no text; save the page again.")
    }
    var text = PageText(bytes)
    if let refusal = MarkupPreScan.clean(&text.utf8) {
      return aside(refusal.rawValue, refusal.detail)
    }
    let tree = HTMLTreeBuilder.tree(text.utf8, names: names)
    let flood = MarkupPreScan.Refusal.attributeFlood
    if tree.findings[flood.rawValue] != nil { return aside(flood.rawValue, flood.detail) }
    if tree.findings["nesting-bomb"] != nil {
      return aside("nesting-bomb", "Elements are nested deeper than any page's; not parsed.")
    }
    if tree.findings["out-of-memory"] != nil {
      return aside("out-of-memory", "The page needs more memory than the limit allows.")
    }
    let scored = rules.enumerated().map { (points: $1.score(tree), order: $0, rules: $1) }
      .filter { $0.points >= Self.recognisedAt }
      .sorted { ($1.points, $0.order) < ($0.points, $1.order) }
    let miner = PageMiner(tree: tree, text: text, names: page, generic: generic, path: path)
    for candidate in scored {
      let document =
        candidate.rules.signed.map { miner.talkPage(candidate.rules, $0) }
        ?? miner.mine(candidate.rules)
      if document.seen > 0 {
        return Outcome(
          document: document, engine: candidate.rules.engine, points: candidate.points)
      }
    }
    for candidate in scored {
      guard let replies = candidate.rules.replies.map({ miner.replies($0) }), !replies.isEmpty
      else { continue }
      let document = ParsedDocument(findings: ["reply-index": 1], replies: replies)
      return Outcome(
        document: document, engine: candidate.rules.engine, points: candidate.points)
    }
    if let document = miner.structuredData(least: 2) {
      return Outcome(document: document, engine: "linked-data")
    }
    let best = scored.first
    if let kind = miner.pageKind(best?.rules) {
      return aside(kind.reason, kind.detail, engine: best?.rules.engine, points: best?.points ?? 0)
    }
    if let document = miner.repeatedRecords() {
      return Outcome(document: document, engine: "repeated-records")
    }
    // A single post may be all there is, or all that the site tells machines.
    if let document = miner.structuredData(least: 1) {
      return Outcome(document: document, engine: "linked-data")
    }
    if miner.isListing() || miner.isBoardIndex() || miner.isArticleList() {
      return aside(PageMiner.listing.reason, PageMiner.listing.detail)
    }
    if let best {
      return aside(
        "no-posts",
        "The page looks like \(best.rules.engine), but holds no post in that layout; "
          + "if it shows any, mend the layout's selectors.",
        engine: best.rules.engine, points: best.points)
    }
    return aside(
      "unknown-layout",
      "No layout recognises the page; add one with --layouts (docs/recipes/forum-engine.md).")
  }
}

extension MarkupPreScan.Refusal {
  /// What it means, for a person.
  var detail: String {
    switch self {
    case .attributeFlood: "One tag has more than \(MarkupPreScan.attributeLimit) attributes."
    case .tooLarge: "The page is larger than \(MarkupPreScan.sizeLimit >> 20) MiB."
    case .binary: "The bytes are not text; give HTML, a dump, or an archive of them."
    }
  }
}

/// What a parser makes of one page.
public struct PageProbe: Sendable {
  /// The page.
  public let path: String
  /// The engine recognised; nil if none is.
  public let engine: String?
  /// The points of evidence for it.
  public let points: Int
  /// Posts found.
  public let posts: Int
  /// Posts with an author, a time, and a parent or nothing to have one for.
  public let authors, times, parents: Int
  /// Posts left out, by reason.
  public let dropped: [String: Int]
  /// What was noticed, by code.
  public let findings: [String: Int]
  /// Why the page is set aside, if it is.
  public let reason: String?

  init(_ document: ParsedDocument, engine: String?, points: Int, path: String) {
    self.path = path
    self.engine = engine
    self.points = points
    let all = document.threads.flatMap(\.posts)
    posts = all.count
    authors = all.filter { $0.author != nil }.count
    times = all.filter { $0.time != nil }.count
    parents = all.filter { $0.parent != .unstated }.count
    dropped = document.dropped
    var findings = document.findings
    for post in all { for code in post.findings { findings[code, default: 0] += 1 } }
    self.findings = findings
    reason = document.quarantine.first?.reason
  }
}
