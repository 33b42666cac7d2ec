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
