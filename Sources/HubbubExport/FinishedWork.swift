public import HubbubCorpus
public import HubbubModel
internal import HubbubReport
internal import HubbubSentiment
public import HubbubSystem
internal import HubbubThemes

/// What a workspace holds, read for handing it on: the corpus, and as much as was made of it.
public struct FinishedWork: Sendable {
  /// The workspace's folder.
  public let folder: String
  /// The posts.
  public let corpus: Corpus
  /// The themes; nil before `cluster` ran.
  public let themes: ThemeModel?
  /// A value for each post; nil before `sentiment` ran.
  public let sentiment: [PostSentiment]?
  /// Rows of the series; none before `series` ran.
  public let series: [SeriesRow]
  /// The report; nil before `summarize` ran.
  public let report: Report?
  /// Which posts hold which of the report's names; none before `summarize` ran.
  let mentions: [Mention]

  /// Reads a workspace.
  ///
  /// - Throws: `FileError` if it has no corpus; the errors of the readers of its artifacts.
  /// - Complexity: O(bytes of the artifacts); the corpus is mapped, not held.
  public init(folder: String, workers: Workers) throws {
    func holds(_ artifact: String) -> Bool { Files.kind(of: "\(folder)/\(artifact)") == .file }
    let corpus = try Corpus(folder: "\(folder)/corpus", workers: workers)
    self.folder = folder
    self.corpus = corpus
    themes =
      holds("themes/themes.json") ? try ThemeModel(folder: "\(folder)/themes", corpus: corpus) : nil
    sentiment =
      holds("sentiment/posts.csv")
      ? try PostsFile.read("\(folder)/sentiment/posts.csv", corpus: corpus) : nil
    series =
      holds("series/sentiment.csv") ? try SeriesFile.read("\(folder)/series/sentiment.csv") : []
    report =
      holds("report/report.json") && holds("report/ledger.jsonl")
      ? try ReportCoding.report(
        json: Files.read("\(folder)/report/report.json"),
        ledger: Files.read("\(folder)/report/ledger.jsonl"))
      : nil
    mentions =
      holds("report/mentions.csv")
      ? try Mention.read(Files.read("\(folder)/report/mentions.csv")) : []
  }

  /// The digest that stands for the whole workspace; nil where it has no receipt.
  public static func receipt(of folder: String) -> String? {
    guard let bytes = try? Files.read("\(folder)/receipt.json") else { return nil }
    return (try? JSONParser().parse(bytes))?["root"]?.string
  }

  /// The digest that stands for the whole workspace.
  var receipt: String? { Self.receipt(of: folder) }

  /// The themes of each post with their shares, the heaviest first; of equal ones, the first listed.
  ///
  /// - Complexity: O(a log a) in the assignments.
  func themesOfPosts() -> [[(theme: Int, weight: Double)]] {
    var lists = [[(theme: Int, weight: Double)]](repeating: [], count: corpus.count)
    for row in themes?.assignments ?? [] {
      if let place = lists[row.post].firstIndex(where: { $0.theme == row.theme }) {
        lists[row.post][place].weight += row.weight
      } else {
        lists[row.post].append((row.theme, row.weight))
      }
    }
    return lists.map { list in
      list.sorted { $0.weight == $1.weight ? $0.theme < $1.theme : $0.weight > $1.weight }
    }
  }
}
