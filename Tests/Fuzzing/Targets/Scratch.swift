internal import Foundation
internal import HubbubSystem
internal import Synchronization

/// A folder that goes away with its owner, in memory where the system has such a place.
final class Scratch {
  let path: String
  private static let count = Atomic<Int>(0)

  init() {
    let number = Self.count.wrappingAdd(1, ordering: .relaxed).newValue
    let root =
      Files.kind(of: "/dev/shm") == .folder
      ? "/dev/shm" : FileManager.default.temporaryDirectory.path
    path = "\(root)/hubbub-fuzz-\(ProcessInfo.processInfo.processIdentifier)-\(number)"
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The files at the top of a folder in it, by name.
  func files(in folder: String) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    guard Files.kind(of: "\(path)/\(folder)") == .folder else { return files }
    for name in try Files.names(in: "\(path)/\(folder)") {
      files[name] = try Files.read("\(path)/\(folder)/\(name)")
    }
    return files
  }
}
