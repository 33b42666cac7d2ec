/// Numbers for tests: the same for a seed on every machine (SplitMix64).
struct Draws {
  private var state: UInt64

  /// Seeds are mixed first: consecutive ones would give the same numbers, one step apart.
  init(seed: Int) { state = Self.mixed(UInt64(seed)) }

  /// A number from 0 up to 1.
  mutating func uniform() -> Double {
    state &+= 0x9e37_79b9_7f4a_7c15
    return Double(Self.mixed(state) >> 11) / 9_007_199_254_740_992
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// Nearly normal with mean 0 and variance 1: the sum of twelve uniforms (Irwin and Hall).
  mutating func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + uniform() } }

  /// An autoregression of order 1.
  mutating func memory(_ count: Int, weight: Double) -> [Double] {
    var last = 0.0
    return (0..<count).map { _ in
      last = weight * last + normal()
      return last
    }
  }
}
