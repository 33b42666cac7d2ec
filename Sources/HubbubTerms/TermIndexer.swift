public import HubbubCorpus
internal import HubbubModel
public import HubbubSystem
internal import HubbubVectors

/// Turns a corpus into passages, terms and counts.
///
/// Words are counted as they are written, folded and stemmed once for each way of writing, and
/// joined into phrases; see `docs/METHOD.md`. The result depends on the posts and the options
/// alone: not on the number of workers, nor on how the posts are divided among them.
public enum TermIndexer {
  /// Indexes a corpus.
  ///
  /// - Complexity: O(n) in the corpus's bytes; memory about 11 bytes a kept word, and 8 bytes an
  ///   entry of each matrix.
  public static func index(
    corpus: Corpus, options: TermOptions = TermOptions(), workers: Workers
  ) -> TermIndex {
    // One shard a worker keeps the merging short; more than one a worker evens out their load.
    let parts = workers.count == 1 ? 1 : workers.count * 4
    let size = min(65_536, max(256, (corpus.count + parts - 1) / parts))
    return index(corpus: corpus, options: options, shard: size, workers: workers) {
      LanguageAnalyzer(language: $0)
    }
  }

  /// The language of posts whose language is unknown, unless the options name one.
  static let defaultLanguage = "en"

  static func index(
    corpus: Corpus, options: TermOptions, shard size: Int, workers: Workers,
    analyzer: @escaping @Sendable (String) -> any TermAnalyzer
  ) -> TermIndex {
    let primary = LanguageAnalyzer.primarySubtag(options.language ?? defaultLanguage)
    let batches = Workers.batches(of: size, in: corpus.count)
    let shards = workers.map(batches.count) { number in
      var reader = ShardReader(options: options, primary: primary, analyzer: analyzer)
      return reader.read(batches[number], of: corpus)
    }
    let table = TermTable(shards, primary: primary, workers: workers, analyzer: analyzer)
    return Assembly(table: table, options: options, workers: workers).index(consume shards)
  }
}

/// Puts shards, stems and phrases together into an index.
///
/// What a shard held is let go of as soon as its rows are made: of a large corpus all shards and the
/// whole index do not fit side by side.
private struct Assembly {
  let table: TermTable
  let options: TermOptions
  let workers: Workers

  /// The rows of a shard before the vocabulary is cut down: columns are stems, then phrases.
  private struct Rows: Sendable {
    var ends: [Int] = []
    var columns: [Int32] = []
    var counts: [Float] = []
    /// The phrases at each token that begins one.
    var phrases: [(token: Int32, pair: Int32, triple: Int32)] = []
  }

  /// The words and phrases of all shards, counted.
  private struct Counted: Sendable {
    var rows: [Rows]
    var stems: [[Int32]]
    let collocations: Collocations
  }

  func index(_ given: consuming [TokenShard]) -> TermIndex {
    var shards = given
    let passages = shards.flatMap(\.passages)
    let least = options.leastDF(passages: passages.count)
    var counted = count(shards, least: least)
    let collocations = counted.collocations
    let words = table.stems.count
    let columns = words + collocations.phrases.count
    var frequency = [Int](repeating: 0, count: columns)
    for part in counted.rows { for column in part.columns { frequency[Int(column)] += 1 } }
    let kept = TFIDF.kept(
      documentFrequency: frequency, documents: passages.count, minimum: least,
      maximumShare: options.largestShare(passages: passages.count))
    var names = Vocabulary(capacity: kept.count)
    for column in kept { _ = names.insert(name(of: column, collocations)) }
    precondition(names.count == kept.count, "terms differ from one another")
    let order = names.sortedNumbers()
    var rank = [Int32](repeating: -1, count: columns)
    for (new, old) in order.enumerated() { rank[kept[old]] = Int32(new) }
    let finalRank = rank
    let surfaces = surfaces(
      columns: order.map { kept[$0] }, of: shards, rows: counted.rows, collocations: collocations)
    var joined = Joined(
      entries: kept.reduce(0) { $0 + frequency[$1] },
      occurrences: counted.stems.reduce(0) { $0 + $1.count }
        + counted.rows.reduce(0) { $0 + 2 * $1.phrases.count })
    for first in stride(from: 0, to: shards.count, by: workers.count) {
      let round = first..<min(first + workers.count, shards.count)
      let (sources, rows, stems) = (
        Array(shards[round]), Array(counted.rows[round]), Array(counted.stems[round])
      )
      for shard in round {
        shards[shard] = TokenShard()
        counted.rows[shard] = Rows()
        counted.stems[shard] = []
      }
      for part in workers.map(
        round.count,
        { place in
          (
            counts: RowSorting.matrix(
              ends: rows[place].ends, columns: rows[place].columns, counts: rows[place].counts,
              rank: finalRank, width: kept.count),
            sequence: sequence(
              rows[place], of: sources[place], stems: stems[place], rank: finalRank)
          )
        })
      {
        joined.append(part.counts, part.sequence)
      }
    }
    return TermIndex(
      passages: passages, terms: order.map { names.string($0) }, surfaces: surfaces,
      isPhrase: order.map { kept[$0] >= words }, counts: joined.counts(columns: kept.count),
      sequence: joined.sequence)
  }

  private func count(_ shards: [TokenShard], least: Int) -> Counted {
    let stream = stream(of: shards)
    let collocations =
      options.phrases
      ? Collocations(in: stream, least: max(2, least), workers: workers)
      : Collocations(stems: table.stems.count)
    let columns = table.stems.count + collocations.phrases.count
    let rows = workers.map(shards.count) { shard in
      countedRows(
        of: shards[shard], stems: stream.stems[shard], gaps: stream.gaps[shard],
        collocations: collocations, columns: columns)
    }
    return Counted(rows: rows, stems: stream.stems, collocations: collocations)
  }

  private func name(of column: Int, _ collocations: Collocations) -> String {
    let words = table.stems.count
    if column < words { return table.stems.string(column) }
    return collocations.phrases[column - words].stems.map { table.stems.string(Int($0)) }
      .joined(separator: " ")
  }

  private func stream(of shards: [TokenShard]) -> WordStream {
    let stems = workers.map(shards.count) { shard in
      let stemOfVariant = table.stemOfVariant[shard]
      return shards[shard].tokens.map { stemOfVariant[Int($0 >> 2)] }
    }
    let gaps = workers.map(shards.count) { shard in
      shards[shard].tokens.map { UInt8($0 & 3) }
    }
    var counts = [Int](repeating: 0, count: table.stems.count)
    for (shard, stemOfVariant) in zip(shards, table.stemOfVariant) {
      for (variant, stem) in stemOfVariant.enumerated() where stem >= 0 {
        counts[Int(stem)] += Int(shard.variantCounts[variant])
      }
    }
    return WordStream(
      stems: stems, gaps: gaps, counts: counts, total: counts.reduce(0, +))
  }

  private func countedRows(
    of shard: TokenShard, stems: [Int32], gaps: [UInt8], collocations: Collocations, columns: Int
  ) -> Rows {
    var rows = Rows()
    let words = Int32(table.stems.count)
    // Where each column stands in the row at work; −1 for those that it lacks.
    var places = [Int32](repeating: -1, count: columns)
    var first = 0
    rows.columns.reserveCapacity(stems.count)
    rows.counts.reserveCapacity(stems.count)
    for end in shard.passageEnds {
      let rowStart = rows.columns.count
      func add(_ column: Int32) {
        let place = places[Int(column)]
        if place >= 0 {
          rows.counts[Int(place)] += 1
        } else {
          places[Int(column)] = Int32(rows.columns.count)
          rows.columns.append(column)
          rows.counts.append(1)
        }
      }
      for token in first..<end {
        add(stems[token])
        let found = collocations.phrases(at: token, before: end, stems: stems, gaps: gaps)
        if let pair = found.pair {
          add(words + pair)
          if let triple = found.triple { add(words + triple) }
          rows.phrases.append((Int32(token), pair, found.triple ?? -1))
        }
      }
      for place in rowStart..<rows.columns.count { places[Int(rows.columns[place])] = -1 }
      rows.ends.append(rows.columns.count)
      first = end
    }
    return rows
  }

  private func sequence(
    _ rows: Rows, of source: TokenShard, stems: [Int32], rank: [Int32]
  ) -> TermSequence {
    let words = Int32(table.stems.count)
    var offsets = [0]
    var terms: [Int32] = []
    var starts: [Int32] = []
    var lengths: [UInt16] = []
    terms.reserveCapacity(stems.count)
    starts.reserveCapacity(stems.count)
    lengths.reserveCapacity(stems.count)
    var token = 0
    var phrase = 0
    for end in source.passageEnds {
      while token < end {
        if rank[Int(stems[token])] >= 0 {
          terms.append(rank[Int(stems[token])])
          starts.append(source.starts[token])
          lengths.append(source.lengths[token])
        }
        if phrase < rows.phrases.count, Int(rows.phrases[phrase].token) == token {
          let found = rows.phrases[phrase]
          for (number, last) in [(found.pair, token + 1), (found.triple, token + 2)]
          where number >= 0 && rank[Int(words + number)] >= 0 {
            let finish = Int(source.starts[last]) + Int(source.lengths[last])
            terms.append(rank[Int(words + number)])
            starts.append(source.starts[token])
            lengths.append(UInt16(clamping: finish - Int(source.starts[token])))
          }
          phrase += 1
        }
        token += 1
      }
      offsets.append(terms.count)
    }
    return TermSequence(offsets: offsets, terms: terms, starts: starts, lengths: lengths)
  }

  /// How the columns are written, in the order given.
  private func surfaces(
    columns: [Int], of shards: [TokenShard], rows: [Rows], collocations: Collocations
  ) -> [String] {
    let words = table.stems.count
    var wanted = [Bool](repeating: false, count: words)
    var wantedPhrases = [Bool](repeating: false, count: collocations.phrases.count)
    for column in columns {
      if column < words { wanted[column] = true } else { wantedPhrases[column - words] = true }
    }
    let single = Display.surfaces(of: table, shards: shards, wanted: wanted)
    let joined = PhraseDisplay.surfaces(
      wanted: wantedPhrases, shards: shards, occurrences: rows.map(\.phrases))
    return columns.map { $0 < words ? single[$0] : joined[$0 - words] }
  }
}

/// The rows and occurrences of all shards, one after the other.
private struct Joined {
  private var offsets = [0]
  private var indices: [Int32] = []
  private var values: [Float] = []
  private var ends = [0]
  private var terms: [Int32] = []
  private var starts: [Int32] = []
  private var lengths: [UInt16] = []

  /// Makes room, so that nothing is copied while it grows.
  init(entries: Int, occurrences: Int) {
    indices.reserveCapacity(entries)
    values.reserveCapacity(entries)
    terms.reserveCapacity(occurrences)
    starts.reserveCapacity(occurrences)
    lengths.reserveCapacity(occurrences)
  }

  mutating func append(_ counts: CSRMatrix, _ sequence: TermSequence) {
    let entries = indices.count
    for offset in counts.offsets.dropFirst() { offsets.append(entries + offset) }
    indices += counts.indices
    values += counts.values
    let occurrences = terms.count
    for end in sequence.offsets.dropFirst() { ends.append(occurrences + end) }
    terms += sequence.terms
    starts += sequence.starts
    lengths += sequence.lengths
  }

  func counts(columns: Int) -> CSRMatrix {
    CSRMatrix(
      rows: offsets.count - 1, columns: offsets.count > 1 ? columns : 0, offsets: offsets,
      indices: indices, values: values)
  }

  var sequence: TermSequence {
    TermSequence(offsets: ends, terms: terms, starts: starts, lengths: lengths)
  }
}
