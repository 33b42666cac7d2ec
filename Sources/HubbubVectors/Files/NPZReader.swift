internal import HubbubSystem

/// Reads NumPy's archives of named arrays, those whose members are stored, not compressed.
///
/// The file is mapped; an array costs memory when it is asked for.
public struct NPZReader: Sendable {
  private let file: MappedFile
  private let path: String
  private let members: [String: Range<Int>]

  /// The arrays' names, sorted by their bytes.
  public var names: [String] {
    members.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Opens an archive and reads its directory.
  ///
  /// - Throws: `FileError` if it cannot be opened, `NPYError` if it is no zip archive or holds
  ///   compressed members (`numpy.savez_compressed`), which `numpy.savez` writes uncompressed.
  public init(path: String) throws {
    self.path = path
    file = try MappedFile(path: path)
    let (members, problem) = file.withBytes { Self.directory(of: $0) }
    if let problem { throw NPYError("\(path): \(problem)") }
    self.members = members
  }

  /// An array of the archive: its values, last index fastest, and its shape.
  ///
  /// - Throws: `NPYError` if there is no such array, or if it is damaged or of another type.
  public func array<Element: NPYElement>(
    _ name: String, as type: Element.Type = Element.self
  ) throws(NPYError) -> (values: [Element], shape: [Int]) {
    guard let range = members[name] else {
      throw NPYError(
        "\(path): there is no array \(name), only \(names.joined(separator: ", "))")
    }
    do {
      return try file.withBytes { (bytes: Span<UInt8>) throws(NPYError) in
        try NPY.decode(bytes.extracting(range), as: type)
      }
    } catch {
      throw NPYError("\(path), array \(name): \(error.message)")
    }
  }

  /// An array of whole numbers, stored in 32 or 64 bits.
  public func integers(_ name: String) throws(NPYError) -> [Int] {
    if try elementType(of: name) == Int32.npyType {
      return try array(name, as: Int32.self).values.map(Int.init)
    }
    return try array(name, as: Int.self).values
  }

  /// NumPy's name of an array's type, such as `<f4`.
  public func elementType(of name: String) throws(NPYError) -> String {
    guard let range = members[name] else {
      throw NPYError("\(path): there is no array \(name)")
    }
    return try file.withBytes { (bytes: Span<UInt8>) throws(NPYError) in
      try NPY.parseHeader(bytes.extracting(range)).type
    }
  }

  /// The members of a zip file by name, or what is wrong with it.
  private static func directory(
    of bytes: Span<UInt8>
  ) -> (members: [String: Range<Int>], problem: String?) {
    func number(_ at: Int, _ size: Int) -> Int {
      guard at >= 0, at + size <= bytes.count else { return -1 }
      var value: UInt64 = 0
      for byte in 0..<size { value |= UInt64(bytes[at + byte]) << UInt64(8 * byte) }
      return Int(exactly: value) ?? -1
    }
    guard bytes.count >= 22 else { return ([:], "not a zip archive: too short") }
    var end = bytes.count - 22
    while end >= 0, number(end, 4) != 0x0605_4B50 { end -= 1 }
    guard end >= 0 else { return ([:], "not a zip archive, or cut short: it has no directory") }
    var count = number(end + 10, 2)
    var at = number(end + 16, 4)
    if end >= 20, number(end - 20, 4) == 0x0706_4B50 {
      let record = number(end - 12, 8)
      guard number(record, 4) == 0x0606_4B50 else { return ([:], "a damaged zip64 directory") }
      count = number(record + 32, 8)
      at = number(record + 48, 8)
    }
    var members: [String: Range<Int>] = [:]
    for _ in 0..<max(0, count) {
      guard number(at, 4) == 0x0201_4B50 else { return ([:], "a damaged zip directory") }
      let nameLength = number(at + 28, 2)
      let extraLength = number(at + 30, 2)
      guard at + 46 + nameLength + extraLength <= bytes.count else {
        return ([:], "a damaged zip directory")
      }
      var name: [UInt8] = []
      for place in at + 46..<at + 46 + nameLength { name.append(bytes[place]) }
      var size = number(at + 24, 4)
      var offset = number(at + 42, 4)
      var extra = at + 46 + nameLength
      let extraEnd = extra + extraLength
      while extra + 4 <= extraEnd {
        if number(extra, 2) == 1 {
          var field = extra + 4
          if size == 0xFFFF_FFFF {
            size = number(field, 8)
            field += 16
          }
          if offset == 0xFFFF_FFFF { offset = number(field, 8) }
        }
        extra += 4 + number(extra + 2, 2)
      }
      let text = String(decoding: name, as: UTF8.self)
      guard number(at + 10, 2) == 0 else {
        return ([:], "\(text) is compressed; write it with numpy.savez or compressed=False")
      }
      guard offset >= 0, size >= 0, number(offset, 4) == 0x0403_4B50 else {
        return ([:], "\(text): a damaged zip directory")
      }
      let start = offset + 30 + number(offset + 26, 2) + number(offset + 28, 2)
      guard start <= bytes.count, size <= bytes.count - start else {
        return ([:], "\(text) is cut short")
      }
      members[text.hasSuffix(".npy") ? String(text.dropLast(4)) : text] = start..<start + size
      at = extraEnd + number(at + 32, 2)
    }
    return (members, nil)
  }
}
