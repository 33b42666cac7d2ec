internal import Crypto
internal import Dispatch
internal import Synchronization

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
///
/// The disk takes large files in while they are written, beside the writer, so that `commit()` waits for
/// their ends alone.
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
  /// Whether only this run reads the file, so that nothing of it need outlive a loss of power.
  private let isScratch: Bool
  /// Up to where the disk has been asked to take the file in.
  private var settled = 0
  private let settling = Settling()
  private static let settledAtOnce = 16 << 20
  /// What was written, after `commit()`, for a file that was to be digested.
  public private(set) var digest: Digest?

  /// Opens a new file beside `path`; folders on the way are created.
  ///
  /// - Parameters:
  ///   - isDigested: whether to take the digest of what is written, so that nobody has to read it
  ///     again.
  ///   - isScratch: whether only this run reads the file: `commit()` then waits for no disk.
  /// - Throws: `FileError` if it cannot be created.
  public init(
    path: String, isDigested: Bool = false, isScratch: Bool = false
  ) throws(FileError) {
    self.path = path
    self.isScratch = isScratch
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
      settling.wait()
      close(descriptor)
      if let temporary { unsafe unlink(temporary) }
    }
  }

  /// Appends bytes.
  public func write(_ bytes: some Sequence<UInt8>) throws(FileError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Appends bytes; of many no copy is made.
  public func write(_ bytes: [UInt8]) throws(FileError) {
    guard bytes.count >= Self.bufferSize / 2 else {
      buffer.append(contentsOf: bytes)
      if buffer.count >= Self.bufferSize { try flush() }
      return
    }
    try flush()
    try put(bytes)
  }

  /// Appends text as UTF-8.
  public func write(_ text: String) throws(FileError) { try write(text.utf8) }

  /// Flushes the file to the disk and puts it in its place.
  public func commit() throws(FileError) { try Self.commit([self]) }

  /// Flushes files to the disk and puts them in their places, one after another in the order given.
  ///
  /// Their flushes are under way together: the disk is waited for once, not once for each.
  public static func commit(_ files: [AtomicFile]) throws(FileError) {
    for file in files { try file.flush() }
    for file in files.dropLast() where file.isKept { file.settling.begin(file.descriptor) }
    if let last = files.last, last.isKept { last.settling.settle(last.descriptor) }
    for file in files { try file.place() }
  }

  /// Whether the file is to outlive a loss of power.
  private var isKept: Bool { temporary != nil && !isScratch }

  private func place() throws(FileError) {
    let problem = settling.wait()
    if problem != 0 { throw FileError(problem, "write", path) }
    close(descriptor)
    descriptor = -1
    if let temporary, unsafe rename(temporary, path) != 0 { throw FileError.last("replace", path) }
    digest = hash.map { Digest($0.finalize()) }
  }

  private func flush() throws(FileError) {
    try put(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  private func put(_ bytes: [UInt8]) throws(FileError) {
    guard StandardStreams.write(bytes, to: descriptor) else {
      throw FileError.last("write", path)
    }
    hash?.update(data: bytes)
    count += bytes.count
    if isKept, count - settled >= Self.settledAtOnce, !settling.isBusy {
      settling.begin(descriptor)
      settled = count
    }
  }

  /// Flushes of one file to the disk.
  private final class Settling: Sendable {
    private struct State {
      var isBusy = false
      /// Why a flush failed, as `errno` has it: the system tells it once only.
      var problem: Int32 = 0
    }
    private let state = Mutex(State())
    private let group = DispatchGroup()

    /// Begins a flush beside the caller.
    func begin(_ descriptor: Int32) {
      state.withLock { $0.isBusy = true }
      DispatchQueue.global().async(group: group) { self.settle(descriptor) }
    }

    /// Whether a flush that was begun is under way.
    var isBusy: Bool { state.withLock { $0.isBusy } }

    /// Flushes on this thread.
    func settle(_ descriptor: Int32) {
      let problem = fsync(descriptor) == 0 ? 0 : errno
      state.withLock { state in
        state.isBusy = false
        if state.problem == 0 { state.problem = problem }
      }
    }

    /// Waits for the flushes that were begun; why the first one failed that did, else 0.
    @discardableResult
    func wait() -> Int32 {
      group.wait()
      return state.withLock { $0.problem }
    }
  }

  /// Writes a whole file at once.
  public static func write(_ bytes: some Sequence<UInt8>, to path: String) throws(FileError) {
    try AtomicFile(path: path, holding: bytes).commit()
  }

  /// A whole file that only has to be put in its place.
  public convenience init(
    path: String, holding bytes: some Sequence<UInt8>
  ) throws(FileError) {
    try self.init(path: path)
    try write(bytes)
  }
}
