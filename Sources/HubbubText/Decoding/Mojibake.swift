internal import HubbubSystem

/// UTF-8 that was read as something else, and written again.
///
/// After the idea of ftfy (Speer, <https://ftfy.readthedocs.io>): where a run of characters,
/// written in a legacy encoding, makes UTF-8 that says something likelier, it was mojibake. What
/// counts as likelier is decided sequence by sequence, so that one damaged word in a sound text is
/// mended and the rest left alone.
public enum Mojibake {
  /// Mends a text.
  ///
  /// - Returns: the text, where its bytes stood before, and whether anything was changed.
  /// - Complexity: O(n); ASCII is skipped at the speed of a scan.
  public static func repair(_ text: String) -> (text: String, map: OffsetMap, repaired: Bool) {
    isFarFrom(text.utf8.span) ? (text, .identity, false) : peeled(text)
  }

  /// What `repair` makes of a text that may hold mojibake: of any other, the text itself.
  static func peeled(_ text: String) -> (text: String, map: OffsetMap, repaired: Bool) {
    var current = text
    var map = OffsetMap.identity
    // Text can be misread more than once; four layers are the most that were ever seen.
    for layer in 0..<4 {
      guard let pass = layerOff(current) else {
        if layer > 0, let rest = MojibakeDebris.marked(current, provenBy: text) {
          current = rest.text
          map = rest.map.after(map)
        }
        let (mended, marks) = marked(current)
        return (mended, marks.after(map), layer > 0)
      }
      current = pass.text
      map = pass.map.after(map)
    }
    return (current, map, true)
  }

  /// Whether no two characters stand side by side that mojibake consists of, and none that is mended
  /// alone: as apostrophes and accents stand in most texts.
  ///
  /// - Complexity: O(n), most of it eight bytes at a time.
  public static func isFarFrom(_ bytes: Span<UInt8>) -> Bool {
    !MojibakePairs.shared.stand(in: bytes)
  }

  /// One layer taken off a text; nil if there is none.
  private static func layerOff(_ text: String) -> (text: String, map: OffsetMap)? {
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return nil }
    let scalars = Array(text.unicodeScalars)
    if let proof = MojibakeProof(scalars) { return mend(scalars) { proof.character(scalars, $0) } }
    guard let pass = mend(scalars, isProven: false) else { return nil }
    // What is doubtful alone is clear beside what is sure.
    return mend(scalars, isProven: true) ?? pass
  }

  /// A text with single characters replaced.
  static func mend(
    _ scalars: [Unicode.Scalar],
    _ character: (Int) -> (scalar: Unicode.Scalar, length: Int)?
  ) -> (text: String, map: OffsetMap)? {
    var out = String.UnicodeScalarView()
    var runs: [OffsetMap.Run] = [OffsetMap.Run(to: 0, from: 0)]
    var to = 0
    var from = 0
    var at = 0
    while at < scalars.count {
      let found = scalars[at].value < 0x80 ? nil : character(at)
      let scalar = found?.scalar ?? scalars[at]
      for index in at..<at + (found?.length ?? 1) { from += UTF8.width(scalars[index]) }
      out.append(scalar)
      to += UTF8.width(scalar)
      at += found?.length ?? 1
      if found != nil { runs.append(OffsetMap.Run(to: to, from: from)) }
    }
    return runs.count > 1 ? (String(out), OffsetMap(runs: runs)) : nil
  }

  /// Windows-1252 read as Latin-1: its quotation marks and dashes are controls there.
  ///
  /// Nobody types those. It is no mojibake, so it does not count as a repair.
  private static func marked(_ text: String) -> (text: String, map: OffsetMap) {
    var before: UInt8 = 0
    let holdsControl = text.utf8.contains { byte in
      defer { before = byte }
      return before == 0xC2 && byte < 0xA0
    }
    guard holdsControl else { return (text, .identity) }
    let scalars = Array(text.unicodeScalars)
    guard
      let mended = mend(
        scalars,
        { at in
          guard (0x80..<0xA0).contains(scalars[at].value) else { return nil }
          return LegacyTable.marks[scalars[at]].map { ($0, 1) }
        })
    else { return (text, .identity) }
    return mended
  }

  /// One layer taken off, sequence by sequence; nil if there is none.
  ///
  /// - Parameter isProven: whether the text is known to hold mojibake.
  private static func mend(
    _ scalars: [Unicode.Scalar], isProven: Bool
  ) -> (text: String, map: OffsetMap)? {
    // Sound text, which most is, is only looked at.
    let isSound = scalars.indices.allSatisfy { at in
      scalars[at].value < 0x80 || sequence(in: scalars, at: at, isProven) == nil
    }
    if isSound { return nil }
    var out = String.UnicodeScalarView()
    var runs: [OffsetMap.Run] = [OffsetMap.Run(to: 0, from: 0)]
    var to = 0
    var from = 0
    var at = 0
    while at < scalars.count {
      let scalar = scalars[at]
      if scalar.value >= 0x80, let found = sequence(in: scalars, at: at, isProven) {
        for index in at..<at + found.length { from += UTF8.width(scalars[index]) }
        for mended in found.scalars {
          out.append(mended)
          to += UTF8.width(mended)
        }
        runs.append(OffsetMap.Run(to: to, from: from))
        at += found.length
      } else {
        out.append(scalar)
        to += UTF8.width(scalar)
        from += UTF8.width(scalar)
        at += 1
      }
    }
    return (String(out), OffsetMap(runs: runs))
  }

  struct Found {
    let length: Int
    let scalars: [Unicode.Scalar]
  }

  private static func sequence(
    in scalars: [Unicode.Scalar], at start: Int, _ isProven: Bool
  ) -> Found? {
    for table in LegacyTable.likely {
      if let found = decode(table, scalars, start, isProven) { return found }
    }
    return inferred(scalars, start) ?? graveA(scalars, start, isProven)
  }

  /// Sequences that follow one another through one table, taken if they are likelier than what
  /// stands there.
  private static func decode(
    _ table: LegacyTable, _ scalars: [Unicode.Scalar], _ start: Int, _ isProven: Bool
  ) -> Found? {
    var at = start
    var mended: [Unicode.Scalar] = []
    var isSure = false
    while at < scalars.count, let (scalar, length) = one(table, scalars, at) {
      let source = scalars[at..<at + length]
      isSure = isSure || likelier(scalar, source, scalars, at, length, isProven)
      mended.append(scalar)
      at += length
    }
    guard let first = mended.first else { return nil }
    // Three letters of one script in a row are no chance; single ones must be sure.
    let letters = mended.filter { $0 != lost }
    let isRun =
      letters.count >= 3 && letters.allSatisfy { sameBlock($0, letters.first ?? first) }
    return isSure || isRun ? Found(length: at - start, scalars: mended) : nil
  }

  /// The character that a table makes of what stands at a place, if it makes UTF-8.
  private static func one(
    _ table: LegacyTable, _ scalars: [Unicode.Scalar], _ at: Int
  ) -> (scalar: Unicode.Scalar, length: Int)? {
    table.sequence(scalars, at)
  }

  /// Whether one mended character is surely likelier than its source.
  private static func likelier(
    _ scalar: Unicode.Scalar, _ source: ArraySlice<Unicode.Scalar>, _ all: [Unicode.Scalar],
    _ at: Int, _ length: Int, _ isProven: Bool
  ) -> Bool {
    let rest = source.dropFirst()
    let restIsMarks = rest.allSatisfy { !$0.properties.isAlphabetic }
    let before = at > 0 ? all[at - 1] : " "
    let after = at + length < all.count ? all[at + length] : " "
    let first = source.first ?? " "
    // No word goes on in lower case right after a capital and a mark: "Ä°stanbul", "RÄ«ga".
    let isTorn =
      restIsMarks && "ÃÂÄÅĂĹÎÐÑ".unicodeScalars.contains(first) && isLowercaseASCII(after)
      && !isQuotation(rest.first)
    switch scalar.value {
    case 0xFFFD:
      // "â€" and a loss, not a capital and a loss, unless a word goes on after it.
      if length == 2, "ÄÅÃ".unicodeScalars.contains(first) {
        return isLowercaseASCII(before) && isLowercaseASCII(after)
      }
      return length == 3 && !isQuotation(rest.first)
    case 0x80..<0xA0:
      return false
    case 0xA0..<0xC0:
      // "Â£": a mark after a capital that no word ends in. Thai and Cyrillic letters stand alone.
      return restIsMarks && first.value < 0x180
        && (first.properties.isAlphabetic && !before.properties.isAlphabetic || isProven)
    case 0xC0..<0x100:
      // "Ãƒ" and its like: mojibake of mojibake, which no language writes.
      if first == "Ã", ["ƒ", "‚", "¢"].contains(rest.first) { return true }
      // "Ã¥" is å of Latin-1, or something else of MacRoman.
      if first == "Ã", rest.first == "¥" { return isProven }
      // A capital may end a word before a mark that people do type.
      if isTypographic(rest.first), !isLowercaseASCII(before), !isProven {
        let isInside = isASCIILetter(before) && isASCIILetter(after)
        let isClear = isLowercaseASCII(after) || first == "Ã" && isASCIILetter(before)
        return isInside || isClear && !isQuotation(rest.first)
      }
      if restIsMarks { return isLatin(before) || isLatin(after) || scalar.properties.isAlphabetic }
      return isASCIILetter(before) && (isASCIILetter(after) || after == " ")
    case 0x100..<0x180:
      if isTorn || isProven && restIsMarks && !isQuotation(rest.first) { return true }
      if first == "Ä" || first == "Å", !restIsMarks { return isLowercaseASCII(after) }
      return restIsMarks && (isLowercaseASCII(before) || isLowercaseASCII(after))
        && !isTypographic(rest.first)
    case 0x2010..<0x2070, 0x20A0..<0x20C0, 0x2100..<0x2150, 0x2190..<0x2C00, 0x1F000...0x1FAFF:
      return true
    case 0xFB00..<0xFB07, 0xFF01..<0xFF61, 0xFEFF, 0xFE0F:
      return true
    case 0x0300..<0x0370:
      return restIsMarks && (first == "Ì" || first == "Í") && (isProven || before.isASCII)
    case 0x0370..<0x0600 where isLatin(first):
      return isTorn
    case 0x0900..<0xFB00 where isLatin(first):
      // Three bytes of one letter: a Latin letter and two marks that are not mere punctuation.
      return !(0x1D00..<0x1E00).contains(scalar.value) && scalar.properties.isAlphabetic
        && !rest.allSatisfy { isTypographic($0) }
        && !rest.contains { isASCIILetter($0) }
    default:
      return false
    }
  }

  /// "Ã " whose no-break space became a space: the French and Portuguese word "à".
  private static func graveA(
    _ scalars: [Unicode.Scalar], _ at: Int, _ isProven: Bool
  ) -> Found? {
    guard scalars[at] == "Ã", at + 1 < scalars.count, scalars[at + 1] == " ",
      isProven || at > 0 && isLowercaseASCII(scalars[at - 1])
    else { return nil }
    // Portuguese joins it: "às", "àquele".
    let rest = scalars[(at + 2)...].prefix(6)
    let joined = ["s ", " ", "quele", "quela", "quilo"].contains {
      rest.starts(with: $0.unicodeScalars)
    }
    return Found(length: joined ? 2 : 1, scalars: ["à"])
  }

  /// The mark of a character that could not be decoded.
  private static let lost: Unicode.Scalar = "\u{FFFD}"

  /// Quotation marks and dashes, which follow a capital in sound text.
  private static func isQuotation(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    return ["’", "”", "“", "‘", "–", "—", "»", "…"].contains(scalar)
  }

  /// What can only be inferred: an apostrophe between letters of which Windows-874 left one byte.
  static func inferred(_ scalars: [Unicode.Scalar], _ at: Int) -> Found? {
    guard scalars[at] == "\u{0E42}", at > 0, isASCIILetter(scalars[at - 1]) else { return nil }
    var next = at + 1
    while next < scalars.count, scalars[next] == "€" || (0x80..<0xA0).contains(scalars[next].value)
    {
      next += 1
    }
    guard next < scalars.count, isLowercaseASCII(scalars[next]) else { return nil }
    return Found(length: next - at, scalars: ["\u{2019}"])
  }

  private static func sameBlock(_ a: Unicode.Scalar, _ b: Unicode.Scalar) -> Bool {
    a.properties.isAlphabetic && b.properties.isAlphabetic && a.value >> 8 == b.value >> 8
  }

  private static func isASCIILetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && scalar.properties.isAlphabetic
  }

  private static func isLowercaseASCII(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar)
  }

  private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x250 && scalar.properties.isAlphabetic
  }

  /// Marks that people do type after a capital.
  private static func isTypographic(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    return ["…", "’", "”", "“", "‘", "–", "—", "»", "«", "®", "™", "©", "°", "\u{A0}"].contains(
      scalar)
  }
}
