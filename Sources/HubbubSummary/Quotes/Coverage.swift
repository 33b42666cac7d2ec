/// How well the sentences chosen so far speak for those of a pool.
///
/// Each sentence is covered as far as it is like the nearest sentence that is printed. The one that adds
/// most is taken first; so what many say comes early, and what is said already adds nothing (facility
/// location, a submodular objective; Lin and Bilmes 2011, "A class of submodular functions for document
/// summarization").
struct Coverage: Sendable {
  /// The likeness of each pair, 0…1.
  let likeness: [[Float]]
  /// What each sentence is worth as a quotation, and so among those to be covered.
  let worth: [Float]
  /// How far each is covered, 0…1.
  private(set) var covered: [Float]

  init(likeness: [[Float]], worth: [Float], covered: [Float]) {
    self.likeness = likeness
    self.worth = worth
    self.covered = covered
  }

  /// What a sentence would add, times what it is worth.
  func gain(of index: Int) -> Float {
    var sum: Float = 0
    for other in covered.indices {
      sum += worth[other] * max(0, likeness[index][other] - covered[other])
    }
    return worth[index] * sum
  }

  /// Counts a sentence as printed.
  mutating func take(_ index: Int) {
    for other in covered.indices { covered[other] = max(covered[other], likeness[index][other]) }
  }
}

extension QuoteShelf {
  /// The candidates that cover their pool best, no two by one author; all that was printed before covers too.
  ///
  /// - Parameter beside: sentences of the same place, whose authors are not quoted again.
  /// - Complexity: O(n²) cosines in the pool, of which ``Candidates/kept`` sentences are kept.
  mutating func cover(
    _ count: Int, of candidates: [Candidate], beside: [Candidate] = []
  ) -> [Candidate] {
    let best = candidates.map(\.score).max() ?? 0
    guard count > 0, best > 0 else { return [] }
    var coverage = Coverage(
      likeness: Self.likeness(candidates), worth: candidates.map { $0.score / best },
      covered: candidates.map { candidate in
        printed.reduce(Float(0)) { max($0, $1.cosine(candidate.vector)) }
      })
    for index in candidates.indices where !isFree(candidates[index]) { coverage.take(index) }
    return take(count, of: candidates, beside: beside) {
      coverage.gain(of: $0)
    } taken: {
      coverage.take($0)
    }
  }

  /// The cosines of all pairs.
  private static func likeness(_ candidates: [Candidate]) -> [[Float]] {
    var rows = Array(
      repeating: [Float](repeating: 1, count: candidates.count), count: candidates.count)
    for first in candidates.indices {
      for second in candidates.indices where second > first {
        let cosine = candidates[first].vector.cosine(candidates[second].vector)
        rows[first][second] = cosine
        rows[second][first] = cosine
      }
    }
    return rows
  }
}
