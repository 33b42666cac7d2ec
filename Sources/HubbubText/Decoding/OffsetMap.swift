/// Where each byte of a changed text stood in the text before: piecewise, one for one.
public struct OffsetMap: Hashable, Sendable {
  /// From byte `to` of the new text on, bytes of the old one follow one by one from `from`.
  public struct Run: Hashable, Sendable {
    /// The first byte in the new text.
    public let to: Int
    /// The byte of the old text that it comes from.
    public let from: Int
    /// Creates a run.
    public init(to: Int, from: Int) {
      self.to = to
      self.from = from
    }
  }

  /// The runs in order; the first begins at 0.
  public private(set) var runs: [Run]

  /// The map that changes nothing.
  public static let identity = OffsetMap(runs: [Run(to: 0, from: 0)])

  /// Creates a map from runs in order.
  public init(runs: [Run]) { self.runs = runs.isEmpty ? [Run(to: 0, from: 0)] : runs }

  /// Whether the map changes nothing.
  public var isIdentity: Bool { runs.count == 1 && runs[0] == Run(to: 0, from: 0) }

  /// Where a byte of the new text stood in the old one; for an end, one past the last byte.
  ///
  /// - Complexity: O(log n) in the runs.
  public func old(_ offset: Int) -> Int {
    var low = 0
    var high = runs.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if runs[middle].to <= offset { low = middle } else { high = middle }
    }
    let place = runs[low].from + offset - runs[low].to
    // Where a piece shrank or grew, no place within it lies beyond the next piece.
    return low + 1 < runs.count ? min(place, max(runs[low].from, runs[low + 1].from)) : place
  }

  /// This map with the ends of both texts put against each other: where the last character changed
  /// its length, the end would lie beside the old text's.
  func ending(at newEnd: Int, from oldEnd: Int) -> OffsetMap {
    old(newEnd) == oldEnd ? self : OffsetMap(runs: runs + [Run(to: newEnd, from: oldEnd)])
  }

  /// This map after another: from the newest text to the oldest.
  public func after(_ earlier: OffsetMap) -> OffsetMap {
    if earlier.isIdentity { return self }
    if isIdentity { return earlier }
    var joined: [Run] = []
    for (index, run) in runs.enumerated() {
      let length = index + 1 < runs.count ? runs[index + 1].to - run.to : Int.max
      joined.append(Run(to: run.to, from: earlier.old(run.from)))
      for other in earlier.runs where other.to > run.from && other.to - run.from < length {
        joined.append(Run(to: run.to + other.to - run.from, from: other.from))
      }
    }
    return OffsetMap(runs: joined)
  }
}
