import Testing

@testable import HubbubThemes

/// What may be a word of a label.
@Suite("Words of labels") struct LabelFormTests {
  @Test(
    "names and words may",
    arguments: [
      "GPT-4", "H100", "3D", "efficiency", "state-of-the-art", "Blu-ray", "RTX4090", "U.S",
      "na\u{EF}ve", "don't", "AT&T",
    ])
  func words(_ word: String) { #expect(!Labels.isCode(word)) }

  @Test(
    "paths, options, identifiers and random ids may not",
    arguments: [
      "/usr/lib", "base-jbaK_j", "max_depth", "a1b2c3", "x86y2", "0xdeadbeef12", "user@host",
      "std::vector", "$HOME", "foo\\bar", "one-two-three-four-five", "1993", "9a8b", "init.o",
    ])
  func code(_ word: String) { #expect(Labels.isCode(word)) }
}
