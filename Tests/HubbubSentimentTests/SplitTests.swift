import HubbubModel
import HubbubSentiment
import Testing

/// The indices of division against published figures, and the rule of the verdict.
@Suite struct SplitTests {
  @Test(
    arguments: [
      // van der Eijk 2001, and the other oracles of the method.
      ([30, 40, 210, 130, 530, 50, 10], 0.6113333333),
      ([50, 0, 0, 0, 50], -1), ([20, 20, 20, 20, 20], 0), ([10, 20, 30, 15, 4], 0.3924050633),
      ([0, 0, 7, 0, 0], 1),
    ] as [([Double], Double)])
  func agreementMeetsItsOracles(counts: [Double], expected: Double) throws {
    let found = try #require(SplitIndices.agreement(counts))
    #expect(abs(found - expected) < 1e-6)
  }

  @Test func agreementIsBlindToScaleAndDirection() throws {
    for seed in 1...40 {
      let counts = (0..<5).map { Double((seed * 37 + $0 * $0 * 11 + seed * $0) % 23) }
      let found = try #require(SplitIndices.agreement(counts))
      #expect((-1...1).contains(found))
      let scaled = try #require(SplitIndices.agreement(counts.map { $0 * 7 }))
      let turned = try #require(SplitIndices.agreement(counts.reversed()))
      #expect(abs(scaled - found) < 1e-9)
      #expect(abs(turned - found) < 1e-9)
    }
    #expect(SplitIndices.agreement([]) == nil)
    #expect(SplitIndices.agreement([0, 0, 0]) == nil)
  }

  @Test func bimodalityTellsTwoPeaksFromOne() throws {
    let even = (0..<1000).map { Double($0) / 999 }
    let uniform = try #require(SplitIndices.bimodality(even))
    #expect(abs(uniform - SplitIndices.bimodalityCut) < 0.01)
    let camps = (0..<100).map { ($0 % 2 == 0 ? -1.0 : 1.0) + Double($0) / 1000 }
    #expect(try #require(SplitIndices.bimodality(camps)) > SplitIndices.bimodalityCut)
    var bell: [Double] = []
    for row in 0..<100 {
      // A sum of twelve even numbers is nearly normal.
      var sum = 0.0
      for column in 0..<12 {
        let scrambled = (row * 7919 + column * 104_729 + row * row * column) % 1000
        sum += Double(scrambled) / 1000
      }
      bell.append(sum)
    }
    #expect(try #require(SplitIndices.bimodality(bell)) < SplitIndices.bimodalityCut)
    #expect(SplitIndices.bimodality([1, 2, 3]) == nil)
    #expect(SplitIndices.bimodality([1, 1, 1, 1, 1]) == nil)
  }

  @Test func estebanAndRaysExample() {
    let found = SplitIndices.estebanRay(shares: [0.5, 0, 0.5], positions: [0, 1, 2])
    #expect(abs(found - 0.406126) < 1e-6)
    #expect(SplitIndices.estebanRay(shares: [1, 0], positions: [0, 1]) == 0)
  }

  private func authors(_ counts: [(Int, Double)]) -> [(author: String, valence: Double?)] {
    var posts: [(author: String, valence: Double?)] = []
    for (count, valence) in counts {
      for _ in 0..<count { posts.append(("author \(posts.count)", valence)) }
    }
    return posts
  }

  @Test func verdicts() {
    let camps = SplitMeter.measure(of: authors([(30, -0.7), (4, 0), (30, 0.7)]), key: "camps")
    #expect(camps.verdict == .split)
    #expect(camps.agreement ?? 1 < -0.5)
    let one = SplitMeter.measure(of: authors([(3, -0.7), (2, 0), (40, 0.7)]), key: "one")
    #expect(one.verdict == .agreed)
    let few = SplitMeter.measure(of: authors([(4, -0.7), (4, 0.7)]), key: "few")
    #expect(few.verdict == .tooFew)
    let unclear = SplitMeter.measure(of: authors([(9, -0.4), (6, 0), (10, 0.4)]), key: "unclear")
    #expect(unclear.verdict == .tooFew)
    let leaning = SplitMeter.measure(of: authors([(8, -0.4), (10, 0), (25, 0.4)]), key: "leaning")
    #expect(leaning.verdict == .leaning)
    #expect((leaning.favour, leaning.between, leaning.against) == (25, 10, 8))
    let nobodyCares = SplitMeter.measure(of: authors([(1, -0.4), (40, 0), (1, 0.4)]), key: "none")
    #expect(nobodyCares.verdict == .tooFew)
    let nobody = SplitMeter.measure(of: [("a", nil), ("b", nil)], key: "nobody")
    #expect(nobody == SplitMeasure())
  }

  @Test func orderOfPostsChangesNothing() {
    var posts: [(author: String, valence: Double?)] = []
    for row in 0..<60 {
      let valence = Double(row % 13 - 6) / 7
      posts.append(("a\(row % 17)", row % 5 == 0 ? nil : valence))
    }
    let forward = SplitMeter.measure(of: posts, key: "k")
    #expect(forward == SplitMeter.measure(of: posts.reversed(), key: "k"))
    let mood = MoodMeasure.mood(of: posts, key: "k")
    #expect(mood == MoodMeasure.mood(of: posts.reversed(), key: "k"))
    #expect(forward != SplitMeter.measure(of: posts, key: "other"))
    #expect(mood.positive + mood.neutral + mood.negative + mood.unscored == 60)
  }

  @Test func moodCountsEachAuthorOnce() throws {
    let loud = (0..<98).map { _ in (author: "loud", valence: Double?.some(-0.8)) }
    let mood = MoodMeasure.mood(of: loud + [("a", 0.6), ("b", 0.5), ("c", nil)], key: "k")
    #expect(abs(try #require(mood.mean) - 0.1) < 1e-12)
    #expect((mood.positive, mood.neutral, mood.negative, mood.unscored) == (2, 0, 98, 1))
    #expect(MoodMeasure.mood(of: [], key: "k") == Mood())
  }

  @Test func bootstrapCoversTheTruth() throws {
    // Authors differ, posts of one author hardly: 95 % of the intervals should hold the true mean.
    var covered = 0
    for trial in 0..<60 {
      var state = UInt64(trial) &* 0x9e37_79b9_7f4a_7c15 &+ 1
      func uniform() -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 11) * 0x1p-53
      }
      var posts: [(author: String, valence: Double?)] = []
      for author in 0..<40 {
        let own = uniform() - 0.4
        for _ in 0..<(author % 5 + 1) { posts.append(("a\(author)", own + 0.1 * uniform() - 0.05)) }
      }
      let mood = MoodMeasure.mood(of: posts, key: "trial \(trial)")
      if try #require(mood.low) <= 0.1, try #require(mood.high) >= 0.1 { covered += 1 }
    }
    #expect(covered >= 53)
  }

  @Test func repliesOfOppositeSignAreSeenAgainstChance() throws {
    let quarrel = (0..<40).map { i in
      (parent: Double?.some(i % 2 == 0 ? 0.5 : -0.5), reply: Double?.some(i % 2 == 0 ? -0.4 : 0.4))
    }
    let found = ReplyConflict.measure(of: quarrel, key: "k")
    #expect(found.share == 1)
    #expect(try #require(found.p) < 0.01)
    #expect(abs(try #require(found.expected) - 0.5) < 0.02)
    let mixed = (0..<40).map { i in
      (parent: Double?.some(i % 2 == 0 ? 0.5 : -0.5), reply: Double?.some(i % 4 < 2 ? -0.4 : 0.4))
    }
    #expect(try #require(ReplyConflict.measure(of: mixed, key: "k").p) > 0.2)
    #expect(ReplyConflict.measure(of: [(nil, 0.3), (0.01, 0.4)], key: "k").share == nil)
  }
}
