internal import HubbubVectors

/// Points divided into groups.
struct Partition: Sendable, Equatable {
  /// The group of each point, 0..<count.
  var labels: [Int32]
  /// The number of groups; some may be empty.
  var count: Int

  /// The number of points in each group.
  var sizes: [Int] {
    var sizes = [Int](repeating: 0, count: count)
    for label in labels { sizes[Int(label)] += 1 }
    return sizes
  }

  /// The mean of each group's points, in double precision in the order of the points.
  func means(of points: DenseMatrix) -> DenseMatrix {
    let width = points.columns
    var sums = [Double](repeating: 0, count: count * width)
    for (row, label) in labels.enumerated() {
      let from = row * width
      let to = Int(label) * width
      for place in 0..<width { sums[to + place] += Double(points.values[from + place]) }
    }
    let sizes = sizes
    var means = DenseMatrix(rows: count, columns: width)
    means.values = sums.indices.map { place in
      let size = sizes[place / max(1, width)]
      return size > 0 ? Float(sums[place] / Double(size)) : 0
    }
    return means
  }

  /// The adjusted Rand index of two partitions of the same points.
  ///
  /// - Complexity: O(points + groups²).
  func agreement(with other: Partition) -> Double {
    var cells = [Int](repeating: 0, count: count * other.count)
    for (own, theirs) in zip(labels, other.labels) {
      cells[Int(own) * other.count + Int(theirs)] += 1
    }
    func pairs(_ counts: [Int]) -> Double {
      var sum = 0.0
      for count in counts { sum += Double(count) * Double(count - 1) / 2 }
      return sum
    }
    let (same, mine, others) = (pairs(cells), pairs(sizes), pairs(other.sizes))
    let expected = mine * others / max(1, pairs([labels.count]))
    let most = (mine + others) / 2
    return most == expected ? 1 : (same - expected) / (most - expected)
  }

  /// The same groups without the empty ones, numbered in the order of their lowest members.
  func compacted() -> Partition {
    var number: [Int32: Int32] = [:]
    let labels = labels.map { label -> Int32 in
      if let known = number[label] { return known }
      let new = Int32(number.count)
      number[label] = new
      return new
    }
    return Partition(labels: labels, count: number.count)
  }
}
