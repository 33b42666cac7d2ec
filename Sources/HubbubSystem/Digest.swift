internal import Crypto

/// SHA-256 (FIPS 180-4) of bytes, printed as 64 lower-case hexadecimal digits.
public struct Digest: Hashable, Sendable, CustomStringConvertible {
  /// The 32 bytes.
  public let bytes: [UInt8]
  /// 64 lower-case hexadecimal digits.
  public var description: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  init(_ digest: SHA256.Digest) { bytes = Array(digest) }

  /// The digest of some bytes.
  public init(of bytes: [UInt8]) { self.bytes = Array(SHA256.hash(data: bytes)) }
  /// The digest of a text's UTF-8 bytes.
  public init(of text: String) { self.init(of: Array(text.utf8)) }

  /// The digest of a file, read in pieces: constant memory.
  public init(ofFile path: String) throws(FileError) {
    let file = try MappedFile(path: path)
    var hash = SHA256()
    for part in Workers.batches(of: 1 << 20, in: file.count) {
      file.withBytes { bytes in
        unsafe bytes.extracting(part).withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
      }
      file.forget(part)
    }
    bytes = Array(hash.finalize())
  }
}
