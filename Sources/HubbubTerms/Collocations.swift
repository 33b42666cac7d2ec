internal import HubbubSystem

/// The words of all shards as one stream of numbers that phrases are counted in.
struct WordStream: Sendable {
  /// For each shard: the stem of each token.
  let stems: [[Int32]]
  /// For each shard: what stands between each token and the one before it.
  let gaps: [[UInt8]]
  /// How often each stem occurs.
  let counts: [Int]
  /// The number of tokens.
  let total: Int
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
  private let pairs: [UInt64: Int32]
  /// The phrase that a pair's phrase makes with a third stem.
  private let triples: [UInt64: Int32]
  /// Whether any phrase begins with a stem: nearly every word is told apart by this alone.
  private let begins: [Bool]

  /// No phrases.
  init(stems: Int) {
    phrases = []
    pairs = [:]
    triples = [:]
    begins = Array(repeating: false, count: stems)
  }

  /// Finds the phrases of a stream.
  ///
  /// - Parameter least: how often a phrase must occur.
  /// - Complexity: O(tokens) for each of at most 16 parts that the pairs are divided into by
  ///   their hashes; memory is 24 bytes a different pair of the parts at work.
  init(in stream: WordStream, least: Int, workers: Workers) {
    let pairCounts = Self.count(in: stream, workers: workers) { shard, place in
      guard stream.gaps[shard][place] != 0 else { return nil }
      let first = stream.stems[shard][place - 1]
      let second = stream.stems[shard][place]
      guard first != second, stream.counts[Int(first)] >= least,
        stream.counts[Int(second)] >= least
      else { return nil }
      return PairCounts.key(first, second)
    } keep: { key, count in
      count >= least
        && Association(
          pair: count, first: stream.counts[Int(key >> 32)],
          second: stream.counts[Int(key & 0xFFFF_FFFF)], total: stream.total
        ).isCollocation
    }
    var phrases: [Phrase] = []
    var pairs: [UInt64: Int32] = [:]
    var begins = [Bool](repeating: false, count: stream.counts.count)
    for (key, count) in pairCounts {
      pairs[key] = Int32(phrases.count)
      begins[Int(key >> 32)] = true
      phrases.append(
        Phrase(
          stems: [
            Int32(truncatingIfNeeded: key >> 32), Int32(truncatingIfNeeded: key & 0xFFFF_FFFF),
          ],
          count: count))
    }
    let pairPhrases = phrases
    let pairTable = pairs
    let beginners = begins
    let tripleCounts = Self.count(in: stream, workers: workers) { shard, place in
      guard place >= 2, stream.gaps[shard][place] != 0, stream.gaps[shard][place - 1] != 0
      else { return nil }
      let first = stream.stems[shard][place - 2]
      let second = stream.stems[shard][place - 1]
      let third = stream.stems[shard][place]
      guard beginners[Int(first)], beginners[Int(second)], first != third,
        let phrase = pairTable[PairCounts.key(first, second)],
        pairTable[PairCounts.key(second, third)] != nil
      else { return nil }
      return PairCounts.key(phrase, third)
    } keep: { key, count in
      count >= least
        && Association(
          pair: count, first: pairPhrases[Int(key >> 32)].count,
          second: stream.counts[Int(key & 0xFFFF_FFFF)], total: stream.total
        ).npmi >= Association.leastNPMI
    }
    var triples: [UInt64: Int32] = [:]
    for (key, count) in tripleCounts {
      triples[key] = Int32(phrases.count)
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
  func phrases(
    at place: Int, before end: Int, stems: [Int32], gaps: [UInt8]
  ) -> (pair: Int32?, triple: Int32?) {
    guard place + 1 < end, begins[Int(stems[place])], gaps[place + 1] != 0,
      let pair = pairs[PairCounts.key(stems[place], stems[place + 1])]
    else { return (nil, nil) }
    guard place + 2 < end, gaps[place + 2] != 0 else { return (pair, nil) }
    return (pair, triples[PairCounts.key(pair, stems[place + 2])])
  }

  /// Counts keys over the stream, each part of them by its own pass, and keeps some.
  private static func count(
    in stream: WordStream, workers: Workers,
    key: @Sendable (_ shard: Int, _ place: Int) -> UInt64?,
    keep: @Sendable (UInt64, Int) -> Bool
  ) -> [(key: UInt64, count: Int)] {
    let parts = min(16, max(workers.count, stream.total / 2_000_000))
    let found = workers.map(parts) { part in
      var counts = PairCounts()
      for shard in stream.stems.indices {
        for place in stream.stems[shard].indices {
          guard let key = key(shard, place) else { continue }
          let hash = PairCounts.hash(key)
          if Int(truncatingIfNeeded: hash & 0xFF) % parts == part { counts.add(key, hash: hash) }
        }
      }
      return counts.pairs(least: 1).filter { keep($0.key, $0.count) }
    }
    return found.flatMap { $0 }.sorted { $0.key < $1.key }
  }
}
