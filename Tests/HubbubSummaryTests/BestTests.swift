import Testing

@testable import HubbubSummary

@Suite struct BestTests {
  @Test(arguments: [0, 1, 7, 160])
  func theBestOfManyAreThoseOfASortHoweverTheyCome(most: Int) {
    let ranks = (0..<2_000).map { number in
      // Many equal scores, so that the earlier row decides.
      Rank(score: Float((number * 7_919) % 97), row: number / 3, start: number % 3)
    }
    let expected = ranks.sorted(by: Rank.isBefore).prefix(most).map { [$0.row, $0.start] }
    for parts in [1, 2, 5] {
      var lists = Array(repeating: Best<Int>(most), count: parts)
      for (number, rank) in ranks.enumerated() { lists[number * 31 % parts].add(number, rank) }
      var best = lists[0]
      for list in lists.dropFirst() { best.merge(list) }
      best.sort()
      #expect(best.list.map { [$0.rank.row, $0.rank.start] } == expected)
      #expect(best.list.allSatisfy { ranks[$0.item].row == $0.rank.row })
    }
  }
}
