internal import HubbubModel

/// Sentences of a theme that people of both sides write, each in words of their own.
struct SharedClaims {
  /// A sentence, who says the same, and the sentences in which they do.
  struct Claim {
    var candidate: Candidate
    var ground: CommonGround
    /// Of each supporter but its own writer, the sentence; best first.
    var alike: [Candidate]
  }

  /// Two sentences say the same from this cosine on, if both take a side, and the same one.
  ///
  /// Nearness alone is about the same things, not the same claim: of pairs of arguments this near,
  /// .84 make the same point by people's labels on ArgKP's dev topics and .76 on its test topics; .06
  /// and .08 stand on different sides, which the direction must tell. Of what two forums of
  /// programmers say that near, hardly anything is a claim.
  static let near: Float = 0.5

  /// Which way a sentence goes: the side that its cues take, and whether it denies.
  private struct Direction: Hashable {
    var sign: Int
    var denies: Bool

    init(_ text: String) {
      let words = Words.of(text)
      let towards = StanceReader.english.read([words], isReply: false).towards ?? 0
      sign = towards > 0 ? 1 : towards < 0 ? -1 : 0
      denies = StanceReader.denies(words)
    }

    /// Whether it takes a side at all.
    var isPlain: Bool { sign != 0 }

    func opposes(_ other: Direction) -> Bool { sign * other.sign < 0 }
  }

  /// The claims of both sides, those of most consensus first.
  ///
  /// - Parameter pool: sentences of people who take a side, best first.
  /// - Complexity: O(n²) in the pool, of which ``Candidates/keptClaims`` are kept.
  static func find(
    _ pool: [Candidate], _ camps: Camps, voice: (_ row: Int) -> String
  ) -> [Claim] {
    let directions = pool.map { Direction($0.text) }
    let voices = pool.map { voice($0.row) }
    let keys = pool.map(\.key)
    var claims: [Claim] = []
    for (index, candidate) in pool.enumerated() where directions[index].isPlain {
      var supporting: [String: Int] = [voices[index]: index]
      var objecting: Set<String> = []
      for other in pool.indices where voices[other] != voices[index] {
        // The same words are a copy: somebody else's, however they came there.
        guard keys[other] != keys[index],
          candidate.vector.cosine(pool[other].vector) >= near
        else { continue }
        if directions[other] == directions[index] {
          supporting[voices[other]] = min(other, supporting[voices[other]] ?? other)
        } else if directions[other].opposes(directions[index]) {
          objecting.insert(voices[other])
        }
      }
      for person in objecting { supporting[person] = nil }
      let ground = CommonGround(
        supporting: supporting.keys.compactMap { camps.side(of: $0) },
        objecting: objecting.compactMap { camps.side(of: $0) })
      guard ground.isShared else { continue }
      let alike = supporting.values.filter { $0 != index }.sorted().map { pool[$0] }
      claims.append(Claim(candidate: candidate, ground: ground, alike: alike))
    }
    return claims.sorted { a, b in
      CommonGround.isBefore(a.ground, b.ground)
        || !CommonGround.isBefore(b.ground, a.ground)
          && Candidate.isBefore(a.candidate, b.candidate)
    }
  }
}
