#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif
internal import HubbubSystem
internal import HubbubVectors

/// Which passages are alike in words, and which words hold them together.
struct PassageGraph: Sendable {
  /// A + Aᵀ of the nearest neighbours: an edge found from both ends counts twice.
  let adjacency: CSRMatrix
  /// P = D⁻¹A: rows that sum to 1, or to 0 for a passage without neighbours.
  let transitions: CSRMatrix

  /// A graph of passages by the cosine of their BM25 weights.
  ///
  /// - Parameters:
  ///   - weights: rows = passages, columns = words, rows of unit length.
  ///   - neighbours: how many nearest passages each one names.
  ///   - meanings: vectors of the passages' posts, if the user has any: most of a likeness then is
  ///     theirs.
  ///   - ties: further edges (post and answer, say), each as likely as a fair text neighbour.
  init(
    weights: CSRMatrix, neighbours: Int, meanings: DenseMatrix? = nil, ties: [(Int, Int)] = [],
    workers: Workers
  ) {
    let near =
      meanings.map {
        Neighbours.cosine(
          of: weights, beside: $0, share: Self.meaningShare, k: neighbours, workers: workers)
      } ?? Neighbours.cosine(of: weights, k: neighbours, workers: workers)
    let text = near.symmetricAdjacency()
    adjacency = ties.isEmpty ? text : text.adding(Self.edges(ties, near))
    transitions = Self.rowStochastic(adjacency)
  }

  init(adjacency: CSRMatrix) {
    self.adjacency = adjacency
    transitions = Self.rowStochastic(adjacency)
  }

  /// Ties as a symmetric matrix, each as heavy as `tieWeight` strongest edges of the graph.
  private static func edges(_ ties: [(Int, Int)], _ near: NeighbourGraph) -> CSRMatrix {
    var strongest = 0.0
    var named = 0
    for row in 0..<near.rows where !near.range(of: row).isEmpty {
      strongest += Double(near.similarities[near.range(of: row).lowerBound])
      named += 1
    }
    let weight = named > 0 ? Float(tieWeight * strongest / Double(named)) : 1
    var lists = [Set<Int32>](repeating: [], count: near.rows)
    for (a, b) in ties where a != b {
      lists[a].insert(Int32(b))
      lists[b].insert(Int32(a))
    }
    var offsets = [0]
    var indices: [Int32] = []
    for list in lists {
      indices += list.sorted()
      offsets.append(indices.count)
    }
    return CSRMatrix(
      rows: near.rows, columns: near.rows, offsets: offsets, indices: indices,
      values: Array(repeating: weight, count: indices.count))
  }

  /// How many times the mean similarity of nearest neighbours a tie weighs.
  private static let tieWeight = 2.0

  /// The share of a likeness that is the meanings', where there are any; the rest is the words'.
  private static let meaningShare: Float = 0.7

  private static func rowStochastic(_ matrix: CSRMatrix) -> CSRMatrix {
    var scaled = matrix
    var values = matrix.values
    for (row, sum) in matrix.rowSums().enumerated() where sum > 0 {
      for entry in matrix.range(of: row) { values[entry] = Float(Double(values[entry]) / sum) }
    }
    scaled.values = values
    return scaled
  }

  /// How far each word gathers passages that are neighbours, 0…1.
  ///
  /// coherence = clip(ln(observed / expected), 0, 4) / 4: of the neighbours of the passages that
  /// hold the word, the share by weight that hold it too, against the share of all passages that
  /// do. Chatter spreads evenly and fades to 0.
  /// - Parameter counts: rows = passages, columns = words or phrases; any values above 0.
  /// - Complexity: O(entries × neighbours) over the workers.
  func coherence(of counts: CSRMatrix, workers: Workers) -> [Float] {
    let postings = counts.transposed()
    let total = Double(max(1, counts.rows))
    let batches = Workers.batches(of: 512, in: postings.rows)
    let parts = workers.map(batches.count) { number in
      var holds = [Bool](repeating: false, count: counts.rows)
      return batches[number].map { word -> Float in
        let range = postings.range(of: word)
        guard !range.isEmpty else { return 0 }
        for entry in range { holds[Int(postings.indices[entry])] = true }
        var observed = 0.0
        for entry in range {
          for edge in transitions.range(of: Int(postings.indices[entry]))
          where holds[Int(transitions.indices[edge])] {
            observed += Double(transitions.values[edge])
          }
        }
        for entry in range { holds[Int(postings.indices[entry])] = false }
        let share = observed / Double(range.count)
        let expected = Double(range.count) / total
        return Float(min(4, max(0, log(max(share, 1e-9) / expected))) / 4)
      }
    }
    return parts.flatMap { $0 }
  }
}
