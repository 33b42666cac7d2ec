public import HubbubCorpus
public import HubbubSystem

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
    // Small enough that what is finished makes room for what is to come, and that the rows of a shard
    // stay in the cache while they are made.
    let parts = workers.count * 8
    let size = min(2048, max(256, (corpus.count + parts - 1) / parts))
    return index(corpus: corpus, options: options, shard: size, workers: workers)
  }

  /// The language of posts whose language is unknown, unless the options name one.
  static let defaultLanguage = "en"

  static func index(
    corpus: Corpus, options: TermOptions, shard size: Int, workers: Workers
  ) -> TermIndex {
    let primary = LanguageAnalyzer.primarySubtag(options.language ?? defaultLanguage)
    let batches = Workers.batches(of: size, in: corpus.count)
    // Each reader takes every so manieth batch, so that it meets most words once for all of them.
    let readers = max(1, min(workers.count, batches.count))
    let read = workers.map(readers) { number in
      var reader = ShardReader(options: options, primary: primary)
      let shards = stride(from: number, to: batches.count, by: readers).map {
        reader.read(batches[$0], of: corpus)
      }
      return (table: reader.finished(), shards: shards)
    }
    let shards = batches.indices.map { read[$0 % readers].shards[$0 / readers] }
    var words = read.map(\.table)
    let terms = TermTable(words, workers: workers)
    for number in words.indices { words[number].close() }
    return Assembly(words: words, terms: terms, options: options, workers: workers)
      .index(consume shards)
  }
}
