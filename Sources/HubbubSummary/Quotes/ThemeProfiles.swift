internal import HubbubModel
internal import HubbubSystem
internal import HubbubTerms
internal import HubbubVectors

/// What each theme's passages say more than others: a sparse centroid a theme, of unit length.
struct ThemeProfiles: Sendable {
  /// How many themes there are.
  let count: Int
  /// The weights of columns in profiles, rows = columns, columns = themes.
  private let weights: CSRMatrix
  /// The themes of each passage, one passage behind the other.
  private let themes: [Int32]
  /// Where each passage's themes begin; one more than there are passages.
  private let starts: [Int32]

  /// The most terms of a profile; the rest weighs next to nothing.
  private static let longest = 2000
  /// How much of the centroid of all passages is taken away: what everybody says marks no theme.
  private static let common: Float = 0.5

  init(_ model: ThemeModel, _ terms: TermIndex, workers: Workers) {
    let assignments = model.assignments
    (starts, themes) = Self.byPassage(assignments, passages: terms.passages.count)
    var lists = [[(passage: Int, weight: Float)]](repeating: [], count: model.themes.count)
    for row in assignments { lists[row.theme].append((row.passage, Float(row.weight))) }
    let held = lists
    let all = Self.centroid((0..<terms.passages.count).lazy.map { ($0, 1) }, terms.tfidf)
    let profiles = workers.map(lists.count) { theme -> [(column: Int32, weight: Float)] in
      let list = held[theme].sorted { $0.passage < $1.passage }
      let centroid = Self.centroid(list.lazy.map { ($0.passage, $0.weight) }, terms.tfidf)
      var kept: [(column: Int32, weight: Float)] = []
      for column in centroid.indices {
        let weight = centroid[column] - Self.common * all[column]
        if weight > 0 { kept.append((Int32(column), weight)) }
      }
      kept.sort { $0.weight != $1.weight ? $0.weight > $1.weight : $0.column < $1.column }
      kept = Array(kept.prefix(Self.longest))
      let length = kept.reduce(Float(0)) { $0 + $1.weight * $1.weight }.squareRoot()
      return length > 0
        ? kept.map { ($0.column, $0.weight / length) }.sorted { $0.0 < $1.0 } : []
    }
    var offsets = [0]
    for profile in profiles { offsets.append(offsets[offsets.count - 1] + profile.count) }
    weights = CSRMatrix(
      rows: profiles.count, columns: terms.tfidf.columns, offsets: offsets,
      indices: profiles.flatMap { $0.map(\.column) }, values: profiles.flatMap { $0.map(\.weight) }
    ).transposed()
    count = profiles.count
  }

  /// The themes of assignments sorted by their passages, those of one in the order they come.
  private static func byPassage(
    _ assignments: [Assignment], passages: Int
  ) -> (starts: [Int32], themes: [Int32]) {
    var starts = [Int32](repeating: 0, count: passages + 1)
    for row in assignments { starts[row.passage + 1] += 1 }
    for passage in 0..<passages { starts[passage + 1] += starts[passage] }
    var themes = [Int32](repeating: 0, count: assignments.count)
    var next = starts
    for row in assignments {
      themes[Int(next[row.passage])] = Int32(row.theme)
      next[row.passage] += 1
    }
    return (starts, themes)
  }

  /// The sum of weighted rows, brought to unit length.
  private static func centroid(
    _ rows: some Sequence<(Int, Float)>, _ matrix: CSRMatrix
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

  /// The themes of a passage.
  func themes(of passage: Int) -> ArraySlice<Int32> {
    themes[Int(starts[passage])..<Int(starts[passage + 1])]
  }

  /// How close a sentence is to a theme, 0…1.
  func closeness(_ vector: SentenceVector, to theme: Int) -> Float {
    var sum: Float = 0
    for (column, weight) in zip(vector.columns, vector.weights) {
      for entry in weights.range(of: Int(column)) where weights.indices[entry] == Int32(theme) {
        sum += weight * weights.values[entry]
      }
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
