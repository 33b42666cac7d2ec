internal import HubbubForecast

/// The files of a workspace, by the names that `docs/FORMATS.md` explains.
enum Artifacts {
  static let utterances = "corpus/utterances.jsonl"
  static let corpusMeta = "corpus/corpus.json"
  static let corpus = [
    utterances, "corpus/conversations.json", "corpus/speakers.json", corpusMeta,
    "corpus/index.json",
  ]
  static let quarantine = "quarantine.jsonl"
  static let terms = [
    "terms/tfidf.npz", "terms/counts.npz", "terms/vocabulary.tsv", "terms/passages.tsv",
    "terms/surfaces.tsv", "terms/sequence.npz",
  ]
  static let themes = [
    "themes/themes.json", "themes/assignments.csv", "themes/metrics.json", "themes/lineage.json",
  ]
  static let sentiment = "sentiment/posts.csv"
  static let series = "series/sentiment.csv"
  static let forecastTarget = "forecast/target.csv"
  static let forecast = ForecastFiles.names.map { "forecast/\($0)" } + [forecastTarget]
  static let reportJSON = "report/report.json"
  static let ledger = "report/ledger.jsonl"
  static let posts = "report/posts.json"
  static let mentions = "report/mentions.csv"
  static let html = "report/report.html"
  static let markdown = "report/report.md"
}
