/// A single-byte encoding as mojibake goes through it: which character each byte of 0x80…0xFF
/// becomes, and back.
///
/// Bytes that the encoding leaves undefined become the C1 control of the same value, as sloppy
/// decoders have it.
struct LegacyTable: Sendable {
  let name: String
  /// By scalar below `flatEnd`, where nearly all are; 0 for none.
  private let flat: [UInt8]
  static let flatEnd = 0x2600
  private let bytes: [Unicode.Scalar: UInt8]

  init?(_ label: String) {
    guard let encoding = Encoding(label: label) ?? Encoding(converter: label) else { return nil }
    name = encoding.name
    var bytes: [Unicode.Scalar: UInt8] = [:]
    for byte in UInt8(0x80)...0xFF {
      let control = Unicode.Scalar(byte)
      if byte < 0xA0 { bytes[control] = byte }
      let decoded = String(decoding: encoding.decode([byte]).utf8, as: UTF8.self).unicodeScalars
      if let scalar = decoded.first, decoded.count == 1, scalar != "\u{FFFD}" {
        bytes[scalar] = byte
      }
    }
    self.bytes = bytes
    var flat = [UInt8](repeating: 0, count: Self.flatEnd)
    for (scalar, byte) in bytes where scalar.value < UInt32(Self.flatEnd) {
      flat[Int(scalar.value)] = byte
    }
    self.flat = flat
  }

  /// The characters beyond those that the flat table holds.
  var far: [Unicode.Scalar] { bytes.keys.filter { $0.value >= UInt32(Self.flatEnd) } }

  /// The byte that a character was; nil if the encoding has none or it is ASCII.
  func byte(of scalar: Unicode.Scalar) -> UInt8? {
    guard scalar.value < UInt32(Self.flatEnd) else { return bytes[scalar] }
    let byte = flat[Int(scalar.value)]
    return byte == 0 ? nil : byte
  }

  /// The encodings that UTF-8 is most often misread as, likeliest first.
  static let likely: [LegacyTable] = [
    "windows-1252", "windows-874", "windows-1250", "windows-1251", "windows-1253", "windows-1254",
    "windows-1257", "macintosh",
  ].compactMap(LegacyTable.init)

  /// All that text was seen misread as: the likely ones, and those that only a whole text proves.
  static let all: [LegacyTable] =
    likely
    + ["iso-8859-2", "windows-1255", "ibm-437_P100-1995", "ibm866", "koi8-r"]
    .compactMap(LegacyTable.init)

  /// Whether its letters lie where UTF-8 has its bytes, so that sound text often looks like it.
  var isDense: Bool { name == "windows-874" || name == "windows-1255" || name == "koi8-r" }

  /// What the controls of Latin-1 are in windows-1252.
  static let marks: [Unicode.Scalar: Unicode.Scalar] = {
    var marks: [Unicode.Scalar: Unicode.Scalar] = [:]
    for byte in UInt8(0x80)..<0xA0 {
      let decoded = String(decoding: Encoding.windows1252.decode([byte]).utf8, as: UTF8.self)
      if let scalar = decoded.unicodeScalars.first, scalar.value > 0xA0, scalar != "\u{FFFD}" {
        marks[Unicode.Scalar(byte)] = scalar
      }
    }
    return marks
  }()
}
