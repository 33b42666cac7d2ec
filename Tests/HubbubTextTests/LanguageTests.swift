import HubbubText
import Testing

@Suite struct LanguageTests {
  @Test(
    arguments: [
      ("I think that this is what they want, but it will not work for all of us.", "en"),
      ("Ich glaube, dass das nicht die Lösung für alle ist, aber es ist ein Anfang.", "de"),
      ("Je pense que ce n'est pas la solution pour tous, mais c'est un début.", "fr"),
      ("Creo que esto no es la solución para todos, pero es un comienzo.", "es"),
      ("Penso che questa non sia la soluzione per tutti, ma è un inizio.", "it"),
      ("Acho que isso não é a solução para todos, mas já é um começo.", "pt"),
      ("Ik denk dat dit niet de oplossing is voor iedereen, maar het is een begin.", "nl"),
      ("Я думаю, что это не решение для всех, но это уже начало.", "ru"),
      ("GPU A100 H100 NVLink", nil), ("", nil), ("ok", nil),
    ] as [(String, String?)])
  func languagesAreTold(text: String, language: String?) {
    #expect(LanguageIdentifier.identify(text) == language)
  }

  /// The short way over ASCII counts the words that the tokenizer cuts.
  @Test(arguments: 0..<60) func theShortWayCountsTheTokenizersWords(seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let pieces = [
      "the", "The", "AND", "it's", "don't", "IT'S", "der", "die", "und", "que", "de", "la", "n'est",
      "x", "_", "3.5", "1,000", "a.b", "e.g.", "www.example.org", "awww", "http://a.b/c", "@you",
      "#topic", "a@b.c", "über", "n’est", "это", "for's", "'s", "s'", "(of)", "of,and", "--", "I",
    ]
    for _ in 0..<20 {
      var text = ""
      for _ in 0..<next(60) {
        text += pieces[next(pieces.count)] + ["", " ", " ", " ", "\n", "\t", "."][next(7)]
      }
      if next(8) == 0 { text = Array(repeating: text, count: 12).joined(separator: " ") }
      #expect(LanguageIdentifier.identify(text) == plainly(text), "\(text)")
    }
  }

  /// The rule as it is described, a string a word.
  private func plainly(_ text: String) -> String? {
    let languages = StopWords.languages
    var hits = Array(repeating: 0, count: languages.count)
    var words = 0
    Tokenizer().forEachToken(in: text) { token, folded in
      guard token.kind == .word, words < 400 else { return }
      words += 1
      let word = String(decoding: folded.indices.map { folded[$0] }, as: UTF8.self)
      for (index, language) in languages.enumerated()
      where StopWords.contains(word, language: language) { hits[index] += 1 }
    }
    let best = hits.max() ?? 0
    guard best >= 3, hits.filter({ $0 == best }).count == 1,
      Double(best) >= 0.15 * Double(words)
    else { return nil }
    return languages[hits.firstIndex(of: best) ?? 0]
  }
}
