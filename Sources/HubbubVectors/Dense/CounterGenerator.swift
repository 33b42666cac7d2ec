#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Random numbers that are a function of a key and a counter, and of nothing else.
///
/// Keyed by what a thing says (a post's text, a term's bytes) a draw stays the same wherever the
/// thing stands in a file, whatever stands beside it, and on however many threads.
/// The mixing function is SplitMix64's finaliser (Steele, Lea, Flood 2014,
/// doi:10.1145/2714064.2660195); its two multipliers are theirs.
public struct CounterGenerator: Sendable {
  /// The key.
  public let key: UInt64

  /// Creates the generator of a key.
  public init(key: UInt64) { self.key = key }

  /// Creates the generator of some bytes.
  public init(content: some Sequence<UInt8>) { key = Self.hash(content) }

  /// A 64-bit hash of bytes: FNV-1a, then mixed.
  ///
  /// The same in every process and on every machine, unlike Swift's `Hasher`. Whoever calls it
  /// compiles it for its own bytes: it reads all texts of a corpus.
  @inlinable
  public static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return mix(hash)
  }

  /// The generator of a key derived from this one.
  public func child(_ number: UInt64) -> CounterGenerator {
    CounterGenerator(key: Self.mix(key ^ Self.mix(number &+ 0x9e37_79b9_7f4a_7c15)))
  }

  /// 64 random bits.
  public func bits(_ counter: UInt64) -> UInt64 {
    Self.mix(key &+ (counter &+ 1) &* 0x9e37_79b9_7f4a_7c15)
  }

  /// A number above 0 and below 1.
  public func unit(_ counter: UInt64) -> Double {
    (Double(bits(counter) >> 11) + 0.5) * 0x1p-53
  }

  /// A number between −1 and 1.
  public func symmetric(_ counter: UInt64) -> Float {
    (Float(bits(counter) >> 40) + 0.5) * 0x1p-23 - 1
  }

  /// A draw of the exponential distribution with mean 1.
  public func exponential(_ counter: UInt64) -> Double { -log(unit(counter)) }

  @usableFromInline
  static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
