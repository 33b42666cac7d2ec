public import HubbubModel

/// The mood of a group of posts: of its authors, each of whom counts once.
public enum MoodMeasure {
  /// Valences from −0.05 to +0.05 are neutral, as VADER's authors have it.
  public static let neutralBand = 0.05

  /// Whom a post counts for: its author, or itself alone where none is known.
  public static func voice(of post: Post) -> String { post.author ?? "\u{0}" + post.id.text }

  /// The mood of some posts.
  ///
  /// The mean is taken per author and then over authors; the interval holds 95 % of 1,000 samples
  /// of the authors, drawn with replacement.
  /// - Parameter key: what the samples are drawn for, such as the theme's id.
  public static func mood(of posts: [(author: String, valence: Double?)], key: String) -> Mood {
    mood(of: AuthorMeans(posts), valences: posts.map(\.valence), key: key)
  }

  /// The mood of authors whose posts have some valences.
  static func mood(of authors: AuthorMeans, valences: [Double?], key: String) -> Mood {
    let interval = AuthorBootstrap.interval(authors: authors.means.count, share: 0.95, key: key) {
      counts in
      var sum = 0.0
      for (author, count) in counts.enumerated() { sum += Double(count) * authors.means[author] }
      return sum / Double(counts.count)
    }
    var mood = Mood(mean: authors.mean, low: interval?.low, high: interval?.high)
    for valence in valences {
      switch valence {
      case nil: mood.unscored += 1
      case let valence? where valence > neutralBand: mood.positive += 1
      case let valence? where valence < -neutralBand: mood.negative += 1
      default: mood.neutral += 1
      }
    }
    return mood
  }
}
