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
      ("Jag tror att det inte är en lösning för alla, men det är en början.", "sv"),
      ("Jeg tror ikke, at det er en løsning for alle, men det er noget af det, jeg gør nu.", "da"),
      ("Jeg tror ikke at det er noe vi har bruk for nå, men jeg kan gjøre det selv.", "no"),
      ("En usko, että tämä on ratkaisu kaikille, mutta se on alku ja niin on hyvä.", "fi"),
      ("Bunun herkes için bir çözüm olduğunu sanmıyorum ama çok güzel bir başlangıç.", "tr"),
      ("Nie sądzę, żeby to było rozwiązanie dla wszystkich, ale jest to początek.", "pl"),
      ("Nemyslím si, že je to řešení pro všechny, ale už je to začátek.", "cs"),
      ("Nemyslím si, že je to riešenie pre všetkých, ale aj tak je to len začiatok.", "sk"),
      ("Nem hiszem, hogy ez mindenkinek megoldás, de azért csak egy kezdet.", "hu"),
      ("Nu cred că asta este soluția pentru toți, dar este și un început.", "ro"),
      ("No crec que això sigui la solució per a tothom, però és un començament amb molt.", "ca"),
      ("Saya tidak yakin bahwa ini adalah solusi untuk semua orang, tetapi sudah ada.", "id"),
      ("Я не думаю, що це рішення для всіх, але воно вже є і це тільки початок.", "uk"),
      ("Не мислим да је то решење за све, али је ово само почетак.", "sr"),
      ("Ne mislim da je to rješenje za sve, ali ovo je već nešto što smo htjeli.", "sr"),
      ("Не мисля, че това е решението за всички, но вече има едно начало.", "bg"),
      ("Δεν νομίζω ότι αυτό είναι η λύση για όλους, αλλά είναι μια αρχή.", "el"),
      ("لا أظن أن هذا هو الحل لكل الناس، لكن هذه بداية من أجل ما هو بعد ذلك.", "ar"),
      ("من فکر نمی‌کنم که این راه حل برای همه باشد اما این یک شروع است.", "fa"),
      ("من پێم وا نییە کە ئەمە چارەسەر بێت بۆ هەموو کەس، بەڵام ئەوە سەرەتایە.", "ckb"),
      ("אני לא חושב שזה הפתרון של כולם, אבל זה כבר משהו.", "he"),
      ("मुझे नहीं लगता कि यह सभी के लिए हल है, लेकिन यह एक शुरुआत है।", "hi"),
      ("Tôi không nghĩ đây là giải pháp cho mọi người, nhưng đó là một khởi đầu.", "vi"),
      ("これは全員のための解決策だとは思いませんが、始まりです。", "ja"),
      ("我不认为这是所有人的解决方案，但这是一个开始。", "zh"),
      ("모두를 위한 해결책이라고 생각하지 않지만 시작입니다.", "ko"),
      ("ฉันไม่คิดว่านี่เป็นทางออกสำหรับทุกคน แต่ก็เป็นจุดเริ่มต้น", "th"),
      ("არა მგონია ეს ყველასთვის გამოსავალი იყოს.", "ka"),
      ("Չեմ կարծում, որ սա լուծում է բոլորի համար։", "hy"),
      ("The kanji 語 is in this long English sentence.", "en"), ("GPU 語 A100", nil),
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
      "a", "because", "themselves", "international", "responsibilities", "between,", "something?!",
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

  @Test func listsAreFoldedAsTokensAre() {
    #expect(StopWords.languages.count >= 28)
    for language in StopWords.languages {
      let list = StopWords.list(of: language)
      #expect(list.count >= 60, "\(language) has \(list.count) words")
      for word in list {
        #expect(Normalizer.nfkcCaseFold(word) == word, "\(language): \(word)")
      }
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
