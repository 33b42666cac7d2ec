#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif
internal import HubbubModel
internal import HubbubSystem
internal import HubbubTerms
internal import HubbubVectors

/// How much each term says about each theme.
///
/// c-TF-IDF × (0.2 + w): W = tf(t, c) · ln(1 + A / f(t)) (Grootendorst 2022, arXiv:2203.05794) with
/// tf the term's share of the theme's words, A the mean number of words of a theme, f the term's
/// number in all themes, and w its coherence; times its fellowship with the theme's heaviest words.
struct ThemeTerms: Sendable {
  /// For each theme its terms that weigh anything, by falling weight, then by column.
  let ranked: [[(column: Int, weight: Double)]]

  init(
    terms: TermIndex, theme: [Int], themes: Int, coherence: [Float], without names: Set<Int>,
    workers: Workers
  ) {
    var counts = [[Double]](
      repeating: Array(repeating: 0, count: terms.terms.count), count: themes)
    for (row, own) in theme.enumerated() where own >= 0 {
      for entry in terms.counts.range(of: row) {
        // A post that repeats one word does not make a theme of it.
        let count = Double(terms.counts.values[entry])
        counts[own][Int(terms.counts.indices[entry])] += 1 + log(count)
      }
    }
    let totals = counts.map { $0.reduce(0, +) }
    let mean = totals.reduce(0, +) / Double(max(1, themes))
    var all = [Double](repeating: 0, count: terms.terms.count)
    for own in counts { for column in own.indices { all[column] += own[column] } }
    let heaviest = counts.indices.map { number -> [(column: Int, weight: Double)] in
      guard totals[number] > 0 else { return [] }
      let weights = counts[number].indices.compactMap {
        column -> (column: Int, weight: Double)? in
        let count = counts[number][column]
        guard count > 0, !names.contains(column) else { return nil }
        let share = count / totals[number]
        let weight = share * log(1 + mean / all[column]) * (0.2 + Double(coherence[column]))
        return (column, weight)
      }
      return weights.sorted { ($1.weight, $0.column) < ($0.weight, $1.column) }
    }
    let fellowship = TermFellowship(terms: terms, ranked: heaviest, workers: workers)
    ranked = heaviest.enumerated().map { number, list in
      let factors = fellowship.factors[number]
      return list.map { ($0.column, $0.weight * (factors[$0.column] ?? TermFellowship.least)) }
        .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    }
  }

  /// The heaviest terms as they are written, without words that a phrase among them stands for.
  ///
  /// A word is left out if a phrase makes at least 0.6 of its weight in the theme, and so is a
  /// phrase within a longer one; words that stand in no label (numbers, moods, verbs) are left out
  /// too.
  func shown(_ theme: Int, terms: TermIndex, most: Int, tables: LabelWords) -> [WeightedTerm] {
    let pool = ranked[theme].prefix(most * 4).filter { term in
      let parts = terms.surfaces[term.column].lowercased().split { $0 == " " || $0 == "-" }
      return !parts.contains { tables.never.contains(String($0)) }
    }
    let phrases = pool.filter { terms.isPhrase[$0.column] }
    var seen = Set<String>()
    var shown: [WeightedTerm] = []
    for term in pool where shown.count < most {
      let words = terms.terms[term.column].split(separator: " ")
      let isCarried =
        words.count == 1
        && phrases.contains {
          $0.weight >= 0.6 * term.weight
            && terms.terms[$0.column].split(separator: " ").contains(words[0])
        }
      let isEchoed =
        words.count > 1
        && phrases.contains { other in
          other.column != term.column && other.weight >= 0.6 * term.weight
            && terms.terms[other.column].contains(terms.terms[term.column])
        }
      guard !isCarried, !isEchoed, seen.insert(terms.surfaces[term.column].lowercased()).inserted
      else { continue }
      shown.append(WeightedTerm(terms.surfaces[term.column], rounded(term.weight)))
    }
    return shown
  }

  /// Six significant digits: what is printed is what is meant.
  private func rounded(_ weight: Double) -> Double {
    guard weight > 0 else { return 0 }
    let scale = pow(10, (5 - log10(weight).rounded(.down)))
    return (weight * scale).rounded() / scale
  }
}
