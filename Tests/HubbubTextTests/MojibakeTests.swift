import Foundation
import HubbubText
import Testing

@Suite struct MojibakeTests {
  @Test(arguments: [
    ("isnâ€™t it", "isn’t it"), ("â€œquotedâ€\u{9D}", "“quoted”"), ("cafÃ©", "café"),
    ("Â£5", "£5"), ("ðŸ˜€ ok", "😀 ok"), ("nÃƒÂ©", "né"), ("Ð¿Ñ€Ð¸Ð²ÐµÑ‚", "привет"),
    ("wonโ€\u{99}t come", "won’t come"), ("NVIDIAโs hold", "NVIDIA’s hold"),
    ("โ€\u{9C}hiโ€\u{9D}", "“hi”"), ("lвЂ™ouest", "l’ouest"), ("r√©gime", "régime"),
  ])
  func mojibakeIsMended(damaged: String, mended: String) {
    let found = Mojibake.repair(damaged)
    #expect(found.text == mended)
    #expect(found.repaired)
    #expect(found.map.old(found.text.utf8.count) == damaged.utf8.count)
  }

  @Test(arguments: [
    "", "plain", "naïve café", "PARCE QUE MARQUÉ…", "ภาษาไทย", "โรงเรียน", "Привет, мир",
    "5×£35", "Charlotte Brontë…”", "NESTLÉ® requiere", "(-1/2)! = √π", "日本語", "ÄÖÜ äöü ß",
    "C O N C L U S Ã O", "AHÅ™, the new sofa",
  ])
  func soundTextIsLeftAlone(text: String) {
    let found = Mojibake.repair(text)
    #expect(found.text == text)
    #expect(!found.repaired)
  }
}
