internal import Crypto

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A file that appears under its name whole or not at all.
///
/// Bytes go to a hidden neighbour, which `commit()` flushes to the disk and renames into place.
/// A writer that goes away uncommitted removes its neighbour and leaves the old file as it was.
/// A device or a pipe is written to where it is: a file must not take the place of `/dev/null`.
public final class AtomicFile {
  /// Where the file will be.
  public let path: String
  /// How many bytes have been written.
  public private(set) var count = 0
  /// The neighbour; nil where the bytes go to their place at once.
  private let temporary: String?
  private var descriptor: Int32
  private var buffer: [UInt8] = []
  private static let bufferSize = 1 << 18
  private var hash: SHA256?
  /// What was written, after `commit()`, for a file that was to be digested.
  public private(set) var digest: Digest?

  /// Opens a new file beside `path`; folders on the way are created.
  ///
  /// - Parameter isDigested: whether to take the digest of what is written, so that nobody has to
  ///   read it again.
  /// - Throws: `FileError` if it cannot be created.
  public init(path: String, isDigested: Bool = false) throws(FileError) {
    self.path = path
    hash = isDigested ? SHA256() : nil
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[..<$0]) } ?? "."
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    if !folder.isEmpty { try Files.createFolder(folder) }
    temporary = Files.isStream(path) ? nil : "\(folder)/.\(name).\(getpid()).partial"
    descriptor = unsafe open(
      temporary ?? path, O_WRONLY | O_CLOEXEC | (temporary == nil ? 0 : O_CREAT | O_TRUNC), 0o644)
    if descriptor < 0 { throw FileError.last("create", path) }
    buffer.reserveCapacity(Self.bufferSize)
  }

  deinit {
    if descriptor >= 0 {
      close(descriptor)
      if let temporary { unsafe unlink(temporary) }
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
    guard temporary == nil || fsync(descriptor) == 0 else { throw FileError.last("write", path) }
    close(descriptor)
    descriptor = -1
    if let temporary, unsafe rename(temporary, path) != 0 { throw FileError.last("replace", path) }
    digest = hash.map { Digest($0.finalize()) }
  }

  private func flush() throws(FileError) {
    guard StandardStreams.write(buffer, to: descriptor) else {
      throw FileError.last("write", path)
    }
    hash?.update(data: buffer)
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
