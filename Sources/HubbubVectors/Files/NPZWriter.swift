public import HubbubSystem

/// Writes NumPy's archive of named arrays: a zip file of `.npy` members, stored as they are.
///
/// Equal arrays give equal bytes: members carry the date 1980-01-01, as NumPy's own do, and
/// nothing of the machine. Values begin at multiples of 64 bytes, so that they can be mapped.
/// Format: PKWARE APPNOTE 6.3.10; sizes and offsets past 4 GiB are written as zip64.
public final class NPZWriter {
  private struct Member {
    var name: [UInt8]
    var checksum: UInt32
    var size: Int
    var offset: Int
  }

  private let file: AtomicFile
  private var members: [Member] = []
  private var position = 0

  /// Opens an archive; nothing is visible before `commit()`.
  public init(path: String) throws(FileError) { file = try AtomicFile(path: path) }

  /// Appends an array under a name (without `.npy`).
  ///
  /// - Parameter shape: its sizes; none given is one dimension of all values.
  public func write<Element: NPYElement>(
    _ name: String, _ values: [Element], shape: [Int]? = nil
  ) throws(FileError) {
    let header = NPY.header(type: Element.npyType, shape: shape ?? [values.count])
    precondition((shape ?? [values.count]).reduce(1, *) == values.count, "the shape fits")
    try write(name, header: header, size: values.count * MemoryLayout<Element>.size) { part in
      unsafe values.withUnsafeBytes { unsafe Array($0[part]) }
    }
  }

  /// Appends a byte string as an array without dimensions, such as SciPy's `format`.
  public func write(_ name: String, bytes: [UInt8]) throws(FileError) {
    let header = NPY.header(type: "|S\(bytes.count)", shape: [])
    try write(name, header: header, size: bytes.count) { Array(bytes[$0]) }
  }

  private func write(
    _ name: String, header: [UInt8], size: Int, _ bytes: (Range<Int>) -> [UInt8]
  ) throws(FileError) {
    let parts = Workers.batches(of: 1 << 20, in: size)
    var checksum = CRC32()
    checksum.add(header.span)
    for part in parts { checksum.add(bytes(part).span) }
    let member = Member(
      name: Array("\(name).npy".utf8), checksum: checksum.value, size: header.count + size,
      offset: position)
    members.append(member)
    try append(localHeader(of: member))
    try append(header)
    for part in parts { try append(bytes(part)) }
  }

  private func append(_ bytes: [UInt8]) throws(FileError) {
    try file.write(bytes)
    position += bytes.count
  }

  /// Ends the archive and puts it in its place.
  public func commit() throws(FileError) {
    let start = position
    for member in members { try append(directoryEntry(of: member)) }
    let size = position - start
    let isLarge = start >= 0xFFFF_FFFF || members.count >= 0xFFFF
    if isLarge {
      let end = position
      var record = Fields()
      record.add32(0x0606_4B50)
      record.add64(44)
      record.add16(45)
      record.add16(45)
      record.add32(0)
      record.add32(0)
      record.add64(members.count)
      record.add64(members.count)
      record.add64(size)
      record.add64(start)
      record.add32(0x0706_4B50)
      record.add32(0)
      record.add64(end)
      record.add32(1)
      try append(record.bytes)
    }
    var record = Fields()
    record.add32(0x0605_4B50)
    record.add16(0)
    record.add16(0)
    record.add16(min(members.count, 0xFFFF))
    record.add16(min(members.count, 0xFFFF))
    record.add32(min(size, 0xFFFF_FFFF))
    record.add32(isLarge ? 0xFFFF_FFFF : start)
    record.add16(0)
    try append(record.bytes)
    try file.commit()
  }

  /// 1980-01-01, the earliest date that zip can say.
  private static let date = 0x0021

  private func localHeader(of member: Member) -> [UInt8] {
    let isLarge = member.size >= 0xFFFF_FFFF
    var extra = Fields()
    if isLarge {
      extra.add16(1)
      extra.add16(16)
      extra.add64(member.size)
      extra.add64(member.size)
    }
    // Padding (an extra field of an unassigned kind) brings the member's first byte to 64.
    let unpadded = member.offset + 30 + member.name.count + extra.bytes.count + 4
    let padding = (64 - unpadded % 64) % 64
    extra.add16(0x4248)
    extra.add16(padding)
    extra.bytes += [UInt8](repeating: 0, count: padding)
    var fields = Fields()
    fields.add32(0x0403_4B50)
    fields.add16(isLarge ? 45 : 20)
    fields.add16(0)
    fields.add16(0)
    fields.add16(0)
    fields.add16(Self.date)
    fields.add32(Int(member.checksum))
    fields.add32(min(member.size, 0xFFFF_FFFF))
    fields.add32(min(member.size, 0xFFFF_FFFF))
    fields.add16(member.name.count)
    fields.add16(extra.bytes.count)
    return fields.bytes + member.name + extra.bytes
  }

  private func directoryEntry(of member: Member) -> [UInt8] {
    let isLarge = member.size >= 0xFFFF_FFFF
    let isFar = member.offset >= 0xFFFF_FFFF
    var extra = Fields()
    if isLarge || isFar {
      extra.add16(1)
      extra.add16((isLarge ? 16 : 0) + (isFar ? 8 : 0))
      if isLarge {
        extra.add64(member.size)
        extra.add64(member.size)
      }
      if isFar { extra.add64(member.offset) }
    }
    var fields = Fields()
    fields.add32(0x0201_4B50)
    fields.add16(isLarge || isFar ? 45 : 20)
    fields.add16(isLarge || isFar ? 45 : 20)
    fields.add16(0)
    fields.add16(0)
    fields.add16(0)
    fields.add16(Self.date)
    fields.add32(Int(member.checksum))
    fields.add32(min(member.size, 0xFFFF_FFFF))
    fields.add32(min(member.size, 0xFFFF_FFFF))
    fields.add16(member.name.count)
    fields.add16(extra.bytes.count)
    fields.add16(0)
    fields.add16(0)
    fields.add16(0)
    fields.add32(0)
    fields.add32(isFar ? 0xFFFF_FFFF : member.offset)
    return fields.bytes + member.name + extra.bytes
  }

  /// Little-endian fields of a zip record.
  private struct Fields {
    var bytes: [UInt8] = []
    mutating func add16(_ value: Int) { add(value, 2) }
    mutating func add32(_ value: Int) { add(value, 4) }
    mutating func add64(_ value: Int) { add(value, 8) }
    private mutating func add(_ value: Int, _ size: Int) {
      for byte in 0..<size { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * byte))) }
    }
  }
}
