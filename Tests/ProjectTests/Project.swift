import Foundation
import HubbubKit
import Testing

/// The checkout that these tests are of.
enum Project {
  /// Its root, found from this file.
  static let root: String = {
    var url = URL(filePath: #filePath)
    for _ in 0..<3 { url.deleteLastPathComponent() }
    return url.path().hasSuffix("/") ? String(url.path().dropLast()) : url.path()
  }()

  /// The text of a file below the root.
  static func text(_ path: String) throws -> String {
    String(decoding: try Files.read("\(root)/\(path)"), as: UTF8.self)
  }

  /// The files below a folder of the root whose names end so, as paths from the root.
  static func files(below folder: String, ending: String) throws -> [String] {
    try Files.filesBelow("\(root)/\(folder)").filter { $0.hasSuffix(ending) }
      .map { "\(folder)/\($0)" }
  }

  /// The names of the folders in a folder of the root.
  static func folders(in folder: String) throws -> [String] {
    try Files.names(in: "\(root)/\(folder)")
      .filter { Files.kind(of: "\(root)/\(folder)/\($0)") == .folder }
  }
}
