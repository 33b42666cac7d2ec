#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif
internal import HubbubSystem
internal import HubbubVectors

/// A partition settled by what its groups mean and by the words that they use.
///
/// Expectation and maximization (Dempster, Laird, Rubin 1977) of a mixture whose groups have a mean
/// point each, under equal round spreads, and a distribution of words each. A point's share in a
/// group is the soft maximum of
///
///     spread · (x · m − ½ |m|²) + words · Σ t · ln(θ / β)
///
/// with x the point, m the group's mean, t the passage's words weighted by their coherence, θ the
/// group's distribution of words and β that of all passages. See `docs/METHOD.md`, "Themes".
struct Mixture: Sendable {
  /// How sharply nearness decides.
  private static let spread: Float = 15
  /// How much the words count beside it.
  private static let wordWeight: Float = 3
  /// How many words' worth of the common distribution a group starts with, per word of it.
  private static let prior = 0.3
  /// Expectation and maximization in turn; few points move after the third.
  private static let rounds = 6

  private let points: DenseMatrix
  /// Rows = points, columns = words; long passages count by the root of their length.
  private let words: CSRMatrix
  private let wordRows: CSRMatrix
  private let workers: Workers

  /// Prepares the words of points.
  ///
  /// - Parameters:
  ///   - points: rows of unit length.
  ///   - counts: how often each point's passage holds each word, as many rows.
  ///   - coherence: of each word, 0…1.
  init(points: DenseMatrix, counts: CSRMatrix, coherence: [Float], workers: Workers) {
    precondition(points.rows == counts.rows, "a row of words for each point")
    self.points = points
    self.workers = workers
    words = Self.weighed(counts, coherence)
    wordRows = words.transposed()
  }

  /// The partition after some rounds, without empty groups.
  ///
  /// - Complexity: O(rounds × groups × (points × dimensions + entries)) over the workers.
  func settled(_ start: Partition) -> Partition {
    let start = start.compacted()
    guard start.count > 1 else { return start }
    var shares = DenseMatrix(rows: points.rows, columns: start.count)
    for (row, label) in start.labels.enumerated() { shares[row, Int(label)] = 1 }
    for _ in 0..<Self.rounds { shares = expected(from: shares) }
    let labels = (0..<shares.rows).map { row -> Int32 in
      var best = 0
      for group in 1..<start.count where shares[row, group] > shares[row, best] { best = group }
      return Int32(best)
    }
    return Partition(labels: labels, count: start.count).compacted()
  }

  /// Each point's share in each group, from the groups that the shares so far make.
  private func expected(from shares: DenseMatrix) -> DenseMatrix {
    let groups = shares.columns
    let (directions, offsets) = nearness(shares)
    let near = points.times(directions, workers: workers)
    let told = words.times(evidence(shares), workers: workers)
    var values = near.values
    for row in 0..<points.rows {
      let from = row * groups
      var highest = -Float.infinity
      for group in 0..<groups {
        let score = near.values[from + group] - offsets[group] + told.values[from + group]
        values[from + group] = score
        highest = max(highest, score)
      }
      var sum = 0.0
      for place in from..<from + groups {
        let value = exp(Double(values[place] - highest))
        values[place] = Float(value)
        sum += value
      }
      for place in from..<from + groups { values[place] = Float(Double(values[place]) / sum) }
    }
    return DenseMatrix(rows: points.rows, columns: groups, values: values)
  }

  /// The groups' means times the spread as columns, and half their squared length times it.
  private func nearness(_ shares: DenseMatrix) -> (directions: DenseMatrix, offsets: [Float]) {
    let turned = shares.transposed()
    var sums = turned.times(points, workers: workers)
    var offsets = [Float](repeating: 0, count: shares.columns)
    for group in offsets.indices {
      var size = 0.0
      for place in turned.range(of: group) { size += Double(turned.values[place]) }
      var square: Float = 0
      for place in 0..<points.columns {
        let mean = Float(Double(sums[group, place]) / max(size, 1e-9))
        square += mean * mean
        sums[group, place] = Self.spread * mean
      }
      offsets[group] = Self.spread * square / 2
    }
    return (sums.transposed(), offsets)
  }

  /// What each word says for each group: its weight times ln(θ / β); rows = words.
  private func evidence(_ shares: DenseMatrix) -> DenseMatrix {
    let held = wordRows.times(shares, workers: workers)
    let groups = held.columns
    var common = [Double](repeating: 0, count: held.rows)
    var totals = [Double](repeating: 0, count: groups)
    for word in 0..<held.rows {
      for group in 0..<groups {
        common[word] += Double(held[word, group])
        totals[group] += Double(held[word, group])
      }
    }
    let all = common.reduce(0, +)
    guard all > 0 else { return held }
    let prior = Self.prior * Double(held.rows)
    var result = held
    var values = held.values
    for word in 0..<held.rows where common[word] > 0 {
      let base = common[word] / all
      for group in 0..<groups {
        let share = (Double(held[word, group]) + prior * base) / (totals[group] + prior)
        values[word * groups + group] = Self.wordWeight * Float(log(share / base))
      }
    }
    result.values = values
    return result
  }

  /// ln(1 + count) × (coherence + 0.1), rows scaled by length^−½ and by the middle length, so that
  /// the sum over a passage of middle length is one.
  private static func weighed(_ counts: CSRMatrix, _ coherence: [Float]) -> CSRMatrix {
    var result = counts
    var values = counts.values
    for entry in values.indices {
      let weight = coherence[Int(counts.indices[entry])] + 0.1
      values[entry] = Float(log(1 + Double(values[entry]))) * weight
    }
    result.values = values
    let lengths = result.rowSums()
    let sorted = lengths.sorted()
    let middle = sorted.isEmpty ? 1 : sorted[sorted.count / 2]
    guard middle > 0 else { return result }
    for row in 0..<result.rows where lengths[row] > 0 {
      let factor = Float((middle / lengths[row]).squareRoot() / middle)
      for entry in result.range(of: row) { values[entry] *= factor }
    }
    result.values = values
    return result
  }
}
