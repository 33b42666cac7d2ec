internal import HubbubSystem

/// The words of all shards as one stream of numbers that phrases are counted in.
struct WordStream: Sendable {
  /// For each shard: the stem of each token.
  let stems: [[Int32]]
  /// For each shard: its tokens, of which the gaps are looked at.
  let tokens: [[UInt32]]
  /// How often each stem occurs.
  let counts: [Int]
  /// The number of tokens.
  let total: Int
}

/// What is counted at a token: a pair of numbers, or nothing.
private protocol PairSource: Sendable {
  func key(_ stems: Span<Int32>, _ tokens: Span<UInt32>, _ place: Int) -> UInt64?
}

/// Two neighbouring words, neither of them rare.
private struct WordPairs: PairSource {
  let isFrequent: [Bool]

  @inline(__always)
  func key(_ stems: Span<Int32>, _ tokens: Span<UInt32>, _ place: Int) -> UInt64? {
    guard place >= 1, tokens[place] & 3 != 0 else { return nil }
    let first = stems[place - 1]
    let second = stems[place]
    guard first != second, isFrequent[Int(first)], isFrequent[Int(second)] else { return nil }
    return PairTable.key(first, second)
  }
}

/// A phrase of two words, and a word that makes a phrase with the second of them.
private struct PhrasesAndWords: PairSource {
  let pairs: PairTable
  let begins: [Bool]

  @inline(__always)
  func key(_ stems: Span<Int32>, _ tokens: Span<UInt32>, _ place: Int) -> UInt64? {
    guard place >= 2, tokens[place] & 3 != 0, tokens[place - 1] & 3 != 0 else { return nil }
    let first = stems[place - 2]
    let second = stems[place - 1]
    let third = stems[place]
    guard begins[Int(first)], begins[Int(second)], first != third,
      let phrase = pairs.value(of: PairTable.key(first, second)),
      pairs.value(of: PairTable.key(second, third)) != nil
    else { return nil }
    return PairTable.key(Int32(phrase), third)
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
  @inline(__always)
  func phrases(
    at place: Int, before end: Int, stems: Span<Int32>, tokens: Span<UInt32>
  ) -> (pair: Int32, triple: Int32)? {
    guard place + 1 < end, begins[Int(stems[place])], tokens[place + 1] & 3 != 0,
      let pair = pairs.value(of: PairTable.key(stems[place], stems[place + 1]))
    else { return nil }
    guard place + 2 < end, tokens[place + 2] & 3 != 0 else { return (Int32(pair), -1) }
    let triple = triples.value(of: PairTable.key(Int32(pair), stems[place + 2]))
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
      for shard in stream.stems.indices {
        let (ownStems, ownTokens) = (stream.stems[shard], stream.tokens[shard])
        let stems = ownStems.span
        let tokens = ownTokens.span
        for place in stems.indices {
          guard let key = source.key(stems, tokens, place) else { continue }
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
