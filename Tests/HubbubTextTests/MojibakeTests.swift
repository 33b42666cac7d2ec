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

  /// UTF-8 read as Windows-874 and stripped of what has no letter there, as some sites did to posts.
  private static func damaged(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for byte in text.utf8 {
      if byte < 0x80 {
        out.append(Unicode.Scalar(byte))
      } else if byte >= 0xA1, let letter = Unicode.Scalar(0xE00 + UInt32(byte) - 0xA0) {
        out.append(letter)
      }
    }
    return String(out)
  }

  /// Apostrophes come back, since their place tells; what no byte tells is marked as lost.
  @Test(arguments: [
    ("The ferry’s late, and nobody’s told us why.", "The ferry’s late, and nobody’s told us why."),
    (
      "We won’t wait.\n🔑 5 piers are closed\n💬 \"It isn’t the tide\"\n🌐 All of them",
      "We won’t wait.\n� 5 piers are closed\n� \"It isn’t the tide\"\n� All of them"
    ),
    ("It’s 👍🏽 – really", "It’s �� � really"), ("“I’d go,” said Ann", "�I’d go,� said Ann"),
    // Without a damaged apostrophe nothing proves that the letters are not meant.
    ("🔑 5 piers", "๐ 5 piers"),
  ])
  func whatLostItsBytesIsMarkedAndNotInvented(right: String, mended: String) {
    #expect(Mojibake.repair(Self.damaged(right)).text == mended)
  }

  @Test func thaiBesideDamageIsLeftAlone() {
    #expect(Mojibake.repair("isnโt it, ภาษาไทย ๐").text == "isn’t it, ภาษาไทย ๐")
  }

  private static let article: String? = {
    let tests = String(#filePath.dropLast("/MojibakeTests.swift".count))
    let place = "\(tests)/../../../shared/example-article.txt"
    let named = ProcessInfo.processInfo.environment["HUBBUB_CORPORA"].map {
      "\($0)/../shared/example-article.txt"
    }
    return [named, place].compactMap(\.self).lazy
      .compactMap { try? String(contentsOfFile: $0, encoding: .utf8) }.first
  }()

  /// The article that somebody was handed: damaged again, the mended text is what it was.
  @Test(.enabled(if: article != nil))
  func theExampleArticleIsMendedLetterByLetter() throws {
    let article = try #require(Self.article)
    let mended = Mojibake.repair(article).text
    let wanted = article.replacing("NVIDIAโs", with: "NVIDIA’s").replacing("wonโt", with: "won’t")
      .replacing("Thereโs", with: "There’s").replacing("๐ฌ", with: "\u{FFFD}")
      .replacing("๐", with: "\u{FFFD}")
    #expect(mended == wanted)
    #expect(mended.count { $0 == "’" } == 4 && mended.count { $0 == "\u{FFFD}" } == 3)
    #expect(!mended.unicodeScalars.contains { (0xE01..<0xE80).contains($0.value) })
  }
}
