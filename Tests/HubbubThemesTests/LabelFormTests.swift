import Testing

@testable import HubbubThemes

/// What may be a word of a label.
@Suite("Words of labels") struct LabelFormTests {
  @Test(
    "names and words may",
    arguments: [
      "GPT-4", "H100", "3D", "efficiency", "state-of-the-art", "Blu-ray", "RTX4090", "U.S",
      "na\u{EF}ve", "don't", "AT&T", "chess.com", "data.frame", "R.", "5k",
    ])
  func words(_ word: String) { #expect(!Labels.isCode(word)) }

  @Test(
    "paths, options, identifiers and random ids may not",
    arguments: [
      "/usr/lib", "base-jbaK_j", "max_depth", "a1b2c3", "x86y2", "0xdeadbeef12", "user@host",
      "std::vector", "$HOME", "foo\\bar", "one-two-three-four-five", "1993", "9a8b", "init.o",
      "emonhub.conf", "cmdline.txt", "3e",
    ])
  func code(_ word: String) { #expect(Labels.isCode(word)) }

  @Test("a word is folded in ASCII as in any script")
  func folding() {
    #expect(PhraseScan.folded(Array("(\"Don't,\"".utf8)[...]) == "don't")
    #expect(PhraseScan.folded(Array("\u{201C}Na\u{EF}ve\u{201D}".utf8)[...]) == "na\u{EF}ve")
    for first in UInt8(0)..<128 {
      for second in UInt8(0)..<128 {
        for word in [[first, second], [0x41, first, 0x62, second], [first, 0x5A, second]] {
          let (fast, slow) = (PhraseScan.folded(word[...]), PhraseScan.foldedBeyondASCII(word[...]))
          #expect(fast == slow, "\(word)")
        }
      }
    }
  }
}
