#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif
public import HubbubSystem

/// Standard input, kept in a file so that it can be looked at twice and hashed.
public enum StandardInput {
  /// Copies standard input to a file.
  ///
  /// - Throws: `FileError` if the file cannot be written.
  public static func copy(to path: String) throws(FileError) {
    let file = try AtomicFile(path: path)
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe Glibc.read(STDIN_FILENO, bytes.baseAddress, bytes.count)
      }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { break }
      try file.write(buffer[..<count])
    }
    try file.commit()
  }
}
