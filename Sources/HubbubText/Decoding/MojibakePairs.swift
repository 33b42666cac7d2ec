internal import HubbubSystem

/// Which characters can stand next to each other in mojibake: one that some encoding has for a byte
/// that begins a character of UTF-8, and one that the same encoding has for a byte within one.
///
/// Where no two do, there is none. Most text in scripts that no single-byte encoding has, such as
/// Chinese, is told so at the speed of a scan.
struct MojibakePairs: Sendable {
  /// For each character below `LegacyTable.flatEnd` the encodings in which it begins one, and those in
  /// which it goes on with one.
  private var near = [Sides](repeating: Sides(), count: LegacyTable.flatEnd)
  private var far: [UInt32: Sides] = [:]
  /// Between which the characters of `far` lie.
  private var farRange: ClosedRange<UInt32> = 0...0

  private struct Sides: Sendable {
    var begins: UInt16 = 0
    var goesOn: UInt16 = 0
  }

  static let shared = MojibakePairs()

  private init() {
    for (number, table) in LegacyTable.all.enumerated() {
      let bit = UInt16(1) << number
      func note(_ scalar: Unicode.Scalar, _ sides: inout Sides) {
        guard let byte = table.byte(of: scalar) else { return }
        if byte >= 0xC2 { sides.begins |= bit }
        if byte & 0xC0 == 0x80 { sides.goesOn |= bit }
      }
      for value in UInt32(0x80)..<UInt32(LegacyTable.flatEnd) {
        if let scalar = Unicode.Scalar(value) { note(scalar, &near[Int(value)]) }
      }
      for scalar in table.far { note(scalar, &far[scalar.value, default: Sides()]) }
    }
    // A byte that was lost goes on with any.
    far[0xFFFD] = Sides(begins: 0, goesOn: .max)
    let values = far.keys.filter { $0 != 0xFFFD }
    farRange = (values.min() ?? 0)...(values.max() ?? 0)
  }

  /// Whether two such characters stand in a text side by side, or one that is mended alone.
  ///
  /// - Complexity: O(n).
  func stand(in bytes: Span<UInt8>) -> Bool {
    let near = near.span
    var before: UInt16 = 0
    var at = 0
    while at < bytes.count {
      let lead = bytes[at]
      if lead < 0x80 {
        before = 0
        at += EightBytes.load(bytes, at) & EightBytes.tops == 0 ? min(8, bytes.count - at) : 1
        continue
      }
      let value: UInt32
      if lead < 0xE0 {
        value = UInt32(lead & 0x1F) << 6 | UInt32(bytes[at + 1] & 0x3F)
        at += 2
        // Controls of Latin-1, and "Ã" whose no-break space became a space.
        if value < 0xA0 || value == 0xC3 { return true }
      } else if lead < 0xF0 {
        value =
          UInt32(lead & 0x0F) << 12 | UInt32(bytes[at + 1] & 0x3F) << 6
          | UInt32(bytes[at + 2] & 0x3F)
        at += 3
        // What is left of an apostrophe.
        if value == 0x0E42 { return true }
      } else {
        at += 4
        before = 0
        continue
      }
      let sides: Sides
      if value < UInt32(near.count) {
        sides = near[Int(value)]
      } else if value == 0xFFFD || farRange.contains(value) {
        sides = far[value] ?? Sides()
      } else {
        before = 0
        continue
      }
      if before & sides.goesOn != 0 { return true }
      before = sides.begins
    }
    return false
  }
}
