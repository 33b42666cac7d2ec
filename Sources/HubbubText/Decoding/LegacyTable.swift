/// A single-byte encoding as mojibake goes through it: which character each byte of 0x80…0xFF
/// becomes, and back.
///
/// Bytes that the encoding leaves undefined become the C1 control of the same value, as sloppy
/// decoders have it.
struct LegacyTable: Sendable {
  let name: String
  private let bytes: [Unicode.Scalar: UInt8]

  init?(_ label: String) {
    guard let encoding = Encoding(label: label) else { return nil }
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
  }

  /// The byte that a character was; nil if the encoding has none or it is ASCII.
  func byte(of scalar: Unicode.Scalar) -> UInt8? { bytes[scalar] }

  /// The encodings that UTF-8 is most often misread as, likeliest first.
  static let likely: [LegacyTable] = [
    "windows-1252", "windows-874", "windows-1250", "windows-1251", "windows-1253", "windows-1254",
    "windows-1257", "macintosh",
  ].compactMap(LegacyTable.init)
}
