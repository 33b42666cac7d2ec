internal import HubbubModel
internal import HubbubSystem
internal import HubbubVectors
internal import Synchronization

/// Puts shards, stems and phrases together into an index.
///
/// What a shard held is let go of as soon as its rows are made: of a large corpus all shards and the
/// whole index do not fit side by side.
struct Assembly {
  /// The words of each reader; shard i is of reader i modulo their number.
  let words: [WordTable]
  let terms: TermTable
  let options: TermOptions
  let workers: Workers

  /// A phrase of two words, and perhaps one of three, that begin at a token.
  struct FoundPhrase: Sendable {
    var token: Int32
    var pair: Int32
    /// −1 if there is none.
    var triple: Int32
  }

  /// In how many passages each column occurs, and the phrases of each shard.
  private struct Census: Sendable {
    var frequency: [Int]
    var phrases: [[FoundPhrase]]
  }

  func index(_ given: consuming [TokenShard]) -> TermIndex {
    var shards = given
    let passages = shards.flatMap(\.passages)
    let least = options.leastDF(passages: passages.count)
    let collocations =
      options.phrases
      ? Collocations(
        in: WordStream(
          tokens: shards.map(\.tokens), stemOfClass: terms.stemOfClass, counts: terms.counts,
          total: terms.counts.reduce(0, +)),
        least: max(2, least), workers: workers)
      : Collocations(stems: terms.stems.count)
    var census = census(shards, collocations: collocations)
    let singles = terms.stems.count
    let kept = kept(census.frequency, passages: passages.count)
    let spellings = spellings(of: kept)
    // Names are sorted by one thread; the others spell meanwhile.
    let (names, spelled) = workers.map(
      spellings.batches.count, beside: { sortedNames(of: kept, collocations) }, spellings.spell)
    let columns = names.order.map { kept[$0] }
    var rank = [Int32](repeating: -1, count: census.frequency.count)
    for (new, column) in columns.enumerated() { rank[column] = Int32(new) }
    let surfaces = surfaces(
      columns: columns, spelled: spelled.flatMap { $0 }, of: shards, phrases: census.phrases,
      collocations: collocations)
    let counts = Mutex(JoinedCounts(entries: kept.reduce(0) { $0 + census.frequency[$1] }))
    let sequences = Mutex(
      JoinedSequences(
        occurrences: shards.reduce(0) { $0 + $1.tokens.count }
          + census.phrases.reduce(0) { $0 + 2 * $1.count }))
    let phraseRank = Array(rank[singles...])
    let rankOfClass = terms.stemOfClass.map { $0.map { rank[Int($0)] } }
    let size = 4 * workers.count
    for first in stride(from: 0, to: shards.count, by: size) {
      let round = first..<min(first + size, shards.count)
      let sources = round.map { (shards[$0], rankOfClass[$0 % words.count], census.phrases[$0]) }
      for shard in round {
        shards[shard] = TokenShard()
        census.phrases[shard] = []
      }
      let parts = workers.map(round.count) { place in
        let (shard, ranks, phrases) = sources[place]
        let sequence = sequence(of: shard, ranks: ranks, phrases: phrases, phraseRank: phraseRank)
        return (counts: RowCounting.counts(of: sequence, columns: kept.count), sequence: sequence)
      }
      // Two halves of about the same size.
      let _: [Void] = workers.map(2) { half in
        if half == 0 {
          counts.withLock { counts in for part in parts { counts.append(part.counts) } }
        } else {
          sequences.withLock { all in for part in parts { all.append(part.sequence) } }
        }
      }
    }
    return TermIndex(
      passages: passages, terms: names.terms, surfaces: surfaces,
      isPhrase: columns.map { $0 >= singles },
      counts: counts.withLock { $0.matrix(columns: kept.count) },
      sequence: sequences.withLock { $0.sequence }, workers: workers)
  }

  /// The columns that are terms, by how many passages have each.
  private func kept(_ frequency: [Int], passages: Int) -> [Int] {
    func kept(_ share: Double) -> [Int] {
      TFIDF.kept(
        documentFrequency: frequency, documents: passages,
        minimum: options.leastDF(passages: passages), maximumShare: share)
    }
    let usual = kept(options.largestShare(passages: passages))
    // Where all posts say the same, what most of them share is all there is.
    return usual.isEmpty ? kept(1) : usual
  }

  /// The names of some columns, in their order.
  private func names(of columns: [Int], _ collocations: Collocations) -> Vocabulary {
    var names = Vocabulary(capacity: columns.count)
    let singles = terms.stems.count
    for column in columns {
      if column < singles {
        terms.stems.withBytes(of: column) { _ = names.insert($0) }
      } else {
        let stems = collocations.phrases[column - singles].stems
        _ = names.insert(stems.map { terms.stems.string(Int($0)) }.joined(separator: " "))
      }
    }
    precondition(names.count == columns.count, "terms differ from one another")
    return names
  }

  /// The names of some columns by their bytes, and the place of each among the columns.
  private func sortedNames(
    of columns: [Int], _ collocations: Collocations
  ) -> (order: [Int], terms: [String]) {
    let names = names(of: columns, collocations)
    let order = names.sortedNumbers()
    return (order, order.map { names.string($0) })
  }

  /// Counts the passages of each column; columns are stems, then phrases.
  private func census(
    _ shards: [TokenShard], collocations: Collocations
  ) -> Census {
    struct Seen {
      var passage: Int32 = -1
      var count: Int32 = 0
    }
    let singles = Int32(terms.stems.count)
    let columns = terms.stems.count + collocations.phrases.count
    let lanes = max(1, min(workers.count, shards.count))
    let parts = workers.map(lanes) { lane in
      var seen = [Seen](repeating: Seen(), count: columns)
      var phrases: [[FoundPhrase]] = []
      var passage: Int32 = 0
      for shard in stride(from: lane, to: shards.count, by: lanes) {
        let (ownStems, ownTokens) = (terms.stemOfClass[shard % words.count], shards[shard].tokens)
        let stems = ownStems.span
        let tokens = ownTokens.span
        var found: [FoundPhrase] = []
        var token = 0
        func see(_ column: Int32) {
          let column = Int(column)
          if seen[column].passage != passage {
            seen[column] = Seen(passage: passage, count: seen[column].count + 1)
          }
        }
        for end in shards[shard].passageEnds {
          while token < end {
            see(stems[Int(tokens[token] >> 2)])
            if let (pair, triple) = collocations.phrases(
              at: token, before: end, stems: stems, tokens: tokens)
            {
              see(singles + pair)
              if triple >= 0 { see(singles + triple) }
              found.append(FoundPhrase(token: Int32(token), pair: pair, triple: triple))
            }
            token += 1
          }
          passage += 1
        }
        phrases.append(found)
      }
      return (counts: seen.map(\.count), phrases: phrases)
    }
    var frequency = [Int](repeating: 0, count: columns)
    for part in parts {
      for column in 0..<columns { frequency[column] += Int(part.counts[column]) }
    }
    return Census(
      frequency: frequency,
      phrases: shards.indices.map { parts[$0 % lanes].phrases[$0 / lanes] })
  }

  /// The kept columns that occur in each passage of a shard, in the order of their first bytes.
  private func sequence(
    of shard: TokenShard, ranks: [Int32], phrases: [FoundPhrase], phraseRank: [Int32]
  ) -> TermSequence {
    let most = shard.tokens.count + 2 * phrases.count
    var offsets = [0]
    offsets.reserveCapacity(shard.passageEnds.count + 1)
    var columns: [Int32] = []
    var starts: [Int32] = []
    var lengths: [UInt16] = []
    let (tokens, allStarts, allLengths) = (shard.tokens.span, shard.starts.span, shard.lengths.span)
    columns.append(addingCapacity: most) { columns in
      starts.append(addingCapacity: most) { starts in
        lengths.append(addingCapacity: most) { lengths in
          var token = 0
          var phrase = 0
          for end in shard.passageEnds {
            while token < end {
              let column = ranks[Int(tokens[token] >> 2)]
              if column >= 0 {
                columns.append(column)
                starts.append(allStarts[token])
                lengths.append(allLengths[token])
              }
              if phrase < phrases.count, Int(phrases[phrase].token) == token {
                let found = phrases[phrase]
                for (number, last) in [(found.pair, token + 1), (found.triple, token + 2)]
                where number >= 0 && phraseRank[Int(number)] >= 0 {
                  columns.append(phraseRank[Int(number)])
                  starts.append(allStarts[token])
                  lengths.append(
                    UInt16(
                      clamping: Int(allStarts[last]) + Int(allLengths[last])
                        - Int(allStarts[token])))
                }
                phrase += 1
              }
              token += 1
            }
            offsets.append(columns.count)
          }
        }
      }
    }
    return TermSequence(offsets: offsets, terms: columns, starts: starts, lengths: lengths)
  }

  /// How the single words among some columns are written.
  private func spellings(of columns: [Int]) -> Spellings {
    var wanted = [Bool](repeating: false, count: terms.stems.count)
    for column in columns where column < wanted.count { wanted[column] = true }
    return Spellings(of: terms, words: words, wanted: wanted)
  }

  /// How the columns are written, in the order given.
  ///
  /// - Parameter spelled: how each stem is.
  private func surfaces(
    columns: [Int], spelled: [String], of shards: [TokenShard], phrases: [[FoundPhrase]],
    collocations: Collocations
  ) -> [String] {
    let singles = terms.stems.count
    var wantedPhrases = [Bool](repeating: false, count: collocations.phrases.count)
    for column in columns where column >= singles { wantedPhrases[column - singles] = true }
    let joined = PhraseDisplay.surfaces(
      wanted: wantedPhrases, shards: shards, words: words, occurrences: phrases)
    return columns.map { $0 < singles ? spelled[$0] : joined[$0 - singles] }
  }
}
