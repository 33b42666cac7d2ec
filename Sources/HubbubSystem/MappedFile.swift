#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The bytes of a file, mapped into memory for reading.
///
/// The file must not be truncated while it is mapped; workspaces replace files, never cut them.
@safe public final class MappedFile: Sendable {
  /// The number of bytes.
  public let count: Int
  private nonisolated(unsafe) let base: UnsafeMutableRawPointer?

  /// Maps a file.
  ///
  /// - Throws: `FileError` if it cannot be opened or mapped.
  /// - Complexity: O(1); pages are read when they are touched.
  public init(path: String) throws(FileError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError.last("open", path) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw FileError.last("read", path) }
    count = Int(status.st_size)
    if count == 0 {
      unsafe base = nil
    } else {
      let mapped = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
      guard let mapped = unsafe mapped, unsafe mapped != MAP_FAILED else {
        throw FileError.last("map", path)
      }
      unsafe base = mapped
    }
  }

  deinit {
    if let base = unsafe base { unsafe munmap(base, count) }
  }

  /// Lends the file's bytes to a closure.
  public func withBytes<R, E: Error>(_ body: (Span<UInt8>) throws(E) -> R) throws(E) -> R {
    let buffer = unsafe UnsafeRawBufferPointer(start: base, count: count)
    return try unsafe body(buffer.bindMemory(to: UInt8.self).span)
  }

  /// A copy of part of the file.
  ///
  /// The range must lie within it.
  public func bytes(_ range: Range<Int>) -> [UInt8] {
    withBytes { span in
      let part = span.extracting(range)
      return unsafe part.withUnsafeBufferPointer { unsafe Array($0) }
    }
  }

  /// Gives the memory of a part that will not be read soon back to the system.
  ///
  /// A file read front to back then costs a window instead of its whole size. The bytes can still be
  /// read; they come from the disk again.
  public func forget(_ range: Range<Int>) {
    guard let base = unsafe base, !range.isEmpty else { return }
    // Only whole pages; what shares one with bytes still needed stays.
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let start = (range.lowerBound + page - 1) / page * page
    let end = range.upperBound == count ? count : range.upperBound / page * page
    if end > start { unsafe _ = madvise(base + start, end - start, MADV_DONTNEED) }
  }

  /// Gives back the memory of a part read out of order, with what the system mapped beside it.
  ///
  /// With a page that is touched some more come, so that a few thousand rows read here and there
  /// would hold a large file. Others who read there at the same time read on.
  public func forget(around range: Range<Int>) {
    let start = range.lowerBound / Self.mappedAtOnce * Self.mappedAtOnce
    let end = (range.upperBound + Self.mappedAtOnce - 1) / Self.mappedAtOnce * Self.mappedAtOnce
    forget(start..<min(end, count))
  }

  /// What Linux maps around a page that is touched, unless it is told otherwise.
  private static let mappedAtOnce = 1 << 16
}
