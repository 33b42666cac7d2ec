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
    return Assembly(shards: shards, table: table, options: options, workers: workers).index()
  }
}

/// Puts shards, stems and phrases together into an index.
private struct Assembly {
  let shards: [TokenShard]
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

  func index() -> TermIndex {
    let passages = shards.flatMap(\.passages)
    let least = options.leastDF(passages: passages.count)
    let stream = stream()
    let collocations =
      options.phrases
      ? Collocations(in: stream, least: max(2, least), workers: workers)
      : Collocations(stems: table.stems.count)
    let words = table.stems.count
    let columns = words + collocations.phrases.count
    let rows = workers.map(shards.count) { shard in
      countedRows(of: shard, stream: stream, collocations: collocations, columns: columns)
    }
    var frequency = [Int](repeating: 0, count: columns)
    for part in rows { for column in part.columns { frequency[Int(column)] += 1 } }
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
    let finished = workers.map(shards.count) { shard in
      finish(rows[shard], shard: shard, stream: stream, collocations, rank: finalRank, kept.count)
    }
    return TermIndex(
      passages: passages, terms: order.map { names.string($0) },
      surfaces: surfaces(
        columns: order.map { kept[$0] }, rows: rows, collocations: collocations),
      isPhrase: order.map { kept[$0] >= words }, counts: joined(finished.map(\.counts)),
      sequence: joined(finished.map(\.sequence)))
  }

  private func name(of column: Int, _ collocations: Collocations) -> String {
    let words = table.stems.count
    if column < words { return table.stems.string(column) }
    return collocations.phrases[column - words].stems.map { table.stems.string(Int($0)) }
      .joined(separator: " ")
  }

  private func stream() -> WordStream {
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
    of shard: Int, stream: WordStream, collocations: Collocations, columns: Int
  ) -> Rows {
    var rows = Rows()
    let words = Int32(table.stems.count)
    let stems = stream.stems[shard]
    let gaps = stream.gaps[shard]
    // Where each column stands in the row at work; −1 for those that it lacks.
    var places = [Int32](repeating: -1, count: columns)
    var first = 0
    rows.columns.reserveCapacity(stems.count)
    rows.counts.reserveCapacity(stems.count)
    for end in shards[shard].passageEnds {
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

  /// Renumbers a shard's columns, sorts its rows, and makes its part of the sequence.
  private func finish(
    _ rows: Rows, shard: Int, stream: WordStream, _ collocations: Collocations, rank: [Int32],
    _ columns: Int
  ) -> (counts: CSRMatrix, sequence: TermSequence) {
    (
      counts: RowSorting.matrix(
        ends: rows.ends, columns: rows.columns, counts: rows.counts, rank: rank, width: columns),
      sequence: sequence(rows, shard: shard, stems: stream.stems[shard], rank: rank)
    )
  }

  private func sequence(
    _ rows: Rows, shard: Int, stems: [Int32], rank: [Int32]
  ) -> TermSequence {
    let source = shards[shard]
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

  private func joined(_ parts: [CSRMatrix]) -> CSRMatrix {
    var offsets = [0]
    for part in parts {
      let base = offsets[offsets.count - 1]
      for offset in part.offsets.dropFirst() { offsets.append(base + offset) }
    }
    return CSRMatrix(
      rows: offsets.count - 1, columns: parts.first?.columns ?? 0, offsets: offsets,
      indices: Array(parts.map(\.indices).joined()), values: Array(parts.map(\.values).joined()))
  }

  private func joined(_ parts: [TermSequence]) -> TermSequence {
    var offsets = [0]
    for part in parts {
      let base = offsets[offsets.count - 1]
      for offset in part.offsets.dropFirst() { offsets.append(base + offset) }
    }
    return TermSequence(
      offsets: offsets, terms: Array(parts.map(\.terms).joined()),
      starts: Array(parts.map(\.starts).joined()), lengths: Array(parts.map(\.lengths).joined()))
  }

  /// How the columns are written, in the order given.
  private func surfaces(
    columns: [Int], rows: [Rows], collocations: Collocations
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
