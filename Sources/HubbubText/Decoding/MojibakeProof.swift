/// A text that one encoding explains as a whole: most of what is not ASCII in it is UTF-8 once it
/// is written in that encoding, which chance does not do.
///
/// Then even what alone says nothing is mended: a byte that became a space, a question mark or the
/// mark of a loss, and letters that could stand where they stand.
struct MojibakeProof {
  private let table: LegacyTable

  /// The encoding that explains a text best; nil if none does.
  init?(_ scalars: [Unicode.Scalar]) {
    let foreign = scalars.count { $0.value >= 0x80 && !Self.isPlainMark($0) }
    guard foreign >= 3 else { return nil }
    var best: (table: LegacyTable, covered: Int)?
    for table in LegacyTable.all {
      guard let covered = Self.coverage(table, scalars) else { continue }
      // Letters of Thai and Hebrew follow one another as UTF-8 does now and then.
      let needed = table.isDense ? 0.9 : 0.6
      guard Double(covered) >= needed * Double(foreign) else { continue }
      if best == nil || covered > (best?.covered ?? 0) { best = (table, covered) }
    }
    guard let best else { return nil }
    table = best.table
  }

  /// Marks that word processors put into sound text, and the mark of a loss.
  private static func isPlainMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0xFFFD: true
    default: false
    }
  }

  /// How many characters are part of UTF-8 in an encoding; nil if that could be chance.
  private static func coverage(_ table: LegacyTable, _ scalars: [Unicode.Scalar]) -> Int? {
    var covered = 0
    var distinct: Set<Unicode.Scalar> = []
    var isLong = false
    var areLetters = true
    var at = 0
    while at < scalars.count {
      guard scalars[at].value >= 0x80,
        let (scalar, length) = table.sequence(scalars, at), scalar != "\u{FFFD}",
        scalar.value >= 0xA0
      else {
        at += 1
        continue
      }
      distinct.insert(scalar)
      isLong = isLong || length >= 3
      let next = at + length < scalars.count ? scalars[at + length] : " "
      let isSmall = scalar.properties.isLowercase || ("a"..."z").contains(next)
      // The long s stands in no text of our time.
      areLetters = areLetters && scalar.properties.isAlphabetic && isSmall && scalar.value != 0x17F
      covered += length
      at += length
    }
    let isProof = distinct.count >= 3 || distinct.count == 2 && (isLong || areLetters)
    return isProof ? covered : nil
  }

  /// The character at a place, and how many characters of the text it takes; nil to keep what is
  /// there.
  func character(
    _ scalars: [Unicode.Scalar], _ at: Int
  ) -> (scalar: Unicode.Scalar, length: Int)? {
    if let found = table.sequence(scalars, at) { return found }
    guard let lead = table.byte(of: scalars[at]) else { return nil }
    return spaced(scalars, at, lead) ?? lossy(scalars, at, lead)
  }

  /// A no-break space among the bytes became a space.
  private func spaced(
    _ scalars: [Unicode.Scalar], _ at: Int, _ lead: UInt8
  ) -> (scalar: Unicode.Scalar, length: Int)? {
    let length = LegacyTable.length(lead)
    guard length == 2 || length == 3 else { return nil }
    var bytes = [lead]
    var spaces = 0
    for index in at + 1..<at + length {
      guard index < scalars.count else { return nil }
      if scalars[index] == " " {
        bytes.append(0xA0)
        spaces += 1
      } else if let byte = table.byte(of: scalars[index]) {
        bytes.append(byte)
      } else {
        return nil
      }
    }
    guard spaces == 1, let scalar = LegacyTable.scalar(bytes) else { return nil }
    let next = at + length < scalars.count ? scalars[at + length] : " "
    switch lead {
    case 0xC2: return (scalar, 2)
    // "Ã " is a word of its own in French, and its space stays; Portuguese joins it.
    case 0xC3:
      let rest = scalars[(at + 2)...].prefix(6)
      let joined = ["s ", " ", "quele", "quela", "quilo"].contains {
        rest.starts(with: $0.unicodeScalars)
      }
      return (scalar, joined ? 2 : 1)
    default:
      let goesOn = ("a"..."z").contains(next) || next.value >= 0x80 && next != "\u{FFFD}"
      return scalar.properties.isAlphabetic && (goesOn || length == 3) ? (scalar, length) : nil
    }
  }

  /// A byte that the encoding has no character for became a question mark or was lost.
  private func lossy(
    _ scalars: [Unicode.Scalar], _ at: Int, _ lead: UInt8
  ) -> (scalar: Unicode.Scalar, length: Int)? {
    let length = LegacyTable.length(lead)
    guard length >= 2, at + length <= scalars.count else { return nil }
    for index in at + 1..<at + length {
      if scalars[index] == "\u{FFFD}" { return ("\u{FFFD}", index - at + 1) }
      if scalars[index] == "?", index == at + 2, length == 3 { return ("\u{FFFD}", 3) }
      guard let byte = table.byte(of: scalars[index]), byte & 0xC0 == 0x80 else { return nil }
    }
    return nil
  }
}

extension LegacyTable {
  /// How many bytes a sequence has that begins with one; 0 if none does.
  static func length(_ lead: UInt8) -> Int {
    switch lead {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 0
    }
  }

  /// The one character that bytes are in UTF-8.
  static func scalar(_ bytes: [UInt8]) -> Unicode.Scalar? {
    guard UTF8Form.length(bytes, 0) == bytes.count else { return nil }
    return String(decoding: bytes, as: UTF8.self).unicodeScalars.first
  }

  /// The character that stands at a place as UTF-8 in this encoding, surrogates written one by one
  /// (CESU-8) taken together; how many characters of the text it takes.
  func sequence(
    _ scalars: [Unicode.Scalar], _ at: Int
  ) -> (scalar: Unicode.Scalar, length: Int)? {
    guard let lead = byte(of: scalars[at]) else { return nil }
    let length = Self.length(lead)
    guard length > 0, at + length <= scalars.count else { return nil }
    // Most characters end here, before anything is allocated.
    let next = scalars[at + 1]
    guard next == "\u{FFFD}" || (byte(of: next) ?? 0) & 0xC0 == 0x80 else { return nil }
    var bytes = [lead]
    for index in at + 1..<at + length {
      // A byte that was lost on the way takes its character with it.
      if scalars[index] == "\u{FFFD}" { return ("\u{FFFD}", index - at + 1) }
      guard let byte = byte(of: scalars[index]), byte & 0xC0 == 0x80 else { return nil }
      bytes.append(byte)
    }
    if let scalar = Self.scalar(bytes) { return (scalar, length) }
    guard lead == 0xED, at + 6 <= scalars.count, bytes[1] & 0xF0 == 0xA0 else { return nil }
    let rest = scalars[at + 3..<at + 6].compactMap { byte(of: $0) }
    guard rest.count == 3, rest[0] == 0xED, rest[1] & 0xF0 == 0xB0, rest[2] & 0xC0 == 0x80 else {
      return nil
    }
    let high = UInt32(bytes[1] & 0x0F) << 6 | UInt32(bytes[2] & 0x3F)
    let low = UInt32(rest[1] & 0x0F) << 6 | UInt32(rest[2] & 0x3F)
    return Unicode.Scalar(0x10000 + high << 10 + low).map { ($0, 6) }
  }
}
