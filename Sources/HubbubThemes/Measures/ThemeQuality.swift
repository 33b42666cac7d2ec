#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif
internal import HubbubTerms
internal import HubbubVectors

/// How well the top words of themes go together, and how different they are.
struct ThemeQuality: Sendable {
  /// The words of a theme that coherence is measured on.
  static let coherent = 10
  /// The words of a theme that diversity is measured on (Dieng, Ruiz, Blei 2020).
  static let diverse = 25

  /// Mean normalised pointwise mutual information (Bouma 2009) of pairs of a theme's top ten
  /// words in the same passage, then over themes; −1 for pairs that never meet.
  let npmi: Double
  /// The share of different words among the top 25 of all themes.
  let diversity: Double

  init(terms: TermIndex, weights: ThemeTerms, themes: Int) {
    var passages: [Int: [Int32]] = [:]
    var tops: [[Int]] = []
    for theme in 0..<themes {
      let words = weights.ranked[theme].lazy.filter { !terms.isPhrase[$0.column] }.map(\.column)
      tops.append(Array(words.prefix(Self.diverse)))
      for word in words.prefix(Self.coherent) { passages[word] = [] }
    }
    for row in terms.passages.indices {
      for entry in terms.counts.range(of: row) {
        passages[Int(terms.counts.indices[entry])]?.append(Int32(row))
      }
    }
    var sums: [Double] = []
    for top in tops where top.count > 1 {
      let words = Array(top.prefix(Self.coherent))
      var sum = 0.0
      var pairs = 0.0
      for first in words.indices {
        for second in words.indices where second > first {
          sum += Self.npmi(
            passages[words[first]] ?? [], passages[words[second]] ?? [],
            total: terms.passages.count)
          pairs += 1
        }
      }
      sums.append(sum / pairs)
    }
    npmi = sums.isEmpty ? 0 : sums.reduce(0, +) / Double(sums.count)
    let all = tops.flatMap { $0 }
    diversity = all.isEmpty ? 1 : Double(Set(all).count) / Double(all.count)
  }

  /// NPMI of two words by the passages that hold them, both rising.
  static func npmi(_ a: [Int32], _ b: [Int32], total: Int) -> Double {
    var both = 0
    var i = 0
    var j = 0
    while i < a.count, j < b.count {
      if a[i] == b[j] {
        both += 1
        i += 1
        j += 1
      } else if a[i] < b[j] {
        i += 1
      } else {
        j += 1
      }
    }
    guard both > 0 else { return -1 }
    guard both < total else { return 1 }
    let n = Double(total)
    let joint = Double(both) / n
    return log(joint / (Double(a.count) / n * Double(b.count) / n)) / -log(joint)
  }
}
