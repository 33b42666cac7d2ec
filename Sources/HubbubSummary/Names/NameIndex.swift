public import HubbubCorpus
internal import HubbubModel
public import HubbubSystem

/// Who and what a corpus talks about, by how its words are written; no list of names is asked.
///
/// A word is a name where, in the middle of sentences, it has a capital more often than not; words
/// with capitals side by side are one where they return. Spellings of one name are brought together,
/// and whoever writes in a thread does not count as talked about there.
public struct NameIndex: Sendable {
  let groups: [NameGroup]

  /// The posts that hold each name, in the order of the report.
  public var posts: [[Int]] { groups.map(\.rows) }

  /// No names.
  public static let none = NameIndex(groups: [])

  init(groups: [NameGroup]) { self.groups = groups }

  /// The names of a corpus, those that most posts hold first.
  ///
  /// - Parameter most: the most names kept.
  /// - Complexity: O(n) in the corpus's bytes; memory for its vocabulary and the places of names.
  public static func read(_ corpus: Corpus, most: Int = 40, workers: Workers) -> NameIndex {
    let tables = NameTables.english
    let fewest = fewest(posts: corpus.count)
    let census = CaseCensus.read(corpus, tables, workers: workers)
    let takesRare = corpus.count < 300
    var candidates = NameCandidates(
      census, tables, fewest: min(fewest, 2), takesRare: takesRare)
    var mentions = NameMentions.read(corpus, candidates, tables, workers: workers)
    if let strong = candidates.without(weakOf: mentions) {
      // What was read as part of a longer one that is no name stands for itself.
      candidates = strong
      mentions = NameMentions.read(corpus, candidates, tables, workers: workers)
    }
    guard !candidates.list.isEmpty else { return .none }
    let (threads, voices) = voices(of: corpus, workers)
    let grouping = NameGrouping(
      candidates: candidates, mentions: mentions, tables: tables, threads: threads, voices: voices,
      everyone: voices.reduce(into: []) { $0.formUnion($1) })
    return NameIndex(
      groups: Array(grouping.groups(fewest: fewest, takesRare: takesRare).prefix(most)))
  }

  /// Fewest posts that make a name worth telling of: two, three from 1,000 posts on.
  static func fewest(posts: Int) -> Int { posts < 1_000 ? 2 : 3 }

  /// The thread of each post, and the words of the names of those who write in each thread.
  private static func voices(
    of corpus: Corpus, _ workers: Workers
  ) -> (threads: [Int], voices: [Set<UInt64>]) {
    struct Part: Sendable {
      var first: ThreadID?
      var last: ThreadID?
      var threads: [Int32] = []
      var voices: [Set<UInt64>] = []
    }
    let batches = Workers.batches(of: 4096, in: corpus.count)
    let parts = workers.map(batches.count) { batch in
      var part = Part()
      var words: [String: [UInt64]] = [:]
      corpus.forEach(in: batches[batch], reading: []) { _, post in
        if post.thread != part.last || part.voices.isEmpty {
          part.voices.append([])
          part.first = part.first ?? post.thread
          part.last = post.thread
        }
        part.threads.append(Int32(part.voices.count - 1))
        guard let author = post.author else { return }
        let keys = words[author] ?? keys(of: author)
        words[author] = keys
        part.voices[part.voices.count - 1].formUnion(keys)
      }
      return part
    }
    var threads: [Int] = []
    threads.reserveCapacity(corpus.count)
    var voices: [Set<UInt64>] = []
    var last: ThreadID?
    for part in parts {
      // A thread may go on in the next batch.
      let goesOn = part.first == last && !voices.isEmpty
      let base = goesOn ? voices.count - 1 : voices.count
      if goesOn, let more = part.voices.first { voices[base].formUnion(more) }
      voices += goesOn ? part.voices.dropFirst() : part.voices[...]
      threads += part.threads.map { base + Int($0) }
      last = part.last
    }
    return (threads, voices)
  }

  /// A handle's key, and those of its words: "Jane_Doe42" is Jane, Doe and JaneDoe42.
  private static func keys(of handle: String) -> [UInt64] {
    let words = handle.split { !$0.isLetter }.filter { $0.count > 2 }
    return [NameToken.key(of: handle)] + words.map { NameToken.key(of: String($0)) }
  }
}
