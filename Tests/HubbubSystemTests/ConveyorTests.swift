import HubbubSystem
import Synchronization
import Testing

@Suite struct ConveyorTests {
  /// Work of very different length, so that pieces are done in another order than they were put on.
  private static let work: @Sendable (Int) -> [Int] = { piece in
    var state = UInt64(piece) &+ 1
    for _ in 0..<(piece * 7_919 % 13 * 2_000) { state = state &* 6_364_136_223_846_793_005 &+ 1 }
    return [piece, Int(truncatingIfNeeded: state >> 40)]
  }

  @Test(arguments: [1, 2, 5], [0, 1, 2, 300])
  func resultsComeInTheOrderOfTheirPieces(threads: Int, count: Int) {
    let belt = Conveyor(Workers(threads), Self.work)
    var found: [[Int]] = []
    for piece in 0..<count {
      belt.put(piece)
      while belt.isFull, let result = belt.take() { found.append(result) }
    }
    while let result = belt.take() { found.append(result) }
    #expect(found == (0..<count).map(Self.work))
    #expect(belt.take() == nil)
    // It can be used again once it is empty.
    belt.put(7)
    #expect(belt.take() == Self.work(7))
  }

  /// However much is put on before the first result is asked for.
  @Test(arguments: [1, 3]) func allMayWait(threads: Int) {
    let belt = Conveyor(Workers(threads), Self.work)
    for piece in 0..<100 { belt.put(piece) }
    #expect(belt.isFull)
    for piece in 0..<100 { #expect(belt.take() == Self.work(piece)) }
  }

  private final class Done: Sendable {
    let pieces = Mutex<[Int]>([])
  }

  /// Who takes nothing off leaves no piece worked on twice, and nothing waiting for ever.
  @Test func aBeltMayBeLeft() {
    let done = Done()
    do {
      let belt = Conveyor<Int, Int>(Workers(2)) { piece in
        done.pieces.withLock { $0.append(piece) }
        return piece
      }
      for piece in 0..<50 { belt.put(piece) }
      #expect(belt.take() == 0)
    }
    let pieces = done.pieces.withLock { $0 }
    #expect(Set(pieces).count == pieces.count)
  }
}
