public import HubbubModel
public import HubbubTerms
internal import HubbubVectors

/// Which words speak for a passage's theme, and for the next ones.
///
/// A theme's profile is the mean of its passages' TF-IDF rows, of unit length. A passage's likeness
/// to it is their cosine, which is the sum of what each word adds: its weight in the passage times
/// its weight in the profile. The finder sees more than single words (neighbours, answers, what
/// words mean), so that a passage can stand in a theme that its own words put second.
public struct ThemeExplanation: Hashable, Sendable {
  /// How much speaks for one theme.
  public struct Claim: Hashable, Sendable {
    /// The theme's index in the model.
    public let theme: Int
    /// The cosine of passage and profile, 0…1.
    public let likeness: Double
    /// The words that add most to it, as they are written; they add up to `likeness` if all are
    /// asked for.
    public let words: [WeightedTerm]
  }

  /// The passage's row in the matrix.
  public let passage: Int
  /// The theme's index in the model; nil for a passage of the residue.
  public let theme: Int?
  /// The share of its post that the passage makes; 0 without a theme.
  public let weight: Double
  /// The claims of all themes that share a word with the passage, strongest first.
  public let claims: [Claim]

  /// The claim of the passage's own theme.
  public var own: Claim? { theme.flatMap { theme in claims.first { $0.theme == theme } } }
  /// The strongest claim of another theme.
  public var runnerUp: Claim? { claims.first { $0.theme != theme } }
}

/// Explains where passages stand, from a model and the terms that it was made of.
public struct ThemeExplainer: Sendable {
  private let model: ThemeModel
  private let terms: TermIndex
  /// For each theme the weight of each term in its profile.
  private let profiles: [[Double]]
  private let themeOfPassage: [Int: Assignment]

  /// Prepares the profiles of a model's themes.
  ///
  /// - Complexity: O(entries of the matrix + themes × terms).
  public init(model: ThemeModel, terms: TermIndex) {
    self.model = model
    self.terms = terms
    var sums = [[Double]](
      repeating: Array(repeating: 0, count: terms.terms.count), count: model.themes.count)
    var found: [Int: Assignment] = [:]
    for row in model.assignments {
      found[row.passage] = row
      for entry in terms.tfidf.range(of: row.passage) {
        sums[row.theme][Int(terms.tfidf.indices[entry])] += Double(terms.tfidf.values[entry])
      }
    }
    profiles = sums.map { sum in
      var square = 0.0
      for value in sum { square += value * value }
      let factor = square > 0 ? 1 / square.squareRoot() : 0
      return sum.map { $0 * factor }
    }
    themeOfPassage = found
  }

  /// Explains each passage of a post, in order.
  ///
  /// - Parameters:
  ///   - post: the post's row in the corpus.
  ///   - words: how many words to name for each theme.
  public func explain(post: Int, words: Int = 8) -> [ThemeExplanation] {
    terms.passages.indices.filter { terms.passages[$0].post == post }.map { passage in
      let claims = model.themes.indices.map { claim(of: $0, on: passage, words: words) }
        .filter { $0.likeness > 0 }
        .sorted { ($1.likeness, $0.theme) < ($0.likeness, $1.theme) }
      let own = themeOfPassage[passage]
      return ThemeExplanation(
        passage: passage, theme: own?.theme, weight: own?.weight ?? 0, claims: claims)
    }
  }

  /// The passages of a theme that are most like its profile, with their cosines.
  public func typical(ofTheme theme: Int, most: Int = 5) -> [(passage: Int, likeness: Double)] {
    let found = model.assignments.filter { $0.theme == theme }.map {
      (passage: $0.passage, likeness: claim(of: theme, on: $0.passage, words: 0).likeness)
    }
    return Array(
      found.sorted { ($1.likeness, $0.passage) < ($0.likeness, $1.passage) }.prefix(most))
  }

  private func claim(of theme: Int, on passage: Int, words: Int) -> ThemeExplanation.Claim {
    var parts: [(column: Int, weight: Double)] = []
    var likeness = 0.0
    for entry in terms.tfidf.range(of: passage) {
      let column = Int(terms.tfidf.indices[entry])
      let weight = Double(terms.tfidf.values[entry]) * profiles[theme][column]
      likeness += weight
      if weight > 0 { parts.append((column, weight)) }
    }
    parts.sort { ($1.weight, $0.column) < ($0.weight, $1.column) }
    return ThemeExplanation.Claim(
      theme: theme, likeness: likeness,
      words: parts.prefix(words).map { WeightedTerm(terms.surfaces[$0.column], $0.weight) })
  }
}
