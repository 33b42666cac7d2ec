import HubbubSystem
import Testing

@testable import HubbubVectors

@Suite("Vocabulary")
struct VocabularyTests {
  /// Strings of all lengths from 0 to 40 over two letters, so that ends collide often.
  static func strings(_ seed: Int) -> [String] {
    var random = SeededNumbers(UInt64(seed))
    return (0..<800).map { _ in
      String(
        (0..<Int.random(in: 0...40, using: &random)).map { _ in
          Bool.random(using: &random) && Bool.random(using: &random) ? "é" : "a"
        })
    }
  }

  @Test("numbers equal a dictionary's", arguments: 0..<10)
  func dictionary(seed: Int) {
    var table = Vocabulary()
    var twin: [String: Int] = [:]
    for string in Self.strings(seed) {
      let known = twin[string]
      #expect(table.find(string) == known)
      let number = table.insert(string)
      #expect(number == known ?? twin.count)
      twin[string] = number
      #expect(table.string(number) == string)
    }
    #expect(table.count == twin.count)
  }

  @Test("the strings of another table get the numbers that they get one by one", arguments: 0..<10)
  func merging(seed: Int) {
    var table = Vocabulary()
    var twin = Vocabulary()
    for part in Self.strings(seed).split(whereSeparator: { $0.isEmpty }) {
      var own = Vocabulary()
      let places = part.map { own.insert($0) }
      let numbers = table.merge(own)
      #expect(places.map { numbers[$0] } == part.map { Int32(twin.insert($0)) })
    }
    #expect(table == twin)
  }

  @Test("frozen numbers are ranks by bytes, whatever the shards", arguments: 1..<9)
  func shards(count: Int) {
    let strings = Self.strings(3)
    var merged = Vocabulary()
    for shard in 0..<count {
      var table = Vocabulary()
      for (place, string) in strings.enumerated() where place % count == shard {
        _ = table.insert(string)
      }
      let renumbering = merged.merge(table)
      for number in 0..<table.count {
        #expect(merged.string(Int(renumbering[number])) == table.string(number))
      }
    }
    let frozen = merged.frozen().vocabulary
    let sorted = Set(strings).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    #expect((0..<frozen.count).map(frozen.string) == sorted)
    for (rank, string) in sorted.enumerated() { #expect(frozen.find(string) == rank) }
  }
}
