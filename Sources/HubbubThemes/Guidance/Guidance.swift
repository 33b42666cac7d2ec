#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif
internal import HubbubCorpus
internal import HubbubModel
internal import HubbubSystem
internal import HubbubTerms
internal import HubbubVectors

/// Which passages belong to the themes that the user named.
///
/// A passage's evidence for a theme is the sum of its seed terms' idf × f / (f + 1); the theme's
/// centroid is the mean of the passages that hold seeds, weighted by evidence. A passage with a
/// seed belongs if it is at least half as near to the centroid as the median of the seeded ones,
/// or holds several seeds; one without seeds if it is nearer than that median. Must-not terms
/// exclude. Each theme is judged by itself: adding one moves nobody but its own members.
struct Guidance: Sendable {
  /// The guided theme of each point, as an index of the options; nil where none takes it.
  let theme: [Int?]
  /// The likeness of each point to its guided theme; 0 where none takes it.
  let likeness: [Float]
  /// For each guided theme how near each point is, if it may belong at all; nil for one that is
  /// excluded or too far.
  private let admitted: [[Float?]]

  init(
    themes: [GuidedTheme], corpus: Corpus, terms: TermIndex, space: ThemeSpace, workers: Workers
  ) {
    var best = [(score: Double, theme: Int, likeness: Float)?](
      repeating: nil, count: space.rows.count)
    let found = themes.isEmpty ? [] : Self.seeds(themes, corpus, terms, space, workers)
    let judged = workers.map(found.count) { Verdict(found[$0], space) }
    for (number, verdict) in judged.enumerated() {
      for point in space.rows.indices {
        guard let score = verdict.score[point], let near = verdict.admitted[point] else { continue }
        if best[point].map({ $0.score < score }) ?? true { best[point] = (score, number, near) }
      }
    }
    theme = best.map { $0?.theme }
    likeness = best.map { $0?.likeness ?? 0 }
    admitted = judged.map(\.admitted)
  }

  /// How near a point is to a guided theme that may have it; nil if it may not.
  func admits(_ point: Int, to theme: Int) -> Float? { admitted[theme][point] }

  /// What the texts say of one theme.
  struct Seeds: Sendable {
    /// The evidence for it in each point; 0 for none.
    var evidence: [Double]
    /// Whether a point holds a term that excludes it.
    var excluded: [Bool]
    /// The idf of the theme's rarest term that occurs.
    var scale: Double
  }

  private static func seeds(
    _ themes: [GuidedTheme], _ corpus: Corpus, _ terms: TermIndex, _ space: ThemeSpace,
    _ workers: Workers
  ) -> [Seeds] {
    // All themes' terms in one list: those that include, then those that exclude.
    let owners = themes.enumerated().flatMap { number, theme in
      theme.terms.map { (theme: number, term: $0, excludes: false) }
        + theme.not.map { (theme: number, term: $0, excludes: true) }
    }
    let batches = Workers.batches(of: 512, in: space.rows.count)
    let parts = workers.map(batches.count) { number -> [[Int: Int]] in
      var finders: [String: SeedTerms] = [:]
      var read = LastPost(of: corpus)
      return batches[number].map { point in
        let passage = terms.passages[space.rows[point]]
        let (post, bytes) = read(passage.post)
        let language = String((post.language ?? "en").prefix { $0 != "-" })
        let finder = finders[language] ?? SeedTerms(owners.map(\.term), language: language)
        finders[language] = finder
        let text = Array(bytes[passage.start..<passage.end])
        var counts: [Int: Int] = [:]
        finder.forEachMatch(in: text) { term, _ in counts[term, default: 0] += 1 }
        return counts
      }
    }
    let counts = parts.flatMap { $0 }
    var frequency = [Int](repeating: 0, count: owners.count)
    for point in counts { for term in point.keys { frequency[term] += 1 } }
    let idf = frequency.map { log(Double(1 + counts.count) / Double(1 + $0)) + 1 }
    return themes.indices.map { theme in
      let own = owners.indices.filter { owners[$0].theme == theme }
      var seeds = Seeds(
        evidence: counts.map { _ in 0 }, excluded: counts.map { _ in false }, scale: 0)
      for term in own where !owners[term].excludes && frequency[term] > 0 {
        seeds.scale = max(seeds.scale, idf[term])
      }
      for (point, counts) in counts.enumerated() where !counts.isEmpty {
        for term in own {
          guard let count = counts[term] else { continue }
          if owners[term].excludes {
            seeds.excluded[point] = true
          } else {
            seeds.evidence[point] += idf[term] * Double(count) / Double(count + 1)
          }
        }
      }
      return seeds
    }
  }

  /// Which points a theme claims, and which it would admit.
  private struct Verdict: Sendable {
    /// How strongly each point is claimed; nil if it is not.
    var score: [Double?]
    /// How near each point is to the seeds' centroid; nil if it is excluded or far.
    var admitted: [Float?]

    init(_ seeds: Seeds, _ space: ThemeSpace) {
      let points = seeds.evidence.indices
      score = points.map { _ in nil }
      admitted = points.map { _ in nil }
      let seeded = points.filter { seeds.evidence[$0] > 0 && !seeds.excluded[$0] }
      guard !seeded.isEmpty else { return }
      let likeness = Self.likeness(seeds, space)
      let ordered = seeded.map { likeness[$0] }.sorted()
      let high = ordered[ordered.count / 2]
      let low = high / 2
      for point in points where !seeds.excluded[point] {
        // One mention of the rarest seed makes half its idf; more than that needs several.
        let strength = seeds.evidence[point] / max(seeds.scale, 1e-9)
        let isClaimed =
          strength > 0
          ? likeness[point] >= low || strength >= 0.9
          : ordered.count >= 5 && likeness[point] >= high
        if isClaimed { score[point] = strength + likeness[point] }
        if isClaimed || likeness[point] >= low { admitted[point] = Float(likeness[point]) }
      }
    }

    /// The cosine of each point with the mean of the seeded ones, weighted by evidence.
    private static func likeness(
      _ seeds: Seeds, _ space: ThemeSpace
    ) -> [Double] {
      let width = space.points.columns
      let isSeed = space.rows.indices.map { seeds.evidence[$0] > 0 && !seeds.excluded[$0] }
      var mean = [Double](repeating: 0, count: width)
      for (place, point) in space.fitted.enumerated() where isSeed[point] {
        for column in 0..<width {
          mean[column] += seeds.evidence[point] * Double(space.points[place, column])
        }
      }
      let parts = space.mapOthers(workers: .one) { part, points in
        var sum = [Double](repeating: 0, count: width)
        for (row, place) in part.enumerated() where isSeed[space.others[place]] {
          for column in 0..<width {
            sum[column] += seeds.evidence[space.others[place]] * Double(points[row, column])
          }
        }
        return sum
      }
      for part in parts { for column in 0..<width { mean[column] += part[column] } }
      var square = 0.0
      for value in mean { square += value * value }
      let scale = square > 0 ? 1 / square.squareRoot() : 0
      let direction = mean.map { $0 * scale }
      @Sendable func along(_ points: DenseMatrix, _ row: Int) -> Double {
        var sum = 0.0
        for column in 0..<width { sum += Double(points[row, column]) * direction[column] }
        return sum
      }
      var likeness = [Double](repeating: 0, count: space.rows.count)
      for (place, point) in space.fitted.enumerated() {
        likeness[point] = along(space.points, place)
      }
      let far = space.mapOthers(workers: .one) { part, points in
        (0..<part.count).map { along(points, $0) }
      }
      for (point, value) in zip(space.others, far.joined()) { likeness[point] = value }
      return likeness
    }
  }
}
