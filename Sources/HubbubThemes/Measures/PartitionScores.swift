#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// How well two ways of dividing the same things agree, as scikit-learn computes it.
///
/// Normalised and adjusted mutual information (Vinh, Epps, Bailey 2010, JMLR 11; arithmetic mean
/// of the entropies), adjusted Rand index (Hubert and Arabie 1985, doi:10.1007/BF01908075), purity,
/// homogeneity, completeness and V-measure (Rosenberg and Hirschberg 2007).
public struct PartitionScores: Hashable, Sendable {
  /// Normalised mutual information, 0…1.
  public let nmi: Double
  /// Mutual information adjusted for chance; 1 for equal partitions, about 0 for unrelated ones.
  public let ami: Double
  /// Adjusted Rand index; 1 for equal partitions, about 0 for unrelated ones.
  public let ari: Double
  /// The share of things whose group's commonest label is theirs, 0…1.
  public let purity: Double
  /// Whether each group holds one label only, 0…1.
  public let homogeneity: Double
  /// Whether each label's things are in one group, 0…1.
  public let completeness: Double
  /// The harmonic mean of homogeneity and completeness, 0…1.
  public let vMeasure: Double

  /// Compares the labels that are true with those that were found; lists of one length.
  ///
  /// - Complexity: O(n + groups × groups); AMI O(n) for each pair of groups beside.
  public init(truth: [Int], found: [Int]) {
    precondition(truth.count == found.count, "a found label for each true one")
    let table = Contingency(truth, found)
    let n = Double(table.total)
    let information = table.mutualInformation
    let truthEntropy = Self.entropy(table.rowSums, n)
    let foundEntropy = Self.entropy(table.columnSums, n)
    let mean = (truthEntropy + foundEntropy) / 2
    if table.isTrivial {
      (nmi, ami, ari) = (1, 1, 1)
    } else {
      nmi = information <= 0x1p-52 ? 0 : information / mean
      let expected = table.expectedInformation
      var room = mean - expected
      room = room < 0 ? min(room, -0x1p-52) : max(room, 0x1p-52)
      ami = (information - expected) / room
      ari = table.adjustedRand
    }
    purity = table.total == 0 ? 0 : Double(table.largestPerColumn) / n
    homogeneity = truthEntropy == 0 ? 1 : information / truthEntropy
    completeness = foundEntropy == 0 ? 1 : information / foundEntropy
    let sum = homogeneity + completeness
    vMeasure = sum == 0 ? 0 : 2 * homogeneity * completeness / sum
  }

  /// The adjusted Rand index alone, of two partitions of the same points.
  static func ari(_ a: Partition, _ b: Partition) -> Double {
    let table = Contingency(a, b)
    return table.isTrivial ? 1 : table.adjustedRand
  }

  private static func entropy(_ sums: [Int], _ n: Double) -> Double {
    guard sums.count > 1 else { return 0 }
    var entropy = 0.0
    for sum in sums where sum > 0 {
      entropy -= Double(sum) / n * (log(Double(sum)) - log(n))
    }
    return entropy
  }
}

/// How many things have which pair of labels.
struct Contingency {
  /// The pairs that occur, by row and column.
  let cells: [(row: Int, column: Int, count: Int)]
  let rowSums: [Int]
  let columnSums: [Int]
  let total: Int

  init(_ truth: [Int], _ found: [Int]) {
    let rows = Self.numbered(truth)
    let columns = Self.numbered(found)
    total = truth.count
    var sums = [Int](repeating: 0, count: rows.count)
    var others = [Int](repeating: 0, count: columns.count)
    var counts: [Int: Int] = [:]
    for (a, b) in zip(rows.labels, columns.labels) {
      sums[a] += 1
      others[b] += 1
      counts[a * columns.count + b, default: 0] += 1
    }
    rowSums = sums
    columnSums = others
    cells = counts.keys.sorted().map {
      ($0 / columns.count, $0 % columns.count, counts[$0] ?? 0)
    }
  }

  /// The table of two partitions, whose groups are numbered already; those without a point count for
  /// nothing.
  ///
  /// - Complexity: O(points + groups²).
  init(_ rows: Partition, _ columns: Partition) {
    total = rows.labels.count
    (rowSums, columnSums) = (rows.sizes, columns.sizes)
    let width = columns.count
    var counts = [Int](repeating: 0, count: rows.count * width)
    for (a, b) in zip(rows.labels, columns.labels) { counts[Int(a) * width + Int(b)] += 1 }
    cells = counts.indices.compactMap {
      counts[$0] == 0 ? nil : ($0 / width, $0 % width, counts[$0])
    }
  }

  /// Labels numbered by their rising values.
  private static func numbered(_ labels: [Int]) -> (labels: [Int], count: Int) {
    var number: [Int: Int] = [:]
    for (new, old) in Set(labels).sorted().enumerated() { number[old] = new }
    return (labels.map { number[$0] ?? 0 }, number.count)
  }

  /// Whether both sides hold one group only, or every thing alone, or nothing at all.
  var isTrivial: Bool {
    let (rows, columns) = (rowSums.count { $0 > 0 }, columnSums.count { $0 > 0 })
    return rows == columns && (rows <= 1 || rows == total)
  }

  var largestPerColumn: Int {
    var largest = [Int](repeating: 0, count: columnSums.count)
    for cell in cells { largest[cell.column] = max(largest[cell.column], cell.count) }
    return largest.reduce(0, +)
  }

  var mutualInformation: Double {
    let n = Double(total)
    var sum = 0.0
    for cell in cells {
      let share = Double(cell.count) / n
      let outer = log(Double(rowSums[cell.row])) + log(Double(columnSums[cell.column]))
      sum += share * (log(Double(cell.count)) - log(n)) + share * (-outer + 2 * log(n))
    }
    return max(0, sum)
  }

  var adjustedRand: Double {
    var squares = 0.0
    for cell in cells { squares += Double(cell.count) * Double(cell.count) }
    var rows = 0.0
    for sum in rowSums { rows += Double(sum) * Double(sum) }
    var columns = 0.0
    for sum in columnSums { columns += Double(sum) * Double(sum) }
    let n = Double(total)
    // Pairs: together in both, in the first only, in the second only, in neither.
    let both = squares - n
    let second = columns - squares
    let first = rows - squares
    let neither = n * n - both - first - second - n
    if first == 0 && second == 0 { return 1 }
    return 2 * (both * neither - first * second)
      / ((both + first) * (first + neither) + (both + second) * (second + neither))
  }

  /// The mutual information to be expected of partitions with these sizes, dealt at random.
  var expectedInformation: Double {
    let n = Double(total)
    let logs = (0...total).map { $0 == 0 ? 0 : log(Double($0)) }
    var factorials = [0.0]
    for number in 1...max(1, total) { factorials.append(factorials[number - 1] + logs[number]) }
    // Many groups have one size: their terms are computed once.
    var sum = 0.0
    for (a, timesA) in Self.multiset(rowSums) {
      for (b, timesB) in Self.multiset(columnSums) {
        let constant =
          factorials[a] + factorials[b] + factorials[total - a] + factorials[total - b]
          - factorials[total]
        var part = 0.0
        for cell in stride(from: max(1, a + b - total), through: min(a, b), by: 1) {
          let weight =
            constant - factorials[cell] - factorials[a - cell] - factorials[b - cell]
            - factorials[total - a - b + cell]
          part +=
            Double(cell) / n * (log(n) + logs[cell] - logs[a] - logs[b]) * exp(weight)
        }
        sum += part * Double(timesA * timesB)
      }
    }
    return sum
  }

  private static func multiset(_ sums: [Int]) -> [(Int, Int)] {
    var times: [Int: Int] = [:]
    for sum in sums { times[sum, default: 0] += 1 }
    return times.keys.sorted().map { ($0, times[$0] ?? 0) }
  }
}
