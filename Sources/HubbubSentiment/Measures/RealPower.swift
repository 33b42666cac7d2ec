#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Powers with real exponents, from the C library.
enum RealPower {
  static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
}
