internal import HubbubKit

/// What this program is, and what it is built on.
enum Version {
  static let program = "0.1.0"

  static var line: String {
    "hubbub \(program) ("
      + libraries.sorted { $0.key < $1.key }
      .map { "\($0.key) \($0.value)" }.joined(separator: ", ") + ")"
  }

  /// The libraries whose versions decide what an input is read as.
  static var libraries: [String: String] { LibraryVersions.all }

  /// Program and libraries, for `run.json`.
  static var all: [String: String] {
    libraries.merging(["hubbub": program, "unicode": UnicodeVersion.unicode]) { first, _ in first }
  }
}
