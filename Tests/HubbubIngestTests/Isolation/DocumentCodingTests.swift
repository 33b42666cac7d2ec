import HubbubModel
import Testing

@testable import HubbubIngest

/// Makes documents from a seed: the same ones everywhere.
private struct DocumentMaker {
  private var state: UInt64
  private static let words = [
    "", "own", "Zitat", "naïve café", "日本語のテキスト", "👩‍👩‍👧 emoji", "a\u{0}b", "line\nbreak", "ß",
  ]

  init(seed: UInt64) { state = seed }

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    // SplitMix64 (Steele, Lea and Flood 2014).
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    return range.lowerBound + Int(z % UInt64(range.count))
  }

  mutating func text() -> String { Self.words[number(0...Self.words.count - 1)] }
  mutating func optional<T>(_ make: (inout Self) -> T) -> T? {
    number(0...2) == 0 ? nil : make(&self)
  }
  mutating func list<T>(_ most: Int, _ make: (inout Self) -> T) -> [T] {
    (0..<number(0...most)).map { _ in make(&self) }
  }
  mutating func counts() -> [String: Int] {
    Dictionary(list(3) { ($0.text(), $0.number(0...9)) }, uniquingKeysWith: { a, _ in a })
  }
  mutating func range(_ path: String, _ count: Int) -> SourceRange {
    let start = number(0...count)
    return SourceRange(path: path, start: start, end: number(start...count))
  }

  mutating func post(_ path: String, _ count: Int) -> ParsedPost {
    var body = ""
    var spans: [ParsedSpan] = []
    for piece in list(5, { $0.text() }) {
      let start = body.utf8.count
      body += piece
      let kind = Span.Kind.allCases[number(0...Span.Kind.allCases.count - 1)]
      spans.append(
        ParsedSpan(
          kind, start, body.utf8.count, attribution: optional { $0.text() },
          quoted: optional { $0.text() }))
    }
    let parents: [ParsedPost.Parent] = [.unstated, .post(text()), .depth(number(0...40))]
    return ParsedPost(
      localID: text(), globalID: optional { $0.text() }, author: optional { $0.text() },
      time: optional { Int64($0.number(-2_000_000_000...4_000_000_000)) },
      parent: parents[number(0...2)], score: optional { $0.number(-5000...5000) },
      url: optional { $0.text() }, body: ParsedBody(text: body, spans: spans),
      source: range(path, count), findings: list(2) { $0.text() })
  }

  mutating func outcome(_ path: String, _ count: Int) -> PageParser.Outcome {
    var document = ParsedDocument(dropped: counts(), findings: counts())
    document.quarantine = list(2) {
      QuarantineEntry(
        source: $0.range(path, count), stage: $0.text(), reason: $0.text(), detail: $0.text())
    }
    document.replies = list(3) { PageReply(page: $0.text(), answers: $0.text()) }
    document.threads = list(3) { maker in
      ParsedThread(
        key: maker.text(), title: maker.optional { $0.text() }, url: maker.optional { $0.text() },
        page: maker.number(1...300), posts: maker.list(4) { $0.post(path, count) })
    }
    return PageParser.Outcome(
      document: document, engine: optional { $0.text() }, points: number(0...99))
  }
}

/// Everything an outcome says, in one order.
private func printed(_ outcome: PageParser.Outcome) -> String {
  let document = outcome.document
  return
    "\(String(describing: outcome.engine)) \(outcome.points) \(document.dropped.sorted { $0.key < $1.key }) "
    + "\(document.findings.sorted { $0.key < $1.key }) \(document.quarantine) \(document.replies) \(document.threads)"
}

@Suite struct DocumentCodingTests {
  @Test(arguments: 0..<200 as Range<UInt64>)
  func everyDocumentComesBackAsItWas(seed: UInt64) throws {
    var maker = DocumentMaker(seed: seed)
    let outcome = maker.outcome("a/b.html", 4000)
    let bytes = DocumentCoding.encode(outcome)
    let back = try DocumentCoding.decode(bytes, path: "a/b.html", count: 4000)
    #expect(printed(back) == printed(outcome))
    #expect(DocumentCoding.encode(back) == bytes)
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func whatIsDamagedIsNeverTakenForADocumentOutOfBounds(seed: UInt64) {
    var maker = DocumentMaker(seed: seed)
    let bytes = DocumentCoding.encode(maker.outcome("a", 4000))
    for _ in 0..<200 {
      var damaged = bytes
      for _ in 0..<maker.number(1...3) {
        damaged[maker.number(0...damaged.count - 1)] = UInt8(maker.number(0...255))
      }
      if maker.number(0...3) == 0 { damaged.removeLast(maker.number(1...damaged.count)) }
      guard let outcome = try? DocumentCoding.decode(damaged, path: "a", count: 4000) else {
        continue
      }
      for post in outcome.document.threads.flatMap(\.posts) {
        #expect(0 <= post.source.start && post.source.end <= 4000)
        var at = 0
        for span in post.spans {
          #expect(span.start == at && span.end >= at)
          at = span.end
        }
        #expect(at == post.body.utf8.count)
      }
    }
  }

  @Test func aShorterTextIsRefused() {
    let whole = DocumentCoding.encode(PageParser.Outcome(document: ParsedDocument()))
    #expect(throws: DamagedAnswer.self) {
      try DocumentCoding.decode(Array(whole.dropLast()), path: "a", count: 1)
    }
    #expect(throws: DamagedAnswer.self) {
      try DocumentCoding.decode(whole + [0], path: "a", count: 1)
    }
  }
}
