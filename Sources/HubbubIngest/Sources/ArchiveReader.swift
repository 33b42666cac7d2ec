internal import CLibArchive

/// The fence around libarchive: entries of an archive, or of a compressed file, read in order.
///
/// Only zip, tar, 7-Zip and bare compressed files are understood (gzip, bzip2, xz, zstd): the
/// holes of recent years are in the other formats. Nothing is ever written to disk.
@safe final class ArchiveReader: ByteStream {
  /// One entry: its name as untrusted text made safe to print.
  struct Entry {
    let name: String
    let isFile: Bool
    let isEncrypted: Bool
  }

  /// The number of unpacked bytes so far, over all entries.
  private(set) var unpacked = 0
  private let limits: SourceLimits
  private let handle: OpaquePointer
  private let memory: UnsafeMutableRawBufferPointer?
  private var entries = 0

  /// Opens a file.
  init(path: String, limits: SourceLimits) throws(SourceDamage) {
    self.limits = limits
    unsafe handle = try Self.make()
    unsafe memory = nil
    if unsafe archive_read_open_filename(handle, path, 1 << 18) != ARCHIVE_OK {
      throw damage("cannot open the archive")
    }
  }

  /// Opens an archive held in memory.
  init(bytes: [UInt8], limits: SourceLimits) throws(SourceDamage) {
    self.limits = limits
    unsafe handle = try Self.make()
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
    unsafe copy.copyBytes(from: bytes)
    unsafe memory = copy
    if unsafe archive_read_open_memory(handle, copy.baseAddress, copy.count) != ARCHIVE_OK {
      throw damage("cannot open the archive")
    }
  }

  deinit {
    unsafe archive_read_free(handle)
    if let memory = unsafe memory { unsafe memory.deallocate() }
  }

  private static func make() throws(SourceDamage) -> OpaquePointer {
    guard let handle = unsafe archive_read_new() else {
      throw SourceDamage(reason: "unreadable", detail: "out of memory")
    }
    unsafe archive_read_support_filter_gzip(handle)
    unsafe archive_read_support_filter_bzip2(handle)
    unsafe archive_read_support_filter_xz(handle)
    unsafe archive_read_support_filter_zstd(handle)
    unsafe archive_read_support_format_zip(handle)
    unsafe archive_read_support_format_tar(handle)
    unsafe archive_read_support_format_7zip(handle)
    unsafe archive_read_support_format_raw(handle)
    return unsafe handle
  }

  /// The next entry; nil after the last.
  func next() throws(SourceDamage) -> Entry? {
    var entry: OpaquePointer?
    let code = unsafe archive_read_next_header(handle, &entry)
    if code == ARCHIVE_EOF { return nil }
    guard code == ARCHIVE_OK || code == ARCHIVE_WARN, let entry = unsafe entry else {
      throw damage("cannot read the next entry")
    }
    entries += 1
    if entries > limits.entries {
      throw SourceDamage(
        reason: "limit-entries", detail: "the archive has more than \(limits.entries) entries")
    }
    let bytes: [UInt8]
    if let name = unsafe archive_entry_pathname_utf8(entry) {
      bytes = unsafe Self.bytes(name)
    } else if let name = unsafe archive_entry_pathname(entry) {
      bytes = unsafe Self.bytes(name)
    } else {
      bytes = []
    }
    let isRaw = unsafe archive_format(handle) == ARCHIVE_FORMAT_RAW
    // sys/stat.h: S_IFMT and S_IFREG. A hard link to a file has no content of its own.
    let isFile = unsafe isRaw || UInt32(archive_entry_filetype(entry)) & 0o170000 == 0o100000
    return Entry(
      name: isRaw ? "" : Self.printable(bytes), isFile: isFile,
      isEncrypted: unsafe archive_entry_is_encrypted(entry) != 0)
  }

  /// The next piece of the entry's content.
  func read() throws(SourceDamage) -> [UInt8]? {
    while true {
      var block: UnsafeRawPointer?
      var size = 0
      var offset: Int64 = 0
      let code = unsafe archive_read_data_block(handle, &block, &size, &offset)
      if code == ARCHIVE_EOF { return nil }
      guard code == ARCHIVE_OK || code == ARCHIVE_WARN else {
        throw damage("the content breaks off")
      }
      guard size > 0, let block = unsafe block else { continue }
      unpacked += size
      try checkLimits()
      return unsafe Array(UnsafeRawBufferPointer(start: block, count: size))
    }
  }

  private func checkLimits() throws(SourceDamage) {
    if unpacked > limits.archiveBytes {
      throw SourceDamage(
        reason: "limit-bytes",
        detail: "the archive unpacks to more than \(limits.archiveBytes) bytes")
    }
    if unpacked > limits.ratioFloor {
      let packed = unsafe max(1, Int(archive_filter_bytes(handle, -1)))
      if unpacked / packed > limits.ratio {
        throw SourceDamage(
          reason: "limit-ratio",
          detail: "the archive unpacks to more than \(limits.ratio) times its size")
      }
    }
  }

  private func damage(_ action: String) -> SourceDamage {
    var words = ""
    if let text = unsafe archive_error_string(handle) {
      words = Self.printable(unsafe Self.bytes(text))
    }
    let lower = words.lowercased()
    // libarchive gives zstd 128 MiB for what it looks back at; `--long=31` asks for two gigabytes.
    if lower.contains("too much memory") {
      return SourceDamage(
        reason: "limit-window",
        detail:
          "its window is larger than 128 MiB; unpack it: zstd -dc --long=31 FILE > posts.jsonl")
    }
    let truncated =
      lower.contains("truncated") || lower.contains("unexpected end")
      || lower.contains("premature") || lower.contains("end-of-file")
      || lower.contains("end of file")
    return SourceDamage(
      reason: truncated ? "truncated" : "damaged",
      detail: words.isEmpty ? action : "\(action): \(words)")
  }

  private static func bytes(_ text: UnsafePointer<CChar>) -> [UInt8] {
    var bytes: [UInt8] = []
    var at = unsafe text
    while unsafe at.pointee != 0 {
      bytes.append(unsafe UInt8(bitPattern: at.pointee))
      unsafe at += 1
    }
    return bytes
  }

  /// A name from an archive as text that is safe in a path and on a terminal: valid UTF-8, no
  /// control characters, no way up or out.
  static func printable(_ bytes: [UInt8]) -> String {
    var text = ""
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      let control =
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
      text.unicodeScalars.append(control ? "\u{FFFD}" : scalar)
    }
    let parts = text.split(whereSeparator: { $0 == "/" || $0 == "\\" })
      .filter { $0 != "." && $0 != ".." }
    return parts.joined(separator: "/")
  }
}
