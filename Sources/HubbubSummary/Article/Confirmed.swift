internal import HubbubModel

/// A claim or advice that others confirm.
struct Confirmed: Sendable {
  /// Who confirms it.
  enum Support: Hashable, Sendable {
    /// So many people say outright that they agree, and nobody objects.
    case people(Int)
    /// Whoever opened the thread says that it helped or is right.
    case asker
    /// Its post's score is among the corpus's highest.
    case score(Int)

    /// How strong it is: several people who say so, then whoever asked, then a score.
    var rank: Int {
      switch self {
      case .people(let people): 2 + people
      case .asker: 1
      case .score: 0
      }
    }

    /// Support of one rank competes by what is said; of people, all numbers of them do.
    var tier: Int { min(2, rank) }
  }

  var candidate: Candidate
  var support: Support
}

extension Article {
  /// The most claims among the takeaways.
  private static let mostClaims = 2
  /// Posts whose sentences are looked at.
  private static let triedClaims = 60
  /// Words of a claim that is remembered.
  private static let claimWords = 6...32
  /// A score says something from here on, and among the highest two of a hundred.
  private static let leastScore = 5

  /// Claims and advice that others confirm, of different people and themes, best first.
  mutating func confirmedClaims(
    _ stands: Stands, sentences: (_ row: Int) -> [Candidate]
  ) -> [Confirmed] {
    var pool: [Candidate] = []
    var supports: [Int: Confirmed.Support] = [:]
    for (row, support) in supported(stands).prefix(Self.triedClaims) {
      supports[row] = support
      pool += sentences(row).filter { Self.isClaim($0, tier: support.tier) }
    }
    pool.sort(by: Candidate.isBefore)
    var claims: [Confirmed] = []
    for tier in [2, 1, 0] {
      while claims.count < Self.mostClaims {
        let taken = claims.map(\.candidate)
        let open = pool.filter { candidate in
          supports[candidate.row]?.tier == tier
            && !taken.contains { Set($0.themes).isSuperset(of: candidate.themes) }
        }
        guard let pick = shelf.choose(1, of: open, beside: taken).first,
          let support = supports[pick.row]
        else { break }
        claims.append(Confirmed(candidate: pick, support: support))
      }
    }
    return claims
  }

  /// Whether a sentence can be remembered by itself: short, about no writer's own story, a claim or
  /// advice.
  private static func isClaim(_ candidate: Candidate, tier: Int) -> Bool {
    let words = Words.of(candidate.text)
    return claimWords.contains(words.count) && !QuoteValue.isOwnStory(words)
      && !QuoteValue.breaksOff(words)
      && (tier > 0 || !words.contains { together.contains($0.text) })
      && (tier > 0 || !QuoteValue.english.isTold(words) && !QuoteValue.english.isPassing(words))
      && !words.contains { $0.text == ":" || $0.text == "(" || $0.kind == .number }
      && !QuoteValue.english.isCaption(words)
      && QuoteValue.english.factor(words) >= (tier == 2 ? QuoteValue.leastShared : 1)
      && !words.prefix(5).contains { pointing.contains($0.text) }
      && !candidate.text.split(separator: " ").contains(where: isIdentifier)
  }

  /// A post that many liked is a story as often as a claim: "we" are its writer and friends.
  private static let together: Set<String> = ["we", "we're", "we've", "we'd", "we'll", "our", "us"]

  /// Words near the start of a sentence that stand for something said before.
  private static let pointing: Set<String> = [
    "it", "it's", "this", "that", "they", "them", "these", "those", "he", "she", "such", "here",
  ]

  /// Whether a word is a name of code: capitals after small letters, or an underscore.
  private static func isIdentifier(_ word: Substring) -> Bool {
    word.contains("_")
      || zip(word, word.dropFirst()).contains { $0.isLowercase && $1.isUppercase }
  }

  /// The posts that others confirm, those of most support first.
  private func supported(_ stands: Stands) -> [(row: Int, support: Confirmed.Support)] {
    var openers: [Int: Int] = [:]
    for (row, post) in survey.rows.enumerated() where openers[post.thread] == nil {
      openers[post.thread] = row
    }
    var found: [(row: Int, support: Confirmed.Support)] = []
    for (row, target) in stands.targets where target.objecting.isEmpty {
      let opener = openers[survey.rows[row].thread].flatMap { survey.rows[$0].author }
      if target.agreeing.count >= 2 {
        found.append((row, .people(target.agreeing.count)))
      } else if let opener, target.agreeing.contains(opener) {
        found.append((row, .asker))
      }
    }
    let scores = survey.rows.map(\.score).sorted()
    // Where nobody answers, a score is that of a link or a story, and no claim of it is confirmed.
    let isDiscussed = survey.rows.contains { $0.replies > 0 }
    if isDiscussed, let highest = scores.last, highest >= Self.leastScore {
      let cut = max(Self.leastScore, scores[scores.count - 1 - scores.count / 50])
      for (row, post) in survey.rows.enumerated()
      where post.score >= cut && !(stands.targets[row].map { !$0.agreeing.isEmpty } ?? false)
        && stands.targets[row]?.objecting.isEmpty ?? true
      {
        found.append((row, .score(post.score)))
      }
    }
    return found.sorted { a, b in
      if a.support.rank != b.support.rank { return a.support.rank > b.support.rank }
      let (first, second) = (survey.engagement(a.row), survey.engagement(b.row))
      return first != second ? first > second : a.row < b.row
    }
  }
}
