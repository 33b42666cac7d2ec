import Testing

@testable import HubbubText

/// What is told to hold no mojibake by its pairs of characters holds none.
@Suite struct MojibakePairsTests {
  /// Texts of characters that stand in mojibake, in sound text beside it, and in neither.
  @Test(arguments: 0..<40)
  func whereNoPairStandsNothingIsMended(seed: UInt64) {
    let alphabet = Array(
      "aé €™“”’…—Ã ÂâÐÑаяёрЯпα΄ωשגกโ\u{E42}中文字，。、あア가힣😀\u{9D}\u{FFFD}\u{F8FF}ﬁ╔▒≈ "
        .unicodeScalars)
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func draw(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    var passed = 0
    for _ in 0..<2000 {
      // A few characters each, so that some texts have no pair.
      let few = (0..<6).map { _ in alphabet[draw(alphabet.count)] }
      var text = String.UnicodeScalarView()
      for _ in 0..<12 { text.append(few[draw(few.count)]) }
      let written = String(text)
      if MojibakePairs.shared.stand(in: written.utf8.span) { continue }
      passed += 1
      let (mended, _, isRepaired) = Mojibake.peeled(written)
      #expect(mended == written && !isRepaired)
    }
    #expect(passed > 0)
  }

  @Test(arguments: ["这台新的咖啡研磨机“太吵”了——真的。", "커피 그라인더는 시끄러워요.", "コーヒーミルは『うるさい』です。"])
  func scriptsOfManyLettersArePassedOver(text: String) {
    let stands = MojibakePairs.shared.stand(in: text.utf8.span)
    #expect(!stands)
  }

  @Test(arguments: ["isnâ€™t", "Ð¿Ñ€Ð¸Ð²ÐµÑ‚", "NVIDIAโs", "voilÃ  ", "a\u{93}b\u{94}"])
  func damageIsNot(text: String) {
    let stands = MojibakePairs.shared.stand(in: text.utf8.span)
    #expect(stands)
  }
}
