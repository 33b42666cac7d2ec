import HubbubModel
import Testing

@testable import HubbubIngest

/// Signatures without separators, lists' footers, and texts that were posted more than once.
@Suite struct RepetitionTests {
  private let folder = TemporaryFolder()

  static func own(_ body: ParsedBody) -> String {
    OwnWords.text(of: body.spans.map { Span($0.kind, $0.start, $0.end) }, in: body.text)
  }

  @Test(arguments: [
    (
      "Use the other door.\n\nAnn Østby, PhD\nDepartment of Doors\nUniversity of Hinges\n"
        + "Tel: +47 555 12 34\nFax: +47 555 12 35\n", "Use the other door."
    ),
    ("It rusts.\n\nAnn\n", "It rusts."),
    ("It rusts.\n\n====\nAnn Østby\nann at doors.example\n", "It rusts."),
    // Sentences that begin with a name are no signature, nor is all that a post says.
    (
      "It rusts.\nAnn said that it rusts, and I saw it.\n",
      "It rusts.\nAnn said that it rusts, and I saw it."
    ),
    ("Ann\n", "Ann"),
    (
      "Try this.\n\nAnn\n\nand then tell us how it went with the door.\n",
      "Try this.\n\nAnn\n\nand then tell us how it went with the door."
    ),
  ])
  func aNameAndItsAddressAreASignature(text: String, own: String) {
    let body = NamedSignature.typed(MailBody.parse(text), author: "Ann Østby")
    #expect(Self.own(body) == own)
    #expect(body.spans.last?.end == text.utf8.count)
  }

  private static func table(_ rows: [(String, String)]) -> String {
    var lines = ["id,author,time,text"]
    for (number, row) in rows.enumerated() {
      lines.append(
        "p\(number),\(row.0),2026-01-\(number / 20 + 10) 10:\(number % 20 + 10):00,\"\(row.1)\"")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static let words = [
    "anchor", "bell", "chart", "deck", "eddy", "ferry", "gull", "harbour", "island", "jetty",
    "keel",
    "lock", "mast", "net", "oar", "pier", "quay", "rope", "sail", "tide",
  ]

  /// A text of its own for each number.
  private static func text(_ seed: Int, count: Int) -> String {
    var state = UInt64(seed &+ 1) &* 0x9E37_79B9_7F4A_7C15
    return (0..<count).map { _ in
      state = StableHash.mix(state &+ 0x1234_5678_9ABC_DEF1)
      return words[Int(state % 20)] + "\(state % 7)"
    }.joined(separator: " ")
  }

  @Test func whatAnAuthorAlwaysEndsWithIsASignature() throws {
    let rows =
      (0..<3).map { ("cy", "\(Self.text($0, count: 6)).\nFair winds from Cy") }
      + [("bo", "Only once.\nFair winds to all")]
    try folder.write(Self.table(rows), to: "t.csv")
    let run = try Ingested([folder.path + "/t.csv"])
    for post in run.posts where post.author == "cy" {
      #expect(!post.text.contains("Fair winds"))
      #expect(post.spans.map(\.kind) == [.own, .signature])
    }
    #expect(run["p3"]?.text == "Only once.\nFair winds to all")
  }

  @Test func whatEverybodyEndsWithIsBoilerplate() throws {
    let rows = (0..<8).map {
      ("author\($0 % 4)", "\(Self.text($0, count: 6)).\nSent from the harbour's own reading room")
    }
    try folder.write(Self.table(rows), to: "t.csv")
    let run = try Ingested([folder.path + "/t.csv"])
    #expect(run.posts.allSatisfy { $0.spans.map(\.kind) == [.own, .boilerplate] })
  }

  @Test func copiesAreCountedAndOneIsKept() throws {
    let long = Self.text(99, count: 60)
    var rows = [("ann", "First \(long)"), ("bo", "\(long) again"), ("cy", long)]
    rows += (0..<20).map { ("d\($0)", Self.text($0, count: 60)) }
    rows += (0..<4).map { ("e\($0)", "Thanks, that works for me!") }
    try folder.write(Self.table(rows), to: "t.csv")
    let run = try Ingested([folder.path + "/t.csv"])
    #expect(run.result.conservation.dropped == ["near-duplicate": 2])
    #expect(run.result.conservation.balances)
    #expect(run["p0"]?.findings.contains("copies:2") == true)
    #expect(run["p1"] == nil && run["p2"] == nil)
    let again = try Ingested([folder.path + "/t.csv"], workers: 1)
    #expect(again.bytes == run.bytes)
  }

  /// Exact copies of one time: which is kept as the first of its words and which leads the group of
  /// its likes must be one and the same, or both would go.
  @Test(arguments: [["b", "a"], ["a", "b"], ["c", "b", "a"]])
  func ofExactCopiesOneIsKept(names: [String]) throws {
    let long = Self.text(99, count: 60)
    let rows = names.map {
      "{\"id\":\"\($0)\",\"thread\":\"t\",\"author\":\"ann\",\"time\":\"2026-01-05T10:00:00Z\",\"text\":\"\(long)\"}"
    }
    try folder.write(rows.joined(separator: "\n") + "\n", to: "t.jsonl")
    let run = try Ingested([folder.path + "/t.jsonl"])
    #expect(run.posts.count == 1)
    #expect(run.result.conservation.dropped == ["duplicate": names.count - 1])
    let kept = run.posts.first?.id.text
    let named = run.posts[0].findings.filter { $0.hasPrefix("copy:") }
    #expect(named.sorted() == names.filter { $0 != kept }.map { "copy:\($0)" }.sorted())
  }

  /// Whoever answered a copy answered what it says: the copy that is kept.
  @Test func answersToACopyGoToTheOneThatIsKept() throws {
    let long = Self.text(99, count: 60)
    let rows: [(id: String, parent: String, author: String, text: String)] = [
      ("a", "null", "ann", "Shall we mend the pier?"), ("b", "\"a\"", "bo", long),
      ("c", "\"a\"", "bo", long), ("d", "\"c\"", "cy", "I would not do it that way."),
    ]
    let lines = rows.enumerated().map { number, row in
      "{\"id\":\"\(row.id)\",\"thread\":\"t\",\"parent\":\(row.parent),\"author\":\"\(row.author)\","
        + "\"time\":\"2026-01-05T10:0\(number):00Z\",\"text\":\"\(row.text)\"}"
    }
    try folder.write(lines.joined(separator: "\n") + "\n", to: "t.jsonl")
    let run = try Ingested([folder.path + "/t.jsonl"])
    #expect(run.result.conservation.dropped == ["duplicate": 1])
    #expect(run["b"]?.findings.contains("copies:1") == true)
    #expect(run["b"]?.findings.contains("copy:c") == true)
    #expect(run["d"]?.parent?.text == "b")
    #expect(run["d"]?.findings.contains("parent-dropped") == false)
  }

  /// What the bands find is what comparing every pair finds.
  @Test func bandsMissNoCopies() {
    for seed in 0..<200 {
      let words = Self.text(seed, count: 80).split(separator: " ")
      var other = words
      other[seed % 80] = "changed"
      let a = FoldedWords(words.joined(separator: " "))
      let b = FoldedWords(other.joined(separator: " "))
      let likeness = MinHash.likeness(MinHash.shingles(a).sorted(), MinHash.shingles(b).sorted())
      #expect(likeness > 0.85)
      let shared = zip(MinHash.bands(a), MinHash.bands(b)).contains { $0 == $1 }
      #expect(shared)
      let stranger = FoldedWords(Self.text(seed + 1000, count: 80))
      #expect(!zip(MinHash.bands(a), MinHash.bands(stranger)).contains { $0 == $1 })
    }
  }
}
