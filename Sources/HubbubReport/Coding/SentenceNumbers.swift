internal import HubbubModel

/// The ids of a report's sentences: `s1`, `s2`, … in the order in which they are read.
struct SentenceNumbers: Hashable, Sendable {
  /// The ids of a theme's sentences.
  struct Theme: Hashable, Sendable {
    var gloss: String?
    var sentences: [String]
  }
  var title: String
  var lede: [String]
  var takeaways: [String]
  var themes: [Theme]
  var names: [String]
  var split: [String]
  var common: [String]
  var shared: [String]
  var outlook: [String]
  var parallels: [String]
  var digests: [String]
  var method: [String]

  /// The ids, and every sentence with its id in reading order.
  static func number(_ report: Report) -> (ids: SentenceNumbers, entries: [Ledger.Entry]) {
    var entries: [Ledger.Entry] = []
    func add(_ sentence: Sentence) -> String {
      let id = "s\(entries.count + 1)"
      entries.append(Ledger.Entry(id: id, sentence: sentence))
      return id
    }
    let ids = SentenceNumbers(
      title: add(report.title), lede: report.lede.map(add),
      takeaways: report.takeaways.map { add($0.sentence) },
      themes: report.themes.map { theme in
        Theme(gloss: theme.gloss.map(add), sentences: theme.sentences.map(add))
      },
      names: report.nameSentences.map(add),
      split: report.split.sentences.map(add),
      common: report.split.common.map { add($0.sentence) },
      shared: report.split.shared.map { add($0.sentence) },
      outlook: report.outlook.map { add($0.sentence) },
      parallels: report.parallelSentences.map(add),
      digests: report.digests.map { add($0.sentence) },
      method: report.method.map(add))
    return (ids, entries)
  }
}
