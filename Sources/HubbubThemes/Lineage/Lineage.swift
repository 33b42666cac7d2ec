public import HubbubCorpus
public import HubbubModel

/// What became of the themes of an earlier run.
///
/// Themes are compared by the posts that both runs know; where a theme has too few of these, as
/// when each run reads another month, by their words. The cases are those of MONIC (Spiliopoulou,
/// Ntoutsi, Theodoridis, Schult 2006, doi:10.1145/1150402.1150491) with its match threshold of one
/// half: a theme survives where the larger part of either is in the other.
public struct Lineage: Hashable, Sendable {
  /// What happened to a theme.
  public enum Fate: String, CaseIterable, Sendable {
    /// It was there before, under this id.
    case kept
    /// It was part of a theme that has fallen apart, or given some of itself away.
    case split
    /// It has taken up several earlier themes.
    case merged
    /// Nothing like it was there.
    case new
  }

  /// An earlier theme that has to do with one of today's.
  public struct Tie: Hashable, Sendable {
    /// The earlier theme.
    public var theme: ThemeID
    /// Its label then.
    public var label: String
    /// Posts that are in both, of those that both runs know.
    public var posts: Int
    /// The share of the earlier theme that is in today's, 0…1; nil where words were compared.
    public var given: Double?
    /// The share of today's theme that is from the earlier one, 0…1; nil where words were compared.
    public var taken: Double?
    /// How alike their words are: cosine of the weights of their terms, 0…1.
    public var likeness: Double
  }

  /// One of today's themes.
  public struct Entry: Hashable, Sendable {
    /// Today's theme, under the id that it has from now on.
    public var theme: ThemeID
    /// Its label today.
    public var label: String
    /// What happened to it.
    public var fate: Fate
    /// Where it comes from, the largest share first.
    public var from: [Tie]

    /// Whether it was kept under another label.
    public var isRenamed: Bool { fate == .kept && from.first?.label != label }
  }

  /// An earlier theme of which nothing is left.
  public struct Gone: Hashable, Sendable {
    /// The earlier theme.
    public var theme: ThemeID
    /// Its label then.
    public var label: String
    /// Its posts then.
    public var posts: Int
  }

  /// Today's themes in their order.
  public var entries: [Entry]
  /// Earlier themes that are gone, in their order.
  public var gone: [Gone]

  /// No earlier run.
  public static let none = Lineage(entries: [], gone: [])

  /// Traces today's themes back to those of an earlier run, whose ids they take over where they
  /// are the same.
  ///
  /// Guided themes keep the ids that the user gave.
  /// - Parameters:
  ///   - model: today's themes; gets the ids that persist.
  ///   - corpus: today's posts.
  ///   - previous: the earlier themes.
  ///   - previousCorpus: the posts that they were made of.
  /// - Complexity: O(posts of both + earlier themes × today's).
  public static func trace(
    _ model: inout ThemeModel, of corpus: Corpus, from previous: ThemeModel,
    of previousCorpus: Corpus
  ) -> Lineage {
    let ties = ThemeTies(
      earlier: previous, of: previousCorpus, later: model, of: corpus)
    let kept = ties.matches()
    let ids = ids(of: model, previous, kept)
    let entries = model.themes.indices.map { later in
      let own = kept[later]
      var from = ties.sources(of: later)
      if let own, !from.contains(own) { from.insert(own, at: 0) }
      let fate: Fate =
        from.count > 1
        ? .merged
        : own != nil ? .kept : from.isEmpty && ties.parent(of: later) == nil ? .new : .split
      if from.isEmpty, let parent = ties.parent(of: later) { from = [parent] }
      return Entry(
        theme: ids[later], label: model.themes[later].label, fate: fate,
        from: from.map { ties.tie($0, later) }.sorted(by: larger))
    }
    let living = Set(entries.flatMap { $0.from.map(\.theme) })
    let members = previous.members()
    let gone = previous.themes.indices.filter { !living.contains(previous.themes[$0].id) }
      .map {
        Gone(
          theme: previous.themes[$0].id, label: previous.themes[$0].label,
          posts: members[$0].count)
      }
    for theme in model.themes.indices {
      let parent = model.themes[theme].parent
      model.themes[theme].parent = parent.flatMap { old in
        model.themes.firstIndex { $0.id == old }.map { ids[$0] }
      }
    }
    for theme in model.themes.indices { model.themes[theme].id = ids[theme] }
    return Lineage(entries: entries, gone: gone)
  }

  private static func larger(_ a: Tie, _ b: Tie) -> Bool {
    let left = (a.taken ?? a.likeness, a.posts)
    let right = (b.taken ?? b.likeness, b.posts)
    return left == right ? a.theme < b.theme : left > right
  }

  /// The ids from now on: those kept, the user's own, and else the theme's own unless an earlier
  /// theme had it, so that no id ever means two things.
  private static func ids(
    of model: ThemeModel, _ previous: ThemeModel, _ kept: [Int?]
  ) -> [ThemeID] {
    var used = Set(model.themes.filter(\.guided).map(\.id)).union(previous.themes.map(\.id))
    return model.themes.indices.map { later in
      if model.themes[later].guided { return model.themes[later].id }
      if let earlier = kept[later] { return previous.themes[earlier].id }
      let own = model.themes[later].id
      var id = own
      var number = 2
      while !used.insert(id).inserted {
        id = ThemeID("\(own.text)-\(number)")
        number += 1
      }
      return id
    }
  }
}
