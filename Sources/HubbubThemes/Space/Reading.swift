internal import HubbubCorpus
internal import HubbubModel
internal import HubbubSystem
internal import HubbubTerms
internal import HubbubVectors

/// What the finder asks of the posts: which passages hold words, and which posts answer which.
struct Reading: Sendable {
  /// The passages that hold single words of the vocabulary, rising.
  let rows: [Int]
  /// A hash of the text of each of these passages.
  let keys: [UInt64]
  /// Pairs of places in `rows`: a post's first passage, and the first of the post it answers.
  let ties: [(Int, Int)]
  /// The post that each post answers, as a row of the corpus; −1 for none.
  let parents: [Int]
  /// Who writes in which threads.
  let people: People

  init(corpus: Corpus, terms: TermIndex, workers: Workers) {
    let ranges = terms.passageRanges(posts: corpus.count)
    let isWord = terms.isPhrase.map { !$0 }
    let batches = Workers.batches(of: 256, in: corpus.count)
    let parts = workers.map(batches.count) { number -> Entries in
      var entries = Entries()
      corpus.forEach(in: batches[number], reading: .text) { row, post in
        let text = Array(post.text.utf8)
        for passage in ranges[row] {
          let bytes = terms.passages[passage]
          entries.keys.append(
            CounterGenerator.hash(text[bytes.start..<min(bytes.end, text.count)]))
        }
        entries.parents.append(post.parent)
        entries.people.add(thread: post.thread, author: post.author)
      }
      return entries
    }
    people = People(joining: parts.map(\.people))
    let numbers = corpus.rows()
    parents = parts.flatMap { part in part.parents.map { $0.flatMap { numbers[$0] } ?? -1 } }
    // A key for each passage: passages are in the order of their posts.
    let all = parts.flatMap(\.keys)
    var rows: [Int] = []
    var keys: [UInt64] = []
    var firstPlace = [Int](repeating: -1, count: parents.count)
    for (post, range) in ranges.enumerated() {
      for passage in range {
        let holdsWords = terms.sequence.range(of: passage).contains {
          isWord[Int(terms.sequence.terms[$0])]
        }
        guard holdsWords else { continue }
        if firstPlace[post] < 0 { firstPlace[post] = rows.count }
        rows.append(passage)
        keys.append(all[passage])
      }
    }
    var ties: [(Int, Int)] = []
    for (post, parent) in parents.enumerated() where parent >= 0 {
      if firstPlace[post] >= 0 && firstPlace[parent] >= 0 {
        ties.append((firstPlace[post], firstPlace[parent]))
      }
    }
    self.rows = rows
    self.keys = keys
    self.ties = ties
  }

  /// What a batch of posts says.
  private struct Entries: Sendable {
    var parents: [PostID?] = []
    var people = People()
    var keys: [UInt64] = []
  }
}
