import Testing

@testable import HubbubSummary

/// What a theme's posts in time show beside those of the whole discussion.
@Suite struct TrendTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var posts: [Int]
    var traffic: [Int]
    var shape: Trend.Shape?
    var peak: Int?
    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "a theme that grows only as the whole does", posts: [2, 4, 8, 16, 30],
      traffic: [20, 40, 80, 160, 300], shape: nil, peak: nil),
    Case(
      name: "a share that grows", posts: [2, 2, 3, 12, 20], traffic: [100, 100, 100, 100, 100],
      shape: .late, peak: 4),
    Case(
      name: "a share that falls, not to nothing", posts: [20, 12, 3, 2, 1],
      traffic: [100, 100, 100, 100, 100], shape: .early, peak: 0),
    Case(
      name: "a share that falls to nothing", posts: [20, 12, 3, 2, 0],
      traffic: [100, 100, 100, 100, 100], shape: .gone, peak: 0),
    Case(
      name: "nothing at the end because nobody writes any more", posts: [20, 12, 3, 2, 0],
      traffic: [100, 100, 100, 100, 0], shape: .early, peak: 0),
    Case(
      name: "one burst", posts: [0, 1, 30, 1, 1], traffic: [100, 100, 100, 100, 100],
      shape: .burst, peak: 2),
    Case(
      name: "a burst of all", posts: [0, 1, 30, 1, 1], traffic: [1, 10, 300, 10, 10], shape: nil,
      peak: nil),
    Case(
      name: "one bucket that stands out", posts: [5, 5, 20, 5, 5, 5, 5, 8],
      traffic: [100, 100, 100, 100, 100, 100, 100, 100], shape: .peaked, peak: 2),
    Case(
      name: "too few posts", posts: [0, 0, 7], traffic: [100, 100, 100], shape: nil, peak: nil),
    Case(
      name: "too few buckets", posts: [0, 30], traffic: [100, 100], shape: nil, peak: nil),
    Case(
      name: "the whole discussion", posts: [1, 2, 30], traffic: [1, 2, 30], shape: nil, peak: nil),
    Case(name: "no calendar", posts: [], traffic: [], shape: nil, peak: nil),
  ]

  @Test(arguments: cases)
  func shapes(_ example: Case) {
    let trend = Trend(example.posts, beside: example.traffic)
    #expect(trend.shape == example.shape)
    #expect(trend.peak == example.peak)
  }

  /// Two proportions of 30 in 300 and 60 in 300 lie 3.43 standard deviations apart.
  ///
  /// Fleiss, Levin and Paik 2003, section 3.3, without the correction; 40 in 300 and 55 in 300
  /// give 1.68.
  @Test func halvesFollowTheTestOfTwoProportions() {
    let traffic = [100, 100, 100, 100, 100, 100]
    #expect(Trend([10, 10, 10, 20, 20, 20], beside: traffic).shape == .late)
    #expect(Trend([13, 13, 14, 18, 18, 19], beside: traffic).shape == nil)
  }
}
