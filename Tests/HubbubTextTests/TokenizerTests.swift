import Testing

@testable import HubbubText

@Suite struct TokenizerTests {
  private func tokens(_ text: String) -> [String] {
    var found: [String] = []
    Tokenizer().forEachToken(in: text) { token, folded in
      found.append(String(decoding: folded.indices.map { folded[$0] }, as: UTF8.self))
      #expect(token.start < token.end && token.end <= text.utf8.count)
    }
    return found
  }

  @Test(arguments: [
    ("The GPU's price isn't falling.", ["the", "gpu", "price", "isn't", "falling"]),
    ("It isn’t, and NVIDIA’s won’t", ["it", "isn't", "and", "nvidia", "won't"]),
    ("3.5 GHz, 1,000 cores; U.S. e.g. x_y", ["3.5", "ghz", "1,000", "cores", "u.s", "e.g", "x_y"]),
    ("see (https://a.example/b?c=1), ok", ["see", "https://a.example/b?c=1", "ok"]),
    (
      "mail nell@north.example or @nell #gpu",
      ["mail", "nell@north.example", "or", "@nell", "#gpu"]
    ),
    ("Straße ＧＰＵ café", ["strasse", "gpu", "café"]),
    ("great 🎉🎉 day", ["great", "🎉", "🎉", "day"]),
    // Dictionaries cut scripts without blanks, whether or not a run ends in figures.
    ("ราคาไฟฟ้า500", ["ราคา", "ไฟฟ้า", "500"]), ("ไฟฟ้า", ["ไฟฟ้า"]), ("١٢٣", ["١٢٣"]),
    ("scaling-laws/compute", ["scaling", "laws", "compute"]), ("", []), (" \n\t", []), ("...", []),
  ])
  func textsAreCutAndFolded(text: String, expected: [String]) {
    #expect(tokens(text) == expected)
  }

  /// The fast way for ASCII gives what ICU gives.
  @Test func theFastWayEqualsICU() {
    let alphabet = Array("aZ09_'.,;:- !(".utf8)
    let icu = Boundaries(.words)
    let tokenizer = Tokenizer()
    var state: UInt64 = 42
    for _ in 0..<20_000 {
      var bytes: [UInt8] = []
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes.append(alphabet[Int(state >> 33) % alphabet.count])
      }
      let expected = icu.stretches(of: bytes.span).filter { $0.status >= 100 }
        .map { [$0.start, $0.end] }
      var found: [[Int]] = []
      tokenizer.forEachToken(in: bytes.span) { token, _ in found.append([token.start, token.end]) }
      // Lone underscores join words but are none: ICU gives them status 0, or 200 with a neighbour.
      let isUnderscore = { (r: [Int]) in bytes[r[0]..<r[1]].allSatisfy { $0 == UInt8(ascii: "_") } }
      #expect(
        found.filter { !isUnderscore($0) } == expected.filter { !isUnderscore($0) },
        "\(String(decoding: bytes, as: UTF8.self))")
    }
  }

  /// Cutting in one pass gives what cutting each stretch between blanks by itself gives.
  @Test func onePassEqualsStretchByStretch() {
    let alphabet = Array("aZwww09_'.,;:/-@#é   \n(".utf8)
    let tokenizer = Tokenizer()
    var state: UInt64 = 7
    var found: [Token] = []
    for _ in 0..<20_000 {
      var bytes: [UInt8] = []
      for _ in 0..<24 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let byte = alphabet[Int(state >> 33) % alphabet.count]
        // The two bytes of é stay together.
        if byte >= 0x80 { bytes += Array("é".utf8) } else { bytes.append(byte) }
      }
      var expected: [Token] = []
      var start = 0
      while start < bytes.count {
        var end = start
        while end < bytes.count, bytes[end] > 0x20 { end += 1 }
        if start < end {
          let isASCII = bytes[start..<end].allSatisfy { $0 < 0x80 }
          tokenizer.chunk(bytes.span, start, end, isASCII: isASCII) { expected.append($0) }
        }
        start = end + 1
      }
      tokenizer.cut(bytes.span, into: &found)
      #expect(found == expected, "\(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test(arguments: [
    ("running", "run"), ("quantization", "quantiz"), ("policies", "polici"), ("", ""),
  ])
  func wordsAreStemmed(word: String, stem: String) throws {
    #expect(try #require(Stemmer(language: "en")).stem(word) == stem)
  }

  @Test(
    "what the endings tell of English stems, the library says too",
    arguments: [
      "", "b", "gener", "commun", "arsen", "skat", "operat", "str'", "y", "café",
    ])
  func englishStems(beginning: String) throws {
    let stemmer = try #require(Stemmer(language: "en"))
    let letters = Array("abcdefghijklmnopqrstuvwxyz'".utf8)
    var told = 0
    for length in 1...3 {
      for number in 0..<[27, 729, 19_683][length - 1] {
        var word = Array(beginning.utf8)
        var rest = number
        for _ in 0..<length {
          word.append(letters[rest % 27])
          rest /= 27
        }
        guard Stemmer.isEnglishStem(word.span) else { continue }
        told += 1
        let text = String(decoding: word, as: UTF8.self)
        if stemmer.stem(text) != text { Issue.record("\(text) has another stem") }
      }
    }
    #expect(told > 10_000)
  }

  @Test func stopWordsAreKnownByLanguage() {
    #expect(StopWords.contains("the", language: "en"))
    #expect(StopWords.contains("isn't", language: "en"))
    #expect(!StopWords.contains("compute", language: "en"))
    #expect(StopWords.contains("nicht", language: "de"))
    #expect(!StopWords.contains("the", language: "xx"))
    for language in ["de", "en", "es", "fr", "it", "nl", "pl", "pt", "ru", "ar", "ckb"] {
      #expect(StopWords.languages.contains(language))
    }
  }
}
