#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// How many members the values of a crowd have: threads and their passages, authors and theirs.
///
/// It is all that chance asks for, and made once for the many parts that are held against it.
struct ValueSizes: Sendable {
  private let members: Int
  /// How many values have each number of members, rising by that number.
  private let values: [(members: Int, count: Int)]

  init<Value: Hashable>(_ all: [Value]) {
    members = all.count
    var sizes: [Value: Int] = [:]
    for value in all { sizes[value, default: 0] += 1 }
    var counts: [Int: Int] = [:]
    for size in sizes.values { counts[size, default: 0] += 1 }
    values = counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// How many different values a part has, beside how many as many members drawn at random have:
  /// with n of N drawn, 1 − (1 − n/N)^s for a value of s members.
  func evenness<Value: Hashable>(of part: [Value]) -> Double {
    guard !part.isEmpty else { return 1 }
    let left = 1 - Double(part.count) / Double(members)
    let expected = values.reduce(0) {
      $0 + Double($1.count) * (1 - pow(left, Double($1.members)))
    }
    return Double(Set(part).count) / expected
  }
}
