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

  /// The encoding that some bytes are likely in, if the standard knows it.
  ///
  /// ICU's guess; where that is a Latin alphabet or none, and the letters beyond ASCII stand together as
  /// they do in no Latin text, its guess at their words alone: what is Latin around them, the tags of a
  /// page above all, hides Cyrillic, Greek, Hebrew and Arabic from it.
  static func detected(in bytes: [UInt8]) -> Encoding? {
    let whole = guessed(bytes)
    if let whole, !latin.contains(where: whole.name.hasPrefix) { return whole }
    guard let words = foreignWords(bytes), let found = guessed(words),
      otherAlphabets.contains(found.name)
    else { return whole }
    return found
  }

  /// Beginnings of the names of encodings for Latin alphabets.
  private static let latin = ["windows-1252", "windows-1250", "windows-1254", "iso-8859-2"]
  /// Encodings of one byte a letter for other alphabets.
  private static let otherAlphabets: Set<String> = [
    "windows-1251", "koi8-r", "iso-8859-5", "windows-1253", "iso-8859-7", "windows-1255",
    "iso-8859-8", "iso-8859-8-i", "windows-1256", "iso-8859-6",
  ]

  /// The runs of bytes beyond ASCII with blanks between them, the first 64 KiB of them; nil where
  /// fewer than four of five such bytes stand beside another.
  private static func foreignWords(_ bytes: [UInt8]) -> [UInt8]? {
    var words: [UInt8] = []
    var beside = 0
    var foreign = 0
    for at in bytes.indices {
      guard bytes[at] >= 0x80 else {
        if let last = words.last, last >= 0x80 { words.append(0x20) }
        continue
      }
      foreign += 1
      if at > 0 && bytes[at - 1] >= 0x80 || at + 1 < bytes.count && bytes[at + 1] >= 0x80 {
        beside += 1
      }
      words.append(bytes[at])
      if words.count >= 1 << 16 { break }
    }
    return foreign >= 24 && beside * 5 >= foreign * 4 ? words : nil
  }

  /// ICU's guess at the encoding of some bytes, if it is fairly sure and the standard knows it.
  private static func guessed(_ bytes: [UInt8]) -> Encoding? {
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
