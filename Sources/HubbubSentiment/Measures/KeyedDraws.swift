/// Random numbers that are a function of a key and of what they are drawn for, and of nothing else.
///
/// The mixing function is SplitMix64's finaliser (Steele, Lea, Flood 2014,
/// doi:10.1145/2714064.2660195).
struct KeyedDraws: Sendable {
  private let key: UInt64
  private static let step: UInt64 = 0x9e37_79b9_7f4a_7c15

  /// The draws of a key such as a theme's id.
  init(key: String) { self.key = Self.mix(Self.fnv(key)) }

  /// A number below `bound` for the `index`th pick of a draw.
  func pick(_ index: Int, of draw: Int, below bound: Int) -> Int {
    Self.pick(index, from: stream(of: draw), below: bound)
  }

  /// What the picks of a draw come from.
  func stream(of draw: Int) -> UInt64 { Self.mix(key ^ Self.mix(UInt64(draw) &+ Self.step)) }

  /// A number below `bound` for the `index`th pick from a draw's stream.
  @inline(__always)
  static func pick(_ index: Int, from stream: UInt64, below bound: Int) -> Int {
    let bits = mix(stream &+ (UInt64(index) &+ 1) &* step)
    return Int(bits.multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// An order of 0..<n for a draw (Fisher and Yates).
  func order(of n: Int, draw: Int) -> [Int] {
    var order = Array(0..<n)
    for last in stride(from: n - 1, to: 0, by: -1) {
      order.swapAt(last, pick(last, of: draw, below: last + 1))
    }
    return order
  }

  @inline(__always)
  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// FNV-1a of a key.
  private static func fnv(_ key: String) -> UInt64 {
    key.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
