internal import HubbubSystem
internal import HubbubTerms

/// How well the top words of themes go together, and how different they are.
struct ThemeQuality: Sendable {
  /// The words of a theme that coherence is measured on.
  static let coherent = 10
  /// The words of a theme that diversity is measured on (Dieng, Ruiz, Blei 2020).
  static let diverse = 25
  /// The windows of c_npmi and c_v (Röder, Both, Hinneburg 2015).
  static let windows = (npmi: 10, cv: 110)

  /// Mean normalised pointwise mutual information of pairs of a theme's top ten words in the same
  /// passage, then over themes.
  let npmi: Double
  /// The same within windows of ten words: gensim's c_npmi.
  let windowedNPMI: Double
  /// C_v within windows of 110 words.
  let cv: Double
  /// The share of different words among the top 25 of all themes.
  let diversity: Double

  init(terms: TermIndex, weights: ThemeTerms, themes: Int, workers: Workers) {
    var tops: [[Int]] = []
    for theme in 0..<themes {
      let words = weights.ranked[theme].lazy.filter { !terms.isPhrase[$0.column] }.map(\.column)
      tops.append(Array(words.prefix(Self.diverse)))
    }
    // Places of the top words among themselves; −1 for other words, −2 for phrases.
    var places = terms.isPhrase.map { Int32($0 ? -2 : -1) }
    var words = 0
    let topics = tops.map { Array($0.prefix(Self.coherent)) }.filter { $0.count > 1 }.map { top in
      top.map { column in
        if places[column] < 0 {
          places[column] = Int32(words)
          words += 1
        }
        return Int(places[column])
      }
    }
    let (found, place) = (words, places)
    func coherence(_ window: Int?) -> Coherence {
      Coherence(
        topics: topics, words: found, texts: terms.passages.count, window: window, workers: workers
      ) { row, text in
        for occurrence in terms.sequence.range(of: row) {
          let word = place[Int(terms.sequence.terms[occurrence])]
          if word > -2 { text.append(word) }
        }
      }
    }
    func mean(_ measure: (Int) -> Double) -> Double {
      // What is added to probabilities may take a perfect topic a hair's breadth past 1.
      topics.isEmpty
        ? 0 : min(1, topics.indices.reduce(0) { $0 + measure($1) } / Double(topics.count))
    }
    npmi = mean(coherence(nil).npmi(of:))
    windowedNPMI = mean(coherence(Self.windows.npmi).npmi(of:))
    cv = mean(coherence(Self.windows.cv).cv(of:))
    let all = tops.flatMap { $0 }
    diversity = all.isEmpty ? 1 : Double(Set(all).count) / Double(all.count)
  }
}
