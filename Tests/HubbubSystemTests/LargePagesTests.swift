import HubbubSystem
import Testing

@Suite struct LargePagesTests {
  @Test(arguments: [0, 3, 5_000_000])
  func theyHoldWhatOtherPagesHold(count: Int) {
    let filled = LargePages.array(repeating: UInt8(7), count: count)
    #expect(filled == [UInt8](repeating: 7, count: count))
    var reserved: [Int32] = []
    LargePages.reserve(count, in: &reserved)
    #expect(reserved.capacity >= count)
    reserved.append(contentsOf: 0..<Int32(count))
    #expect(reserved.count == count && reserved.last == (0..<Int32(count)).last)
  }
}
