import Foundation
import HubbubIngest
import HubbubSystem

/// The program that `swift test` builds beside the tests: parsing apart needs a process to parse in.
enum BuiltProgram {
  static let path: String = {
    let tests = Files.real("/proc/self/exe") ?? ""
    return tests.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/hubbub"
  }()

  /// A parser whose workers are that program.
  static func parser(seconds: Int = 10, memory: Int = 1 << 30) throws -> IsolatedParser {
    try IsolatedParser(
      layouts: Layout.shelf, limits: WorkerLimits(seconds: seconds, memory: memory),
      program: [path, ParserWorker.command])
  }
}

/// Numbers from a seed, the same everywhere: SplitMix64 (Steele, Lea and Flood 2014).
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
