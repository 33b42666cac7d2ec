#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A file that appears under its name whole or not at all.
///
/// Bytes go to a hidden neighbour, which `commit()` flushes to the disk and renames into place.
/// A writer that goes away uncommitted removes its neighbour and leaves the old file as it was.
public final class AtomicFile {
  /// Where the file will be.
  public let path: String
  /// How many bytes have been written.
  public private(set) var count = 0
  private let temporary: String
  private var descriptor: Int32
  private var buffer: [UInt8] = []
  private static let bufferSize = 1 << 18

  /// Opens a new file beside `path`; folders on the way are created.
  ///
  /// - Throws: `FileError` if it cannot be created.
  public init(path: String) throws(FileError) {
    self.path = path
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[..<$0]) } ?? "."
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    if !folder.isEmpty { try Files.createFolder(folder) }
    temporary = "\(folder)/.\(name).\(getpid()).partial"
    descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    if descriptor < 0 { throw FileError.last("create", path) }
    buffer.reserveCapacity(Self.bufferSize)
  }

  deinit {
    if descriptor >= 0 {
      close(descriptor)
      unsafe unlink(temporary)
    }
  }

  /// Appends bytes.
  public func write(_ bytes: some Sequence<UInt8>) throws(FileError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Appends text as UTF-8.
  public func write(_ text: String) throws(FileError) { try write(text.utf8) }

  /// Flushes the file to the disk and puts it in its place.
  public func commit() throws(FileError) {
    try flush()
    guard fsync(descriptor) == 0 else { throw FileError.last("write", path) }
    close(descriptor)
    descriptor = -1
    guard unsafe rename(temporary, path) == 0 else { throw FileError.last("replace", path) }
  }

  private func flush() throws(FileError) {
    var sent = 0
    while sent < buffer.count {
      let wrote = unsafe buffer.withUnsafeBytes { bytes in
        unsafe Glibc.write(
          descriptor, bytes.baseAddress.map { unsafe $0 + sent }, bytes.count - sent)
      }
      if wrote < 0 {
        if errno == EINTR { continue }
        throw FileError.last("write", path)
      }
      sent += wrote
    }
    count += buffer.count
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes a whole file at once.
  public static func write(_ bytes: some Sequence<UInt8>, to path: String) throws(FileError) {
    let file = try AtomicFile(path: path)
    try file.write(bytes)
    try file.commit()
  }
}
