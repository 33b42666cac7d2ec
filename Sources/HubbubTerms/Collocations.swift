internal import HubbubSystem

/// The words of all shards as one stream of numbers that phrases are counted in.
struct WordStream: Sendable {
  /// For each shard: its tokens.
  let tokens: [[UInt32]]
  /// For each reader: the stem of each class; shard i is of reader i modulo their number.
  let stemOfClass: [[Int32]]
  /// How often each stem occurs.
  let counts: [Int]
  /// The number of tokens.
  let total: Int
}

/// A token, the two before it, and what stands between them.
private struct Neighbours {
  var first: Int32 = -1
  var second: Int32 = -1
  var third: Int32 = -1
  /// Whether nothing but a blank or a hyphen stands between the first two, and between the others.
  var joined = (first: false, second: false)

  @inline(__always)
  mutating func move(to stem: Int32, gap: UInt32) {
    (first, second, third) = (second, third, stem)
    joined = (joined.second, gap != TokenShard.Gap.apart)
  }
}

/// What is counted at a token: a pair of numbers, or nothing.
private protocol PairSource: Sendable {
  func key(_ at: Neighbours) -> UInt64?
}

/// Two neighbouring words, neither of them rare.
private struct WordPairs: PairSource {
  let isFrequent: [Bool]

  @inline(__always)
  func key(_ at: Neighbours) -> UInt64? {
    guard at.joined.second, at.second != at.third, isFrequent[Int(at.second)],
      isFrequent[Int(at.third)]
    else { return nil }
    return PairTable.key(at.second, at.third)
  }
}

/// A phrase of two words, and a word that makes a phrase with the second of them.
private struct PhrasesAndWords: PairSource {
  let pairs: PairTable
  let begins: [Bool]

  @inline(__always)
  func key(_ at: Neighbours) -> UInt64? {
    guard at.joined.first, at.joined.second, begins[Int(at.first)], begins[Int(at.second)],
      at.first != at.third, let phrase = pairs.value(of: PairTable.key(at.first, at.second)),
      pairs.value(of: PairTable.key(at.second, at.third)) != nil
    else { return nil }
    return PairTable.key(Int32(phrase), at.third)
  }
}

/// Phrases of two and three words, found by how often their words stand side by side.
///
/// Words are neighbours when nothing but blank space or a hyphen stands between them: no stop
/// word, no mark, no empty line. Three words make a phrase when two overlapping pairs do and the
/// third word is a collocate of the first pair.
struct Collocations: Sendable {
  struct Phrase: Sendable, Equatable {
    /// The stems, two or three.
    var stems: [Int32]
    var count: Int
  }

  /// Pairs first, then triples; each by its stems' numbers.
  let phrases: [Phrase]
  /// The phrase that a pair of stems makes.
  private let pairs: PairTable
  /// The phrase that a pair's phrase makes with a third stem.
  private let triples: PairTable
  /// Whether any phrase begins with a stem: nearly every word is told apart by this alone.
  private let begins: [Bool]

  /// No phrases.
  init(stems: Int) {
    phrases = []
    pairs = PairTable()
    triples = PairTable()
    begins = Array(repeating: false, count: stems)
  }

  /// Finds the phrases of a stream.
  ///
  /// - Parameter least: how often a phrase must occur.
  /// - Complexity: O(tokens) for each of at most 16 parts that the pairs are divided into by
  ///   their hashes; memory is 32 to 64 bytes a different pair of the parts at work.
  init(in stream: WordStream, least: Int, workers: Workers) {
    let counts = stream.counts
    let total = stream.total
    var phrases: [Phrase] = []
    var pairs = PairTable()
    var begins = [Bool](repeating: false, count: counts.count)
    let isFrequent = counts.map { $0 >= least }
    for (key, count) in Self.count(
      WordPairs(isFrequent: isFrequent), in: stream, workers: workers,
      keep: { key, count in
        count >= least
          && Association(
            pair: count, first: counts[Int(key >> 32)], second: counts[Int(key & 0xFFFF_FFFF)],
            total: total
          ).isCollocation
      })
    {
      pairs.insert(key, UInt32(phrases.count))
      begins[Int(key >> 32)] = true
      phrases.append(
        Phrase(
          stems: [
            Int32(truncatingIfNeeded: key >> 32), Int32(truncatingIfNeeded: key & 0xFFFF_FFFF),
          ],
          count: count))
    }
    let pairPhrases = phrases
    var triples = PairTable()
    for (key, count) in Self.count(
      PhrasesAndWords(pairs: pairs, begins: begins), in: stream, workers: workers,
      keep: { key, count in
        count >= least
          && Association(
            pair: count, first: pairPhrases[Int(key >> 32)].count,
            second: counts[Int(key & 0xFFFF_FFFF)], total: total
          ).npmi >= Association.leastNPMI
      })
    {
      triples.insert(key, UInt32(phrases.count))
      phrases.append(
        Phrase(
          stems: phrases[Int(key >> 32)].stems + [Int32(truncatingIfNeeded: key & 0xFFFF_FFFF)],
          count: count))
    }
    self.phrases = phrases
    self.pairs = pairs
    self.triples = triples
    self.begins = begins
  }

  /// The phrase of two words, and with a third that of three, that begin at a token.
  ///
  /// - Parameter stems: the stem of each class.
  @inline(__always)
  func phrases(
    at place: Int, before end: Int, stems: Span<Int32>, tokens: Span<UInt32>
  ) -> (pair: Int32, triple: Int32)? {
    func stem(_ place: Int) -> Int32 { stems[Int(tokens[place] >> 2)] }
    guard place + 1 < end, begins[Int(stem(place))], tokens[place + 1] & 3 != 0,
      let pair = pairs.value(of: PairTable.key(stem(place), stem(place + 1)))
    else { return nil }
    guard place + 2 < end, tokens[place + 2] & 3 != 0 else { return (Int32(pair), -1) }
    let triple = triples.value(of: PairTable.key(Int32(pair), stem(place + 2)))
    return (Int32(pair), triple.map { Int32($0) } ?? -1)
  }

  /// Counts keys over the stream, each part of them by its own pass, and keeps some.
  private static func count<Source: PairSource>(
    _ source: Source, in stream: WordStream, workers: Workers,
    keep: @Sendable (UInt64, Int) -> Bool
  ) -> [(key: UInt64, count: Int)] {
    let parts = min(16, max(workers.count, stream.total / 2_000_000))
    let found = workers.map(parts) { part in
      var counts = PairTable()
      for (shard, ownTokens) in stream.tokens.enumerated() {
        let ownStems = stream.stemOfClass[shard % stream.stemOfClass.count]
        let stems = ownStems.span
        let tokens = ownTokens.span
        var at = Neighbours()
        for place in tokens.indices {
          let token = tokens[place]
          at.move(to: stems[Int(token >> 2)], gap: token & 3)
          guard let key = source.key(at) else { continue }
          let hash = PairTable.hash(key)
          if Int(truncatingIfNeeded: hash & 0xFF) * parts >> 8 == part {
            counts.count(key, hash: hash)
          }
        }
      }
      return counts.pairs.filter { keep($0.key, $0.count) }
    }
    return found.flatMap { $0 }.sorted { $0.key < $1.key }
  }
}
