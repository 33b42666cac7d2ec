#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif
public import HubbubSystem

/// Standard input and pipes, kept in files so that they can be looked at twice and hashed.
public enum StandardInput {
  /// Copies standard input to a file.
  ///
  /// - Throws: `FileError` if the file cannot be written.
  public static func copy(to path: String) throws(FileError) {
    try copy(STDIN_FILENO, to: path)
  }

  /// Copies what a pipe gives to a file.
  ///
  /// - Throws: `FileError` if the pipe cannot be opened or the file cannot be written.
  public static func copy(pipe: String, to path: String) throws(FileError) {
    let descriptor = unsafe open(pipe, O_RDONLY)
    guard descriptor >= 0 else { throw FileError.opening(pipe) }
    defer { close(descriptor) }
    try copy(descriptor, to: path)
  }

  private static func copy(_ descriptor: Int32, to path: String) throws(FileError) {
    let file = try AtomicFile(path: path, isScratch: true)
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe Glibc.read(descriptor, bytes.baseAddress, bytes.count)
      }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { break }
      try file.write(buffer[..<count])
    }
    try file.commit()
  }
}
