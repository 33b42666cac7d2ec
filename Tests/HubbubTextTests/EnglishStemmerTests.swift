import Testing

@testable import HubbubText

/// The stemmer written out here gives what Snowball's library gives.
@Suite struct EnglishStemmerTests {
  private static let parts: [[UInt8]] = [
    "at", "bl", "iz", "y", "ing", "ed", "eed", "li", "ational", "tional", "ness", "ous", "ful",
    "ive", "al", "e", "l", "ll", "s", "ss", "us", "ies", "ied", "'", "'s", "ic", "ate", "ent",
    "ment", "ement", "ion", "t", "a", "o", "b", "c", "x", "w", "gener", "commun", "arsen", "sky",
    "n", "r", "er", "or", "ize", "ator", "bili", "ti", "ci", "en", "an", "less", "full", "og", "0",
    "_", "inn", "proc", "yy", "i", "u", "é", "abli", "enci", "ative", "icate", "ogi",
  ].map { Array($0.utf8) }

  private static func library(_ word: [UInt8], _ stemmer: Stemmer) -> String {
    var stem: [UInt8] = []
    stemmer.library(word.span, into: &stem)
    return String(decoding: stem, as: UTF8.self)
  }

  private static func own(_ word: [UInt8], _ stemmer: Stemmer) -> String {
    var stem: [UInt8] = []
    stemmer.stem(word.span, into: &stem)
    return String(decoding: stem, as: UTF8.self)
  }

  @Test("words put together of endings", arguments: 1..<7)
  func endings(count: Int) throws {
    let stemmer = try #require(Stemmer(language: "en"))
    var state = UInt64(count)
    for _ in 0..<10_000 {
      var word: [UInt8] = []
      for _ in 0..<count {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        word += Self.parts[Int(state >> 33) % Self.parts.count]
      }
      let (own, library) = (Self.own(word, stemmer), Self.library(word, stemmer))
      if own != library {
        Issue.record("\(String(decoding: word, as: UTF8.self)): \(own), not \(library)")
      }
    }
  }

  @Test(
    "words that the rules would spoil",
    arguments: [
      "skis", "skies", "dying", "lying", "tying", "idly", "gently", "ugly", "early", "only",
      "singly", "sky", "news", "howe", "atlas", "cosmos", "bias", "andes", "inning", "innings",
      "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed", "succeeds", "",
      "a",
      "'", "''s", "café", "running", "generalization", "communism", "arsenal", "y", "yes", "say",
    ])
  func exceptions(word: String) throws {
    let stemmer = try #require(Stemmer(language: "en"))
    let bytes = Array(word.utf8)
    #expect(Self.own(bytes, stemmer) == Self.library(bytes, stemmer))
  }

  @Test func aWordTooLongGoesToTheLibrary() throws {
    let stemmer = try #require(Stemmer(language: "en"))
    let word = Array((String(repeating: "general", count: 10) + "izations").utf8)
    #expect(Self.own(word, stemmer) == Self.library(word, stemmer))
  }
}
