import Foundation
import HubbubSystem
import Testing

@testable import HubbubVectors

@Suite("NumPy archives")
final class NPZTests {
  /// A folder of one test, which goes with it.
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "hubbub-npz-\(UUID().uuidString)").path

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  static var matrix: CSRMatrix {
    var random = SeededNumbers(5)
    return random.sparse(70, 40, density: 0.2)
  }

  @Test("hold a matrix there and back, with the same bytes each time")
  func roundTrip() throws {
    let path = "\(folder)/matrix.npz"
    try Self.matrix.write(npz: path)
    #expect(try CSRMatrix(npz: path) == Self.matrix)
    let digest = try Digest(ofFile: path).description
    try Self.matrix.write(npz: path)
    #expect(try Digest(ofFile: path).description == digest)
    #expect(digest == "f122c9ceabd13dcada65c576c31ad5d91bb47b230c631fb34798dfe81b773b1b")
  }

  @Test("hold arrays of every type")
  func types() throws {
    let path = "\(folder)/types.npz"
    let writer = try NPZWriter(path: path)
    try writer.write("a", [Float(1), -2.5])
    try writer.write("b", [Double.pi])
    try writer.write("c", [Int.min, Int.max])
    try writer.write("d", [Int32(-7)])
    try writer.write("e", [UInt16](), shape: [0, 4])
    try writer.write("f", [UInt8(9), 8, 7, 6], shape: [2, 2])
    try writer.commit()
    let reader = try NPZReader(path: path)
    #expect(reader.names == ["a", "b", "c", "d", "e", "f"])
    #expect(try reader.array("a").values == [Float(1), -2.5])
    #expect(try reader.array("b").values == [Double.pi])
    #expect(try reader.integers("c") == [Int.min, Int.max])
    #expect(try reader.integers("d") == [-7])
    #expect(try reader.array("e", as: UInt16.self).shape == [0, 4])
    #expect(try reader.array("f", as: UInt8.self).values == [9, 8, 7, 6])
    #expect(throws: NPYError.self) { try reader.array("a", as: Double.self) }
    #expect(throws: NPYError.self) { try reader.array("z", as: Double.self) }
  }

  @Test("that are damaged are refused, wherever they are cut or changed", arguments: 0..<60)
  func damage(seed: Int) throws {
    let path = "\(folder)/damaged-\(seed).npz"
    try Self.matrix.write(npz: path)
    var bytes = try Files.read(path)
    var random = SeededNumbers(UInt64(seed))
    if seed % 2 == 0 {
      bytes.removeLast(Int.random(in: 1..<bytes.count, using: &random))
    } else {
      for _ in 0..<20 {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
    }
    try AtomicFile.write(bytes, to: path)
    // Changed values may still make a matrix; what must not happen is a trap.
    _ = try? CSRMatrix(npz: path)
    if seed % 2 == 0 { #expect(throws: (any Error).self) { try CSRMatrix(npz: path) } }
  }

  @Test("matrices whose parts do not fit are refused")
  func validation() {
    #expect(throws: MatrixError.self) {
      try CSRMatrix(validating: 2, columns: 2, offsets: [0, 2, 1], indices: [0], values: [1])
    }
    #expect(throws: MatrixError.self) {
      try CSRMatrix(validating: 1, columns: 2, offsets: [0, 2], indices: [1, 1], values: [1, 1])
    }
    #expect(throws: MatrixError.self) {
      try CSRMatrix(validating: 1, columns: 2, offsets: [0, 1], indices: [2], values: [1])
    }
  }

  @Test("checksums are those of zip")
  func checksum() {
    // The check value of CRC-32/ISO-HDLC: CRC of "123456789".
    var crc = CRC32()
    crc.add(Array("123456789".utf8).span)
    #expect(crc.value == 0xCBF4_3926)
    var parts = CRC32()
    parts.add(Array("12".utf8).span)
    parts.add(Array("3456789".utf8).span)
    #expect(parts.value == 0xCBF4_3926)
  }

  /// A Python that has SciPy: `HUBBUB_PEERS` names its venv, else `../peers`.
  static let python: String? = {
    let named = ProcessInfo.processInfo.environment["HUBBUB_PEERS"]
    let path = (named ?? "\(FileManager.default.currentDirectoryPath)/../peers") + "/bin/python"
    return FileManager.default.isExecutableFile(atPath: path) ? path : nil
  }()

  @Test("open in SciPy", .enabled(if: python != nil))
  func scipy() throws {
    let folder = "\(self.folder)/scipy"
    try Self.matrix.write(npz: "\(folder)/counts.npz")
    try TFIDF(counts: Self.matrix).weights(of: Self.matrix).write(npz: "\(folder)/tfidf.npz")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Self.python))
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../../scripts/check-npz.py").standardized
    process.arguments = [script.path, folder]
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}
