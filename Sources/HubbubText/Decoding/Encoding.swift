internal import CICU

/// A character encoding of the WHATWG Encoding Standard.
public struct Encoding: Hashable, Sendable {
  /// The standard's name, such as `windows-1252`.
  public let name: String
  let converter: String

  /// UTF-8.
  public static let utf8 = Encoding(name: "utf-8", converter: "UTF-8")
  /// What browsers take for Latin-1 and ASCII.
  public static let windows1252 = table["windows-1252"] ?? utf8

  private static let table: [String: Encoding] = {
    var table: [String: Encoding] = [:]
    let text = String(decoding: PackageResources.encodings_tsv, as: UTF8.self)
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t").map(String.init)
      guard fields.count == 3 else { continue }
      let encoding = Encoding(name: fields[0], converter: fields[1])
      for label in fields[2].split(separator: " ") { table[String(label)] = encoding }
    }
    return table
  }()

  private init(name: String, converter: String) {
    self.name = name
    self.converter = converter
  }

  /// A converter of ICU's that the standard has no name for; for tables of bytes only.
  init?(converter: String) {
    self.init(name: converter, converter: converter)
    let sample = decode([0x41]).utf8
    guard sample == [0x41] else { return nil }
  }

  /// The encoding that a label names; nil if the standard knows none.
  ///
  /// - Parameter label: as in `charset=`; case and white space around it do not matter.
  public init?(label: String) {
    let trimmed = label.utf8.drop { $0 <= 0x20 }.map(ASCII.lower)
    let end = trimmed.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? 0
    guard let found = Self.table[String(decoding: trimmed[..<end], as: UTF8.self)] else {
      return nil
    }
    self = found
  }

  /// ICU's guess at the encoding of some bytes, if it is fairly sure and the standard knows it.
  static func detected(in bytes: [UInt8]) -> Encoding? {
    var confidence: Int32 = 0
    let name = unsafe bytes.withUnsafeBufferPointer { buffer -> String? in
      guard let base = buffer.baseAddress else { return nil }
      return unsafe hubbub_detect(base, Int64(buffer.count), &confidence).map {
        unsafe String(cString: $0)
      }
    }
    guard let name, confidence >= 25 else { return nil }
    return Encoding(label: name)
  }

  /// Decodes bytes; what cannot be decoded becomes U+FFFD.
  func decode(_ bytes: [UInt8]) -> (utf8: [UInt8], map: OffsetMap) {
    var text = unsafe hubbub_bytes()
    var runs = unsafe hubbub_bytes()
    let code = unsafe bytes.withUnsafeBufferPointer { buffer -> Int32 in
      guard let base = buffer.baseAddress else { return 0 }
      return unsafe hubbub_decode(converter, base, Int64(buffer.count), &text, &runs)
    }
    defer {
      unsafe hubbub_bytes_free(text)
      unsafe hubbub_bytes_free(runs)
    }
    precondition(
      code == 0,
      "ICU lacks the converter \(converter): \(unsafe String(cString: hubbub_icu_error(code)))")
    let utf8 = unsafe Array(UnsafeBufferPointer(start: text.bytes, count: Int(text.count)))
    let pairs = unsafe UnsafeRawBufferPointer(start: runs.bytes, count: Int(runs.count))
    let map = stride(from: 0, to: Int(unsafe runs.count), by: 16).map { at in
      OffsetMap.Run(
        to: Int(unsafe pairs.loadUnaligned(fromByteOffset: at, as: Int64.self)),
        from: Int(unsafe pairs.loadUnaligned(fromByteOffset: at + 8, as: Int64.self)))
    }
    return (utf8, OffsetMap(runs: map).ending(at: utf8.count, from: bytes.count))
  }
}
