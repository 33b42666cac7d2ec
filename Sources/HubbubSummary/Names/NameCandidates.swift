/// The words and rows of words that could be names, by what the census says of their case.
struct NameCandidates: Sendable {
  /// One that could be a name.
  struct Candidate: Sendable {
    var words: [UInt64]
    /// How sure its capital is: the share of the sightings that could show one.
    var share: Double
    /// Whether the last word is a number.
    var isVersion: Bool
  }

  let list: [Candidate]
  /// For each first word the candidates that begin with it, longest first.
  let starts: [UInt64: [Int32]]

  /// The most candidates looked for: a report shows some dozens.
  private static let most = 4000

  /// - Parameters:
  ///   - fewest: fewest posts that make a name.
  ///   - takesRare: whether words of a single post may be names, if lists tell so.
  init(_ census: CaseCensus, _ tables: NameTables, fewest: Int, takesRare: Bool) {
    var found: [(candidate: Candidate, posts: Int32)] = []
    for row in census.rows.values
    where row.posts >= Int32(fewest) || takesRare && row.words.count == 1 {
      guard let candidate = Self.candidate(row, census, tables, isRare: takesRare) else { continue }
      found.append((candidate, row.posts))
    }
    found.sort { a, b in
      a.posts != b.posts
        ? a.posts > b.posts : a.candidate.words.lexicographicallyPrecedes(b.candidate.words)
    }
    self.init(found.prefix(Self.most).map(\.candidate))
  }

  private init(_ list: [Candidate]) {
    self.list = list
    var starts: [UInt64: [Int32]] = [:]
    for index in list.indices { starts[list[index].words[0], default: []].append(Int32(index)) }
    self.starts = starts.mapValues { indexes in
      indexes.sorted { a, b in
        let (x, y) = (list[Int(a)].words.count, list[Int(b)].words.count)
        return x != y ? x > y : a < b
      }
    }
  }

  /// Those of more than one word that posts write in small letters more often than as a name.
  ///
  /// - Returns: nil if there are none to leave out.
  func without(weakOf mentions: NameMentions) -> NameCandidates? {
    var cased = [Int](repeating: 0, count: list.count)
    var lower = cased
    for mention in mentions.list {
      if mention.isLower {
        lower[Int(mention.name)] += 1
      } else if mention.isClear {
        cased[Int(mention.name)] += 1
      }
    }
    let kept = list.indices.filter { index in
      list[index].words.count == 1
        || cased[index] > 1
          && Double(cased[index]) >= Self.leastShare
            * Double(cased[index] + lower[index])
    }
    return kept.count == list.count ? nil : NameCandidates(kept.map { list[$0] })
  }

  private static func candidate(
    _ row: CaseCensus.Row, _ census: CaseCensus, _ tables: NameTables, isRare: Bool
  ) -> Candidate? {
    let cases = row.words.map { census.cases[$0] ?? CaseCensus.Cases() }
    guard let first = cases.first, let last = cases.last else { return nil }
    if row.words.count == 1 {
      guard !tables.isBarred(row.words[0]), first.share >= leastShare,
        first.evidence >= fewestSightings
          || isRare && first.evidence > 0 && first.share >= sure,
        first.code * mostCode < first.code + first.evidence
      else { return nil }
      return Candidate(words: row.words, share: first.share, isVersion: false)
    }
    let isVersion = last.evidence + last.lower + last.opening == 0
    let named = isVersion ? Array(row.words.dropLast()) : row.words
    let cased = isVersion ? Array(cases.dropLast()) : cases
    guard let tail = named.last, !tables.never.contains(tail), !tables.calendar.contains(tail),
      !tables.suffixes.contains(tail),
      !named.allSatisfy({ tables.isBarred($0) })
    else { return nil }
    if isVersion {
      // "Fedora 39" is Fedora; "RTX 4090" is not RTX, which hardly stands alone.
      guard !named.contains(where: tables.counters.contains) else { return nil }
      let base = census.rows[NameToken.key(of: named)]?.posts ?? 0
      guard row.posts * 3 >= base * 2 || named.allSatisfy(tables.isBarred) else { return nil }
    } else if zip(named, cased).allSatisfy({
      $1.share >= sure && !tables.isBarred($0) && row.posts * 4 < $1.evidence
    }) {
      // Two names that happen to stand side by side.
      return nil
    }
    let best = cased.map(\.share).max() ?? 0
    guard best >= leastShare || row.posts >= 3 else { return nil }
    return Candidate(words: row.words, share: best, isVersion: isVersion)
  }

  /// The least share of a name's sightings with a capital.
  static let leastShare = 0.5
  /// The share from which a capital is sure enough to believe it at the start of a sentence.
  static let sure = 0.8
  /// One in so many sightings in code makes a word an identifier.
  static let mostCode: Int32 = 3
  /// Fewest sightings in the middle of a sentence.
  static let fewestSightings: Int32 = 2
}
