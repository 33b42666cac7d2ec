import HubbubSystem
import Testing

@Suite struct WorkersTests {
  @Test(arguments: [1, 2, 5], [0, 1, 2, 300])
  func whatIsGatheredIsEveryCallOnce(threads: Int, count: Int) {
    let gathered = Workers(threads).gather(count, into: { [Int]() }, { $0.append($1) })
    #expect(gathered.count <= threads)
    #expect(gathered.joined().sorted() == Array(0..<count))
  }

  @Test(arguments: [1, 2, 5], [0, 1, 2, 300])
  func whatIsDoneBesideChangesNothing(threads: Int, count: Int) {
    let rule: @Sendable (Int) -> Int? = { $0 % 3 == 0 ? nil : $0 }
    let (first, rest) = Workers(threads).map(count, beside: { "first" }, rule)
    #expect(first == "first")
    #expect(rest == (0..<count).map(rule))
  }
}
