internal import Glibc
internal import HubbubFuzz

/// The target that the environment names.
enum Chosen {
  static let target: FuzzTarget = {
    let name = unsafe getenv("FUZZ_TARGET").map { unsafe String(cString: $0) } ?? ""
    guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
      fatalError("FUZZ_TARGET=\(name) is none of \(FuzzTarget.all.map(\.name))")
    }
    return target
  }()
}
