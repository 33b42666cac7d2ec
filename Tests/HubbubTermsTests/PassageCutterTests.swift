import Testing

@testable import HubbubTerms

@Suite("Passages")
struct PassageCutterTests {
  /// A text of paragraphs of sentences of so many words each, and where those stand.
  static func text(_ paragraphs: [[Int]]) -> (text: [UInt8], words: [Int], sentences: [Range<Int>])
  {
    var text: [UInt8] = []
    var words: [Int] = []
    var sentences: [Range<Int>] = []
    for (number, paragraph) in paragraphs.enumerated() {
      if number > 0 { text += Array("\n\n".utf8) }
      for (place, count) in paragraph.enumerated() {
        if place > 0 { text.append(0x20) }
        let start = text.count
        for word in 0..<count {
          if word > 0 { text.append(0x20) }
          words.append(text.count)
          text += Array("word".utf8)
        }
        text += Array(".".utf8)
        sentences.append(start..<text.count)
      }
    }
    return (text, words, sentences)
  }

  /// Paragraphs as sentence lengths in words, and the words that each passage should hold.
  static let cases: [(label: String, paragraphs: [[Int]], expected: [Int])] = [
    ("one short paragraph", [[20, 30]], [50]),
    ("after a paragraph past 100 words", [[60, 60], [40, 60], [20, 60]], [120, 100, 80]),
    ("short paragraphs gather", [[40], [40], [40], [90]], [120, 90]),
    ("before the sentence that would pass 180", [[90, 80, 70, 60]], [170, 130]),
    ("a short rest joins what is before", [[100], [30]], [130]),
    ("a rest of 50 words stands alone", [[100], [50]], [100, 50]),
    ("a sentence without end", [[400]], [133, 133, 134]),
    ("a long sentence between others", [[20, 300, 20]], [20, 150, 170]),
    ("nothing", [], [0]),
  ]

  @Test("are cut as the rule says", arguments: cases.indices)
  func cut(number: Int) {
    let example = Self.cases[number]
    let (text, words, sentences) = Self.text(example.paragraphs)
    let ranges = PassageCutter.cut(text: text.span, words: words, sentences: sentences)
    let counts = ranges.map { range in words.filter { range.contains($0) }.count }
    #expect(counts == example.expected, Comment(rawValue: example.label))
    for (a, b) in zip(ranges, ranges.dropFirst()) { #expect(a.upperBound <= b.lowerBound) }
  }

  @Test("keep every word, and at most 230 of them each", arguments: 0..<30)
  func bounds(seed: Int) {
    var state = UInt64(seed) &* 7919 &+ 13
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    let paragraphs = (0..<next(9) + 1).map { _ in (0..<next(7) + 1).map { _ in next(60) + 1 } }
    let (text, words, sentences) = Self.text(paragraphs)
    let ranges = PassageCutter.cut(text: text.span, words: words, sentences: sentences)
    for word in words { #expect(ranges.contains { $0.contains(word) }) }
    for range in ranges { #expect(words.filter { range.contains($0) }.count <= 230) }
  }
}
