internal import HubbubModel
internal import HubbubTerms
internal import HubbubVectors

/// What each theme's passages say more than others: a sparse centroid a theme, of unit length.
struct ThemeProfiles: Sendable {
  /// The weights of each theme's terms by column.
  let weights: [[Int32: Float]]
  /// The themes of each passage.
  let themesOfPassage: [[Int32]]

  /// The most terms of a profile; the rest weighs next to nothing.
  private static let longest = 2000
  /// How much of the centroid of all passages is taken away: what everybody says marks no theme.
  private static let common: Float = 0.5

  init(_ model: ThemeModel, _ terms: TermIndex) {
    var lists = [[(passage: Int, weight: Float)]](repeating: [], count: model.themes.count)
    var themesOfPassage = [[Int32]](repeating: [], count: terms.passages.count)
    for row in model.assignments {
      lists[row.theme].append((row.passage, Float(row.weight)))
      themesOfPassage[row.passage].append(Int32(row.theme))
    }
    self.themesOfPassage = themesOfPassage
    let all = Self.centroid(
      (0..<terms.passages.count).map { ($0, 1) }, terms.tfidf)
    weights = lists.map { list in
      let centroid = Self.centroid(list.sorted { $0.passage < $1.passage }, terms.tfidf)
      var kept: [(column: Int32, weight: Float)] = []
      for column in centroid.indices {
        let weight = centroid[column] - Self.common * all[column]
        if weight > 0 { kept.append((Int32(column), weight)) }
      }
      kept.sort { $0.weight != $1.weight ? $0.weight > $1.weight : $0.column < $1.column }
      kept = Array(kept.prefix(Self.longest))
      let length = kept.reduce(Float(0)) { $0 + $1.weight * $1.weight }.squareRoot()
      guard length > 0 else { return [:] }
      return Dictionary(uniqueKeysWithValues: kept.map { ($0.column, $0.weight / length) })
    }
  }

  /// The sum of weighted rows, brought to unit length.
  private static func centroid(
    _ rows: [(passage: Int, weight: Float)], _ matrix: CSRMatrix
  ) -> [Float] {
    var sum = [Float](repeating: 0, count: matrix.columns)
    for (row, weight) in rows {
      for entry in matrix.range(of: row) {
        sum[Int(matrix.indices[entry])] += weight * matrix.values[entry]
      }
    }
    let length = sum.reduce(Float(0)) { $0 + $1 * $1 }.squareRoot()
    return length > 0 ? sum.map { $0 / length } : sum
  }

  /// How close a sentence is to a theme, 0…1.
  func closeness(_ vector: SentenceVector, to theme: Int) -> Float {
    var sum: Float = 0
    for (column, weight) in zip(vector.columns, vector.weights) {
      sum += weight * (weights[theme][column] ?? 0)
    }
    return sum
  }
}

/// The terms of a sentence, weighted by idf, of unit length; columns rise.
struct SentenceVector: Hashable, Sendable {
  var columns: [Int32]
  var weights: [Float]

  /// The vector of the bytes `range` of a passage's post.
  init(_ range: Range<Int>, passage: Int, _ terms: TermIndex) {
    var found: [Int32] = []
    for occurrence in terms.sequence.range(of: passage) {
      let bytes = terms.sequence.bytes(of: occurrence)
      if range.contains(bytes.lowerBound), bytes.upperBound <= range.upperBound {
        found.append(terms.sequence.terms[occurrence])
      }
    }
    found.sort()
    columns = []
    for column in found where column != columns.last { columns.append(column) }
    let raw = columns.map { Float(terms.idf[Int($0)]) }
    let length = raw.reduce(Float(0)) { $0 + $1 * $1 }.squareRoot()
    weights = length > 0 ? raw.map { $0 / length } : raw
  }

  /// The cosine with another sentence, 0…1.
  func cosine(_ other: SentenceVector) -> Float {
    var sum: Float = 0
    var (a, b) = (0, 0)
    while a < columns.count, b < other.columns.count {
      if columns[a] == other.columns[b] {
        sum += weights[a] * other.weights[b]
        a += 1
        b += 1
      } else if columns[a] < other.columns[b] {
        a += 1
      } else {
        b += 1
      }
    }
    return sum
  }
}
