import CLanes
import HubbubSystem
import Testing

@testable import HubbubIngest

/// Kernels of ingest against the plain form of what they do.
@Suite struct KernelTests {
  private struct Chance {
    var state: UInt64
    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
  }

  private static func text(_ seed: Int) -> String {
    var chance = Chance(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1)
    let pieces = ["a", "Z", "é", " ", "\n", "\t", "~", "9", "_", "'", "—", "日", "\u{7F}", "\r"]
    let kinds = [7, 7, pieces.count][chance.next(3)]
    return (0..<chance.next(700)).map { _ in pieces[chance.next(kinds)] }.joined()
  }

  @Test(arguments: 0..<100) func cleanTextIsToldApart(seed: Int) {
    let text = Self.text(seed)
    let isPlain = text.utf8.allSatisfy { $0 == 9 || $0 == 10 || (0x20..<0x7F).contains($0) }
    #expect(CleanText.isClean(text) == isPlain)
  }

  @Test(arguments: 0..<100) func plainLinesAreToldApart(seed: Int) {
    var chance = Chance(state: UInt64(seed) &+ 3)
    let pieces = ["a", "b ", "Z", "9", "~", " ", "  ", "é", "\n", "\u{7F}", "\t"]
    for _ in 0..<40 {
      let kinds = [5, 5, 6, pieces.count][chance.next(4)]
      let line = (0..<chance.next(24)).map { _ in pieces[chance.next(kinds)] }.joined()
      let isPlain =
        !line.isEmpty && line.utf8.allSatisfy { (0x20..<0x7F).contains($0) } && !line.contains("  ")
        && line.first != " " && line.last != " "
      #expect(CleanText.isPlainLine(line) == isPlain, "\(line)")
    }
  }

  /// What is passed over as sound comes out of cleaning as it went in.
  @Test(arguments: [
    ("It’s a “test” – café", true), ("naïve\n\tÜber", true), ("plain", true), ("e\u{301}t", false),
    ("a\u{2000}b", false), ("a\u{212B}b", false), ("cafÃ©", false), ("a\u{200E}b", true),
    ("a\u{202A}b", false), ("a\u{85}b", false), ("a\rb", false), ("日本", false),
  ]) func soundTextIsLeftAlone(text: String, isSound: Bool) {
    #expect(CleanText.isSound(text) == isSound)
    if isSound {
      let (clean, isRepaired) = CleanText.clean(text)
      #expect(Array(clean.utf8) == Array(text.utf8) && !isRepaired)
    }
  }

  @Test(arguments: 0..<100) func wordsAreFoldedAndHashed(seed: Int) {
    let text = Self.text(seed)
    let words = text.utf8.split { byte in
      !(byte >= 0x80 || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF))
    }
    let hashes = words.map { word in
      var hash = StableHash.basis
      let folded = word.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
      for start in stride(from: 0, to: folded.count, by: 8) {
        let block = folded[start..<min(start + 8, folded.count)].reversed()
          .reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        hash = (hash ^ block) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 29
      }
      return StableHash.mix(hash)
    }
    #expect(FoldedWords(text).hashes == hashes)
  }

  /// Words that differ in a byte, a length or their order get hashes of their own.
  @Test func wordsOfAnyLengthAreToldApart() {
    var words: Set<String> = []
    for length in 1...40 {
      for place in 0..<length {
        for letter in ["a", "b", "7"] {
          var word = Array(repeating: "x", count: length)
          word[place] = letter
          words.insert(word.joined())
        }
      }
    }
    let hashes = Set(words.flatMap { FoldedWords($0).hashes })
    #expect(hashes.count == words.count)
  }

  @Test(arguments: 0..<20) func referencesAreFoundAtAnyPlace(seed: Int) {
    var chance = Chance(state: UInt64(seed) &* 77 &+ 5)
    let names = XMLRow.Names(["Body"])
    let pieces = [
      ("a", "a"), ("&amp;", "&"), ("\t", " "), ("é", "é"), ("&#xA;", "\n"), ("%'", "%'"),
    ]
    var written = ""
    var meant = ""
    for _ in 0..<chance.next(60) {
      let piece = pieces[chance.next(pieces.count)]
      written += piece.0
      meant += piece.1
    }
    let row = Array("<row Body=\"\(written)\" />".utf8)
    #expect(XMLRow(row, 0..<row.count).attributes(names)?.fields["Body"] == meant)
    let cut = Array("<row Body=\"\(written)<\" />".utf8)
    #expect(XMLRow(cut, 0..<cut.count).attributes(names) == nil)
  }

  @Test func referencesInRowsAreResolved() throws {
    let names = XMLRow.Names(["Id", "Body"])
    for (written, meant) in [
      ("a&lt;b&gt;&amp;&quot;&apos;", "a<b>&\"'"), ("&#65;&#x42;&#8217;", "AB\u{2019}"),
      ("a\tb\r\nc", "a b  c"), ("", ""), ("&gt", nil), ("&nbsp;", nil), ("&;", nil), ("&", nil),
      ("&lt;&#xA;&gt;x", "<\n>x"), ("&averyverylongname;", nil),
    ] as [(String, String?)] {
      let row = Array("<row Id=\"7\" Other='&' Body=\"\(written)\" />".utf8)
      let found = XMLRow(row, 0..<row.count).attributes(names)
      #expect(found?.fields["Body"] == meant)
      #expect((found == nil) == (meant == nil))
      if let found { #expect(found.end == row.count && found.fields["Id"] == "7") }
    }
  }

  /// Numbers and times of rows are read as those of texts.
  @Test(arguments: [
    "7", "-3", "+4", "", " 5", "12a", "007", "999999999999999999", "9223372036854775807",
    "9223372036854775808", "000000000000000000000012", "2012-01-31T12:34:56.789",
    "2012-01-31T12:34:56", "2012-01-31 12:34", "2012-13-31T12:34:56.789",
  ]) func rowsHoldNumbersAndTimes(value: String) throws {
    let row = Array("<row Id=\"\(value)\" />".utf8)
    let fields = try #require(XMLRow(row, 0..<row.count).attributes(XMLRow.Names(["Id", "No"])))
      .fields
    #expect(fields.number("Id") == Int(value))
    #expect(fields.time("Id") == Timestamps.parse(value))
    #expect(fields.has("Id") && !fields.has("No"))
    #expect(fields.number("No") == nil && fields.time("No") == nil)
    let sizes = ["Id", "No"].map { name in fields.read(name) { $0.count } }
    #expect(sizes == [value.utf8.count, 0])
  }

  /// Fields that held a row before hold nothing of it.
  @Test func fieldsHoldOneRowAfterAnother() throws {
    var fields = XMLRow.Fields(XMLRow.Names(["Id", "Body"]))
    let rows = ["<row Id=\"1\" Body=\"one\" />", "<row Id=\"2\" />", "<row Id=\"3\" Body=\"\" />"]
    var bodies: [String?] = []
    for row in rows {
      let bytes = Array(row.utf8)
      #expect(XMLRow(bytes, 0..<bytes.count).read(into: &fields) == bytes.count)
      bodies.append(fields["Body"])
    }
    #expect(bodies == ["one", nil, ""])
  }

  /// On a processor that has wide vectors and on every one.
  @Test(arguments: [1, 2, 7, 500]) func leastHashesAreThoseOfPlainLoops(count: Int) {
    var chance = Chance(state: UInt64(count))
    let numbers = (0..<count).map { _ in
      UInt64(chance.next(1 << 31)) << 33 ^ UInt64(chance.next(1 << 31)) << 11
    }
    let plain: [Int32] = (0..<40).map { place -> Int32 in
      numbers.map { number in
        let step = UInt32(truncatingIfNeeded: number >> 32) | 1
        return Int32(
          bitPattern: UInt32(truncatingIfNeeded: number) &+ UInt32(place) &* step)
      }.min() ?? 0
    }
    var base = [Int32](repeating: 0, count: 40)
    var fast = base
    unsafe hubbub_base_least_hashes(numbers, count, &base)
    unsafe hubbub_least_hashes(numbers, count, &fast)
    #expect(base == plain)
    #expect(fast == plain)
  }

  /// In memory and beyond it, bands that two posts share are marked, and hardly any others.
  @Test(arguments: [300, 40_000]) func sharedBandsAreMarked(posts: Int) throws {
    let folder = TemporaryFolder()
    var chance = Chance(state: UInt64(posts))
    var all = (0..<posts).map { _ in
      (0..<MinHash.bands).map { _ in UInt32(chance.next(1 << 31)) }
    }
    for copy in stride(from: 0, to: posts, by: 100) {
      all[copy][chance.next(MinHash.bands)] = 1
      all[copy + 7] = all[copy + 3]
    }
    var repeated = RepeatedBands(folder: folder.path)
    for bands in all { try repeated.note(bands) }
    try repeated.note([])
    #expect(try repeated.seal(Workers(2)) { "beside" } == "beside")
    #expect(repeated.holdsRepeated)
    var marked = 0
    for (number, bands) in all.enumerated() {
      let mayRepeat = repeated.mayRepeat(bands)
      if [3, 7].contains(number % 100) { #expect(mayRepeat) }
      if mayRepeat { marked += 1 }
    }
    #expect(marked < posts * 4 / 100)
  }
}
