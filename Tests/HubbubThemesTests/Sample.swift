import HubbubCorpus
import HubbubModel
import HubbubSystem
import HubbubTerms
import HubbubThemes

/// The sample discussion and its themes, found once for all tests.
enum Sample {
  static let gold: GoldDiscussion? = try? GoldDiscussion()
  static let corpus = gold?.corpus ?? Corpus(posts: [])
  static let labels = gold?.themes ?? []
  static let terms = TermIndexer.index(corpus: corpus, workers: .one)
  /// With the defaults, on one worker.
  static let auto = ThemeFinder.find(corpus: corpus, terms: terms, workers: .one)
  /// Eight themes, every post assigned.
  static let eight = find(ThemeOptions(count: 8, residue: 0))

  static func find(_ options: ThemeOptions, workers: Int = 1) -> ThemeModel {
    ThemeFinder.find(corpus: corpus, terms: terms, options: options, workers: Workers(workers))
  }

  /// The theme of each post by its heaviest passage; −1 for the residue.
  static func found(_ model: ThemeModel) -> [Int] {
    var found = [Int](repeating: -1, count: corpus.count)
    for row in model.assignments where found[row.post] < 0 { found[row.post] = row.theme }
    return found
  }
}
