/// A numeric type that NumPy's file format knows.
public protocol NPYElement: BitwiseCopyable, Sendable {
  /// NumPy's name of the type: byte order, kind and size, such as `<f4`.
  static var npyType: String { get }
}

extension Float: NPYElement {
  /// 32-bit float, little-endian.
  public static var npyType: String { "<f4" }
}
extension Double: NPYElement {
  /// 64-bit float, little-endian.
  public static var npyType: String { "<f8" }
}
extension Int64: NPYElement {
  /// 64-bit whole number, little-endian.
  public static var npyType: String { "<i8" }
}
extension Int: NPYElement {
  /// 64-bit whole number, little-endian.
  public static var npyType: String { "<i8" }
}
extension Int32: NPYElement {
  /// 32-bit whole number, little-endian.
  public static var npyType: String { "<i4" }
}
extension UInt16: NPYElement {
  /// 16-bit whole number from 0, little-endian.
  public static var npyType: String { "<u2" }
}
extension UInt8: NPYElement {
  /// One byte.
  public static var npyType: String { "|u1" }
}

/// Why an `.npy` or `.npz` file could not be read.
public struct NPYError: Error, Sendable, CustomStringConvertible {
  /// What is wrong, where, and what was expected.
  public let message: String
  /// What is wrong, where, and what was expected.
  public var description: String { message }
  init(_ message: String) { self.message = message }
}

/// NumPy's format of one array, version 1.0 (version 2.0 and 3.0 are read too).
///
/// <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>
public enum NPY {
  /// What the header of a file says of its array.
  struct Header: Equatable {
    var type: String
    var isFortranOrder: Bool
    var shape: [Int]
    /// Where the values begin, in bytes from the start of the file.
    var dataStart: Int
    var count: Int { shape.reduce(1, *) }
  }

  /// The bytes before the values: a multiple of 64, as NumPy writes them.
  static func header(type: String, shape: [Int]) -> [UInt8] {
    let sizes = shape.map(String.init).joined(separator: ", ")
    let tuple = shape.count == 1 ? "(\(sizes),)" : "(\(sizes))"
    var text = "{'descr': '\(type)', 'fortran_order': False, 'shape': \(tuple), }"
    let unpadded = 10 + text.utf8.count + 1
    text += String(repeating: " ", count: (64 - unpadded % 64) % 64) + "\n"
    var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
    bytes += [UInt8(text.utf8.count & 0xFF), UInt8(text.utf8.count >> 8)]
    return bytes + Array(text.utf8)
  }

  /// The file of one array as bytes.
  ///
  /// - Parameters:
  ///   - values: the values, last index fastest.
  ///   - shape: the sizes; their product is the number of values.
  public static func encode<Element: NPYElement>(_ values: [Element], shape: [Int]) -> [UInt8] {
    precondition(shape.reduce(1, *) == values.count, "the shape holds the values")
    var bytes = header(type: Element.npyType, shape: shape)
    unsafe values.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    return bytes
  }

  /// The array of a file: its values, last index fastest, and its shape.
  ///
  /// - Throws: `NPYError` if the file is damaged or holds another type.
  public static func decode<Element: NPYElement>(
    _ bytes: Span<UInt8>, as type: Element.Type = Element.self
  ) throws(NPYError) -> (values: [Element], shape: [Int]) {
    let header = try parseHeader(bytes)
    guard header.type == Element.npyType else {
      throw NPYError("the array holds \(header.type), expected \(Element.npyType)")
    }
    guard !header.isFortranOrder || header.shape.count < 2 else {
      throw NPYError("the array is in Fortran order; write it with numpy.ascontiguousarray")
    }
    let size = MemoryLayout<Element>.size
    let (length, overflow) = header.count.multipliedReportingOverflow(by: size)
    guard !overflow, length <= bytes.count - header.dataStart else {
      throw NPYError("the array is cut short: \(header.count) values promised")
    }
    let data = bytes.extracting(header.dataStart..<header.dataStart + length)
    let values = unsafe data.withUnsafeBytes { source in
      unsafe [Element](unsafeUninitializedCapacity: header.count) { target, initialized in
        unsafe UnsafeMutableRawBufferPointer(target).copyMemory(from: source)
        initialized = header.count
      }
    }
    return (values, header.shape)
  }

  /// Reads the header; the dictionary in it is Python source of a fixed form.
  static func parseHeader(_ bytes: Span<UInt8>) throws(NPYError) -> Header {
    let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
    guard bytes.count >= 10, magic.indices.allSatisfy({ bytes[$0] == magic[$0] }) else {
      throw NPYError("not an .npy file: its first bytes are not \\x93NUMPY")
    }
    let isLong = bytes[6] >= 2
    guard bytes[6] <= 3, bytes.count >= 12 else {
      throw NPYError("version \(bytes[6]) of the .npy format is unknown")
    }
    let length =
      isLong
      ? Int(bytes[8]) | Int(bytes[9]) << 8 | Int(bytes[10]) << 16 | Int(bytes[11]) << 24
      : Int(bytes[8]) | Int(bytes[9]) << 8
    let start = isLong ? 12 : 10
    guard start + length <= bytes.count else { throw NPYError("the .npy header is cut short") }
    var text: [UInt8] = []
    for index in start..<start + length { text.append(bytes[index]) }
    let dictionary = String(decoding: text, as: UTF8.self)
    guard let type = value(of: "descr", in: dictionary),
      let order = value(of: "fortran_order", in: dictionary),
      let shape = value(of: "shape", in: dictionary)
    else { throw NPYError("the .npy header lacks descr, fortran_order or shape: \(dictionary)") }
    var sizes: [Int] = []
    for part in shape.split(separator: ",") {
      let digits = part.filter { $0 != " " && $0 != "L" }
      if digits.isEmpty { continue }
      guard let size = Int(digits), size >= 0, size < 1 << 48 else {
        throw NPYError("the .npy header's shape makes no sense: \(shape)")
      }
      sizes.append(size)
    }
    var total = 1
    for size in sizes {
      let (product, overflow) = total.multipliedReportingOverflow(by: size)
      guard !overflow else { throw NPYError("the .npy header's shape is too large: \(shape)") }
      total = product
    }
    return Header(
      type: type, isFortranOrder: order == "True", shape: sizes, dataStart: start + length)
  }

  /// The text after `'key':`, without quotes, or what stands between parentheses.
  private static func value(of key: String, in dictionary: String) -> String? {
    let bytes = Array(dictionary.utf8)
    let name = Array("'\(key)':".utf8)
    guard bytes.count > name.count,
      let at = (0...bytes.count - name.count).first(where: {
        bytes[$0..<$0 + name.count].elementsEqual(name)
      })
    else { return nil }
    var start = at + name.count
    while start < bytes.count, bytes[start] == UInt8(ascii: " ") { start += 1 }
    guard start < bytes.count else { return nil }
    let closing: [UInt8]
    switch bytes[start] {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): closing = [bytes[start]]
    case UInt8(ascii: "("): closing = [UInt8(ascii: ")")]
    default:
      let rest = bytes[start...].prefix { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "}") }
      return String(decoding: rest, as: UTF8.self)
    }
    let rest = bytes[(start + 1)...]
    guard let end = rest.firstIndex(of: closing[0]) else { return nil }
    return String(decoding: rest[..<end], as: UTF8.self)
  }
}
