import HubbubCorpus
import HubbubModel
import HubbubSystem
import HubbubTerms
import Testing

@testable import HubbubThemes

/// Themes of a discussion that has changed a little are the same themes.
@Suite("Stability") struct StabilityTests {
  /// A small change of the sample.
  enum Change: Sendable, CustomTestStringConvertible {
    /// A post is gone.
    case without(Int)
    /// Posts were sent twice.
    case twice([Int])
    /// Posts come in another order.
    case shuffled(Int)

    var testDescription: String { "\(self)" }

    func posts(_ posts: [Post]) -> [Post] {
      switch self {
      case .without(let row):
        return posts.indices.filter { $0 != row % posts.count }.map { posts[$0] }
      case .twice(let rows):
        return posts
          + rows.map { row in
            var copy = posts[row % posts.count]
            copy.id = PostID("\(copy.id.text)-copy")
            return copy
          }
      case .shuffled(let step):
        return posts.indices.sorted { ($0 * step % 1009, $0) < ($1 * step % 1009, $1) }
          .map { posts[$0] }
      }
    }
  }

  @Test("agreement of two partitions is their adjusted Rand index")
  func agreement() {
    let one = Partition(labels: [0, 0, 1, 1, 2, 2, 2, 0], count: 3)
    let other = Partition(labels: [1, 1, 0, 0, 0, 3, 3, 1], count: 4)
    let expected = PartitionScores(
      truth: one.labels.map(Int.init), found: other.labels.map(Int.init)
    ).ari
    #expect(abs(PartitionScores.ari(one, other) - expected) < 1e-12)
    #expect(abs(PartitionScores.ari(one, one) - 1) < 1e-12)
  }

  static let changes: [Change] = [
    .without(3), .without(101), .without(250), .twice([7]), .twice([12, 80, 81, 160, 240]),
    .shuffled(387), .shuffled(610),
  ]

  @Test("posts keep their themes", arguments: changes)
  func kept(_ change: Change) throws {
    let corpus = Corpus(posts: change.posts(Sample.corpus.map { $0 }))
    let model = ThemeFinder.find(
      corpus: corpus, terms: TermIndexer.index(corpus: corpus, workers: .one),
      options: ThemeOptions(count: 8, residue: 0), workers: .one)
    var themes: [PostID: Int] = [:]
    for row in model.assignments where themes[corpus[row.post].id] == nil {
      themes[corpus[row.post].id] = row.theme
    }
    let before = Sample.found(Sample.eight)
    let both = Sample.corpus.indices.compactMap { row in
      themes[Sample.corpus[row].id].map { (before[row], $0) }
    }
    #expect(both.count >= Sample.corpus.count - 1)
    let ari = PartitionScores(truth: both.map(\.0), found: both.map(\.1)).ari
    #expect(ari >= 0.95, "adjusted Rand index \(ari)")
  }
}
