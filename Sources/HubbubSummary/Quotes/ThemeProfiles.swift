internal import HubbubModel
internal import HubbubSystem
internal import HubbubTerms
internal import HubbubVectors

/// What each theme's passages say more than others: a sparse centroid a theme, of unit length.
struct ThemeProfiles: Sendable {
  /// How many themes there are.
  let count: Int
  /// For each column the profiles that hold it, side by side, and its weight there.
  private let columns: Runs
  private let weights: [Float]
  /// The themes of each passage.
  private let passages: Runs

  /// Lists of themes, one behind the other.
  private struct Runs: Sendable {
    private var starts: [Int32]
    private(set) var themes: [Int32]

    /// Sorts pairs of a list and a theme by their lists; those of one keep their order.
    ///
    /// - Parameter place: told where each pair went.
    init(
      _ lists: Int, _ count: Int, _ pair: (Int) -> (list: Int, theme: Int),
      place: (_ pair: Int, _ at: Int) -> Void = { _, _ in }
    ) {
      starts = Array(repeating: 0, count: lists + 1)
      for number in 0..<count { starts[pair(number).list + 1] += 1 }
      for list in 0..<lists { starts[list + 1] += starts[list] }
      themes = Array(repeating: 0, count: count)
      var next = starts
      for number in 0..<count {
        let (list, theme) = pair(number)
        let at = Int(next[list])
        themes[at] = Int32(theme)
        place(number, at)
        next[list] += 1
      }
    }

    subscript(list: Int) -> Range<Int> { Int(starts[list])..<Int(starts[list + 1]) }
  }

  /// The most terms of a profile; the rest weighs next to nothing.
  private static let longest = 2000
  /// How much of the centroid of all passages is taken away: what everybody says marks no theme.
  private static let common: Float = 0.5

  init(_ model: ThemeModel, _ terms: TermIndex, workers: Workers) {
    let assignments = model.assignments
    passages = Runs(terms.passages.count, assignments.count) {
      (assignments[$0].passage, assignments[$0].theme)
    }
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
      return length > 0 ? kept.map { ($0.column, $0.weight / length) } : []
    }
    let entries = profiles.enumerated().flatMap { theme, profile in
      profile.map { (column: Int($0.column), theme: theme, weight: $0.weight) }
    }
    var weights = [Float](repeating: 0, count: entries.count)
    columns = Runs(terms.tfidf.columns, entries.count) {
      (entries[$0].column, entries[$0].theme)
    } place: {
      weights[$1] = entries[$0].weight
    }
    self.weights = weights
    count = profiles.count
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
  func themes(of passage: Int) -> ArraySlice<Int32> { passages.themes[passages[passage]] }

  /// How close a sentence is to a theme, 0…1.
  func closeness(_ vector: SentenceVector, to theme: Int) -> Float {
    var sum: Float = 0
    for (column, weight) in zip(vector.columns, vector.weights) {
      for entry in columns[Int(column)] where columns.themes[entry] == Int32(theme) {
        sum += weight * weights[entry]
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
