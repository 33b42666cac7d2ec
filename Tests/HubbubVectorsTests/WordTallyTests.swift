import Testing

@testable import HubbubVectors

@Suite("Tally of words")
struct WordTallyTests {
  /// Counts words of some texts, each of a family, as the readers of posts do: what has no mark is
  /// added and marked.
  static func tally(_ texts: [[String]], families: Int, into table: inout WordTally) -> [[Int32]] {
    var found: [(mark: Int32, number: Int32)] = []
    var unknown: [Int] = []
    return texts.enumerated().map { place, words in
      var text: [UInt8] = []
      var ranges: [ByteRange] = []
      for word in words {
        ranges.append(ByteRange(text.count, text.count + word.utf8.count))
        text += Array(word.utf8)
      }
      let family = place % families
      table.tally(ranges.span, of: text.span, family: family, into: &found, unknown: &unknown)
      for place in unknown {
        let word = Array(words[place].utf8)
        let number = table.add(word.span, family: family, counting: true)
        if table.mark(of: number) == WordTally.unmarked {
          table.setMark(Int32(number) * 2 - 1, of: number)
        }
        found[place] = (table.mark(of: number), Int32(number))
      }
      for each in found { #expect(each.mark == each.number * 2 - 1) }
      return found.map(\.number)
    }
  }

  @Test(
    "numbers and counts equal a dictionary's, in every family", arguments: 0..<10, [1, 3])
  func dictionary(seed: Int, families: Int) {
    // Words of up to eighty bytes, many of which share their ends.
    let texts = VocabularyTests.strings(seed).split(whereSeparator: { $0.isEmpty }).map(Array.init)
    var table = WordTally()
    let numbers = Self.tally(texts + texts, families: families, into: &table)
    var twin: [String: (number: Int, count: Int32)] = [:]
    for (place, words) in (texts + texts).enumerated() {
      for (at, word) in words.enumerated() {
        let key = "\(place % families) \(word)"
        let known = twin[key] ?? (twin.count, 0)
        twin[key] = (known.number, known.count + 1)
        #expect(numbers[place][at] == Int32(known.number))
      }
    }
    #expect(table.count == twin.count)
    let counts = table.counts()
    for (key, known) in twin {
      let word = Array(key.utf8.drop { $0 != 0x20 }.dropFirst())
      let family = Int(key.prefix { $0 != " " }) ?? -1
      #expect(counts[known.number] == known.count)
      let found = table.find(word.span, family: family)
      #expect(found == known.number)
      let bytes = table.withBytes(of: known.number) { bytes in bytes.indices.map { bytes[$0] } }
      #expect(bytes == word)
    }
  }

  @Test("what is only added is there, and counts nothing")
  func added() {
    var table = WordTally()
    let words = (0..<500).map { Array("word-that-is-long-\($0 % 250)".utf8) }
    for (place, word) in words.enumerated() {
      let before = table.find(word.span, family: 0)
      #expect(before == (place < 250 ? nil : place - 250))
      let number = table.add(word.span, family: 0, counting: place % 2 == 0)
      #expect(number == place % 250)
      let other = table.find(word.span, family: 1)
      #expect(other == nil)
    }
    #expect(table.counts() == (0..<250).map { $0 % 2 == 0 ? 2 : 0 })
  }
}
