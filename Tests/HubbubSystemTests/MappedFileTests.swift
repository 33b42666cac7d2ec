import Foundation
import HubbubSystem
import Testing

@Suite struct MappedFileTests {
  @Test func whatIsForgottenIsReadAgain() throws {
    let path = FileManager.default.temporaryDirectory.appending(
      path: "mapped-\(UUID().uuidString)"
    ).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
    try AtomicFile.write(bytes, to: path)
    let file = try MappedFile(path: path)
    #expect(file.bytes(0..<bytes.count) == bytes)
    for range in [0..<bytes.count, 0..<0, 5..<9, 65_000..<66_000, 299_990..<300_000] {
      file.forget(range)
      file.forget(around: range)
      #expect(file.bytes(0..<bytes.count) == bytes)
    }
  }
}
