import Testing

@testable import HubbubSummary

/// Quotations that speak for as many others as possible.
@Suite struct CoverageTests {
  /// Three sentences that say nearly the same, two that say another thing, and one alone.
  private static let likeness: [[Float]] = [
    [1, 0.8, 0.8, 0, 0, 0], [0.8, 1, 0.5, 0, 0, 0], [0.8, 0.5, 1, 0, 0, 0],
    [0, 0, 0, 1, 0.7, 0], [0, 0, 0, 0.7, 1, 0], [0, 0, 0, 0, 0, 1],
  ]

  /// The order in which sentences are taken.
  private static func order(_ worth: [Float], covered: [Float]? = nil) -> [Int] {
    var coverage = Coverage(
      likeness: likeness, worth: worth,
      covered: covered ?? Array(repeating: 0, count: worth.count))
    var taken: [Int] = []
    while taken.count < 3 {
      let open = worth.indices.filter { !taken.contains($0) }
      guard let best = open.max(by: { coverage.gain(of: $0) < coverage.gain(of: $1) })
      else { break }
      taken.append(best)
      coverage.take(best)
    }
    return taken
  }

  @Test func `what many say comes first, then what nobody has said yet`() {
    let order = Self.order([1, 1, 1, 1, 1, 1])
    #expect(order.first == 0)
    #expect(Set(order.dropFirst()).intersection([1, 2]).isEmpty)
    #expect(order.last == 5)
  }

  @Test func `what is printed already adds nothing`() {
    #expect(Self.order([1, 1, 1, 1, 1, 1], covered: [1, 0.8, 0.8, 0, 0, 0]).first != 0)
    var coverage = Coverage(
      likeness: Self.likeness, worth: [1, 1, 1, 1, 1, 1], covered: [0, 0, 0, 0, 0, 0])
    coverage.take(0)
    #expect(coverage.gain(of: 0) == 0)
    #expect(coverage.gain(of: 1) < coverage.gain(of: 5))
  }

  @Test func `a sentence of little worth is not taken for its likeness to others`() {
    #expect(Self.order([0.2, 1, 1, 1, 1, 1]).first != 0)
  }
}
