import HubbubText
import Testing

@Suite("Korean particles") struct KoreanParticlesTests {
  private func stem(_ word: String) -> String {
    let bytes = Array(word.utf8)
    return String(decoding: bytes[..<KoreanParticles.stemLength(bytes.span)], as: UTF8.self)
  }

  @Test(
    "what stands before a particle is the word",
    arguments: [
      ("전기차의", "전기차"), ("전기차를", "전기차"), ("전기차가", "전기차"), ("충전소에서", "충전소"),
      ("김치는", "김치"), ("배추가", "배추"), ("소금에", "소금"), ("책을", "책"), ("차에서", "차"),
      ("서울로", "서울"), ("집으로", "집"), ("병원까지는", "병원"), ("사람들이", "사람"),
    ])
  func stripped(_ word: String, _ stem: String) { #expect(self.stem(word) == stem) }

  @Test(
    "a syllable that cannot be one where it stands is a part of the word",
    arguments: ["가을", "마을", "강아지", "사이", "나는", "오이", "를", "email", "é", "猫", ""])
  func kept(_ word: String) { #expect(stem(word) == word) }
}
