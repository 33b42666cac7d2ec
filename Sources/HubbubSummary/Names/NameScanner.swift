/// Cuts a post into the words that names are made of.
///
/// It works on chunks between blanks. One with the marks of addresses or code (`_`, `=`, `::`, `()`,
/// `@` …) is passed over; of the others the marks at either side say where sentences begin and where
/// a name cannot go on.
struct NameScanner {
  private let tables: NameTables
  private var bytes: [UInt8] = []
  private(set) var tokens: [NameToken] = []
  /// The words with a capital inside that stand in code, by their keys.
  private(set) var codeWords: [UInt64] = []
  private var opens = true
  private var parted = true
  private var lineToken = 0
  private var lineStart = 0
  private var isLineOpen = false

  init(_ tables: NameTables) { self.tables = tables }

  /// Reads a text; what it found stands in `tokens` until the next.
  ///
  /// - Complexity: O(n) in the text's bytes.
  mutating func scan(_ text: [UInt8]) {
    bytes = text
    tokens.removeAll(keepingCapacity: true)
    codeWords.removeAll(keepingCapacity: true)
    (opens, parted, lineToken, lineStart) = (true, true, 0, 0)
    var at = 0
    while at < bytes.count {
      if bytes[at] == 0x0A {
        endLine(at)
        at += 1
      } else if bytes[at] <= 0x20 {
        at += 1
      } else {
        var end = at + 1
        while end < bytes.count, bytes[end] > 0x20 { end += 1 }
        chunk(at, end)
        at = end
      }
    }
    endLine(bytes.count)
  }

  /// Some bytes of the text that was read last.
  func slice(_ range: Range<Int>) -> ArraySlice<UInt8> { bytes[range] }

  // MARK: Lines

  /// A line's end ends a sentence unless the line is so long that a mail program may have cut it;
  /// capitals of a line that is all capitals say nothing.
  private mutating func endLine(_ end: Int) {
    let isWrapped = end - lineStart >= 50 && end + 1 < bytes.count && bytes[end + 1] > 0x20
    var words = 0
    var capitals = 0
    var shouts = 0
    var titled = 0
    var long = 0
    for token in tokens[lineToken...] where token.shape != .number {
      let isLong = token.end - token.start >= 4
      if isLong || token.shape != .lower { words += 1 }
      if token.isNameLike { capitals += 1 }
      if token.shape == .capitals { shouts += 1 }
      if isLong, !token.traits.contains(.opening) {
        long += 1
        if token.isNameLike { titled += 1 }
      }
    }
    let isSignature = words > 0 && tokens.count - lineToken <= 3 && capitals == words && !isWrapped
    let isHeading = long >= 2 && titled * 4 > long * 3 && !isWrapped && !endsWithStop(end)
    if isSignature || isHeading || words >= 3 && shouts * 2 > words {
      for index in lineToken..<tokens.count { tokens[index].traits.insert(.unclear) }
    }
    if isSignature {
      for index in lineToken..<tokens.count { tokens[index].traits.insert(.lone) }
    }
    if !isWrapped { (opens, parted) = (true, true) }
    (lineToken, lineStart) = (tokens.count, end + 1)
  }

  /// Whether a line ends as a sentence does, and as no heading.
  private func endsWithStop(_ end: Int) -> Bool {
    var at = end
    while at > lineStart, bytes[at - 1] <= 0x20 { at -= 1 }
    return at > lineStart && bytes[at - 1] == 0x2E
  }

  // MARK: Chunks

  private mutating func chunk(_ start: Int, _ end: Int) {
    var (first, last) = (start, end)
    while first < last, isEmphasis(bytes[first]) { first += 1 }
    while last > first, isEmphasis(bytes[last - 1]) { last -= 1 }
    guard first < last else { return }
    if isCode(first, last) {
      parted = true
      noteCode(first, last)
      // What follows an address or a piece of code goes on with the sentence.
      opens = endsSentence(last - 1)
      return
    }
    var at = first
    while at < last {
      guard isWordByte(at) else {
        mark(&at, last)
        continue
      }
      var next = at
      while next < last, isWordByte(next) || joins(next, last) { next += width(next) }
      word(at, min(next, last))
      at = min(next, last)
    }
  }

  private func isEmphasis(_ byte: UInt8) -> Bool { byte == 0x2A || byte == 0x5F || byte == 0x7E }

  /// Whether a chunk is an address, a path, a mention or code.
  private func isCode(_ start: Int, _ end: Int) -> Bool {
    var slashes = 0
    var dots = 0
    for at in start..<end {
      switch bytes[at] {
      case 0x5F, 0x3D, 0x7B, 0x7D, 0x3C, 0x3E, 0x7C, 0x24, 0x40, 0x5C, 0x60, 0x5E: return true
      // "C#" is a name, "#12" is none.
      case 0x23: if at + 1 < end, bytes[at + 1] > 0x40 || at == start { return true }
      case 0x3A:
        if at + 1 < end, bytes[at + 1] == 0x3A || bytes[at + 1] == 0x2F { return true }
      case 0x28: if at > start, at + 1 < end, isWordByte(at - 1) { return true }
      case 0x2F: slashes += 1
      case 0x2E: if at + 1 < end, isWordByte(at + 1) { dots += 1 }
      default: break
      }
    }
    return slashes > 1 || bytes[start] == 0x2F || slashes > 0 && dots > 0 || bytes[start] == 0x2E
      || bytes[start] == 0x2D && end - start > 1 && bytes[start + 1] != 0x2D
  }

  /// The words with a capital inside of a piece of code that is no address: names of its parts.
  private mutating func noteCode(_ start: Int, _ end: Int) {
    var at = start
    var words: [UInt64] = []
    while at < end {
      if bytes[at] == 0x3A, at + 2 < end, bytes[at + 1] == 0x2F, bytes[at + 2] == 0x2F { return }
      guard NameToken.isAlphanumeric(bytes[at]) else {
        at += 1
        continue
      }
      var next = at
      while next < end, NameToken.isAlphanumeric(bytes[next]) { next += 1 }
      if shape(at, next, hasDot: false) == .mixed { words.append(key(at, next)) }
      at = next
    }
    codeWords += words
  }

  private func isWordByte(_ at: Int) -> Bool {
    let byte = bytes[at]
    if byte < 0x80 { return NameToken.isAlphanumeric(byte) }
    if byte == 0xC2 { return false }
    if byte == 0xE2, at + 1 < bytes.count, bytes[at + 1] == 0x80 { return false }
    if byte == 0xC3, at + 1 < bytes.count, bytes[at + 1] == 0x97 { return false }
    // A byte within a character goes with its first one.
    return byte >= 0xC3
  }

  private func width(_ at: Int) -> Int {
    let byte = bytes[at]
    return byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
  }

  /// Whether a mark stands inside a word: an apostrophe, a hyphen, a full stop, an ampersand, or the
  /// signs of "C++" and "C#".
  private func joins(_ at: Int, _ end: Int) -> Bool {
    let size = apostrophe(at) ?? 1
    guard at > 0, at + size < end else { return at > 0 && isSign(at, end) }
    switch bytes[at] {
    case 0x2D, 0x26, 0x2E: return isWordByte(at + 1)
    case 0x2B, 0x23: return isSign(at, end)
    default: return apostrophe(at) != nil && isWordByte(at + size)
    }
  }

  private func isSign(_ at: Int, _ end: Int) -> Bool {
    let sign = bytes[at]
    guard sign == 0x2B || sign == 0x23, at > 0 else { return false }
    let before = bytes[at - 1]
    let isLone = before &- 0x41 < 26 && (at < 2 || !NameToken.isAlphanumeric(bytes[at - 2]))
    return isLone && (sign == 0x23 || at + 1 < end && bytes[at + 1] == 0x2B)
      || sign == 0x2B && before == 0x2B
  }

  private func apostrophe(_ at: Int) -> Int? {
    if bytes[at] == 0x27 { return 1 }
    guard bytes[at] == 0xE2, at + 2 < bytes.count, bytes[at + 1] == 0x80, bytes[at + 2] == 0x99
    else { return nil }
    return 3
  }

  /// A mark between words: it parts names, and may end a sentence.
  private mutating func mark(_ at: inout Int, _ end: Int) {
    let byte = bytes[at]
    // "Mt. Gox" goes on across the full stop.
    if byte != 0x2E || !isAbbreviation { parted = true }
    switch byte {
    case 0x2C:
      if let last = tokens.indices.last, Int(tokens[last].end) == at {
        tokens[last].traits.insert(.comma)
      }
    case 0x21, 0x3F, 0x3A: opens = true
    case 0x2E: if !isAbbreviation { opens = true }
    case 0x22, 0x28, 0x5B: if at + 1 < end { opens = true }
    case 0xE2 where at + 2 < bytes.count && bytes[at + 1] == 0x80:
      // Opening quotation marks, bullets, the ellipsis.
      if [0x98, 0x9C, 0xA2, 0xA6].contains(bytes[at + 2]) { opens = true }
    default: break
    }
    if byte == 0x2D || byte == 0x2B, tokens.count == lineToken { opens = true }
    if byte == 0x29, let last = tokens.indices.last, Int(tokens[last].end) == at,
      tokens[last].start > 0, bytes[Int(tokens[last].start) - 1] == 0x28
    {
      tokens[last].traits.insert(.bracketed)
    }
    at += width(at)
  }

  private func endsSentence(_ at: Int) -> Bool { [0x2E, 0x21, 0x3F, 0x3A].contains(bytes[at]) }

  /// Whether the full stop after the last word belongs to it: "Dr.", "J.".
  private var isAbbreviation: Bool {
    guard let last = tokens.last else { return false }
    if last.end - last.start == 1, last.shape != .number, last.shape != .lower { return true }
    return tables.abbreviations.contains(last.key)
  }

  // MARK: Words

  private mutating func word(_ start: Int, _ end: Int) {
    // "GPT-4" and "Wi-Fi" are one word, "AWS-based" is two.
    var parts: [Range<Int>] = []
    var from = start
    for at in start..<end where bytes[at] == 0x2D {
      parts.append(from..<at)
      from = at + 1
    }
    parts.append(from..<end)
    let isWhole = parts.allSatisfy { part in
      !part.isEmpty && (bytes[part.lowerBound] &- 0x41 < 26 || bytes[part.lowerBound] &- 0x30 < 10)
    }
    if parts.count == 1 || isWhole && bytes[start] &- 0x41 < 26 { return piece(start, end) }
    if let dot = bytes[start..<end].lastIndex(of: 0x2E), isDomain(dot + 1, end) {
      // "my-site.org" is an address.
      (opens, parted) = (false, true)
      return
    }
    for part in parts where !part.isEmpty { piece(part.lowerBound, part.upperBound) }
  }

  private mutating func piece(_ start: Int, _ end: Int) {
    let dot = bytes[start..<end].firstIndex(of: 0x2E)
    if let dot, !isDotted(start, dot, end) {
      // "here.Next": a blank was forgotten; "lineReader.next" is a piece of code.
      if dot + 1 < end, bytes[dot + 1] &- 0x61 < 26, shape(start, dot, hasDot: false) == .mixed {
        codeWords.append(key(start, dot))
        (opens, parted) = (false, true)
        return
      }
      piece(start, dot)
      (opens, parted) = (true, true)
      return word(dot + 1, end)
    }
    let end = withoutEnding(start, end)
    guard let shape = shape(start, end, hasDot: dot != nil) else {
      parted = true
      opens = false
      return
    }
    var traits: NameToken.Traits = []
    if opens { traits.insert(.opening) }
    if parted { traits.insert(.parted) }
    if shape == .number, dot != nil || bytes[start] | 0x20 == 0x76 { traits.insert(.version) }
    var keyEnd = end
    if shape == .capitals, bytes[end - 1] == 0x73 {
      traits.insert(.plural)
      keyEnd -= 1
    }
    tokens.append(
      NameToken(
        key: name(start, keyEnd, shape), start: Int32(start), end: Int32(end), shape: shape,
        traits: traits, initial: bytes[start] < 0x80 ? bytes[start] | 0x20 : 0))
    (opens, parted) = (false, false)
  }

  /// Whether a full stop joins: a number's, "U.S.", "Node.js", "io.net".
  private func isDotted(_ start: Int, _ dot: Int, _ end: Int) -> Bool {
    if dot - start == 1 { return true }
    let tail = bytes[dot + 1..<end]
    if tail.allSatisfy({ $0 &- 0x30 < 10 || $0 == 0x2E }) { return true }
    return isDomain(dot + 1, end)
  }

  private func isDomain(_ start: Int, _ end: Int) -> Bool {
    tables.domains.contains(String(decoding: bytes[start..<end], as: UTF8.self).lowercased())
  }

  /// Where a word ends without "'s", "'m", "'ll".
  private func withoutEnding(_ start: Int, _ end: Int) -> Int {
    for at in start + 1..<max(start + 1, end) {
      guard let width = apostrophe(at) else { continue }
      let rest = String(decoding: bytes[at + width..<end], as: UTF8.self).lowercased()
      if ["s", "m", "ll", "ve", "re", "d"].contains(rest) { return at }
    }
    return end
  }

  /// A word's key by its case.
  private func name(_ start: Int, _ end: Int, _ shape: NameToken.Shape) -> UInt64 {
    let key = key(start, end)
    return shape == .capitals
      ? NameTables.capitals(key, bytes[start], cased: tables.cased) : key
  }

  private func key(_ start: Int, _ end: Int) -> UInt64 {
    var hash = NameToken.emptyKey
    for at in start..<end {
      var byte = bytes[at]
      if byte >= 0x80 {
        return NameToken.key(of: String(decoding: bytes[start..<end], as: UTF8.self))
      }
      // The signs of "C++" and "C#" tell them from "C".
      guard NameToken.isAlphanumeric(byte) || NameToken.isSign(byte) else { continue }
      if byte &- 0x41 < 26 { byte |= 0x20 }
      hash = NameToken.step(hash, byte)
    }
    return hash
  }

  /// How a word is written; nil for an identifier.
  private func shape(_ start: Int, _ end: Int, hasDot: Bool) -> NameToken.Shape? {
    var upper = 0
    var lower = 0
    var digits = 0
    var leading = 0
    var at = start
    while at < end {
      let byte = bytes[at]
      if byte &- 0x41 < 26 {
        upper += 1
      } else if byte &- 0x61 < 26 {
        lower += 1
      } else if byte &- 0x30 < 10 {
        digits += 1
      } else if byte >= 0xC3 {
        let character = String(decoding: bytes[at..<min(end, at + width(at))], as: UTF8.self)
        let isUpper = character.unicodeScalars.first?.properties.isUppercase ?? false
        if isUpper { upper += 1 } else { lower += 1 }
        at += width(at) - 1
      }
      if upper == 0 { leading = lower }
      at += 1
    }
    let first = bytes[start]
    if upper + lower == 0 { return .number }
    if digits > 0, first | 0x20 == 0x76, upper + lower == 1, end - start > 1 { return .number }
    // "3D", "5V", "14B": a number and its unit.
    if first &- 0x30 < 10, upper + lower <= 2 { return .number }
    if upper == 0 {
      if hasDot, digits == 0 { return .mixed }
      return .lower
    }
    if lower == 0 { return upper == 1 && digits == 0 ? .capital : .capitals }
    if upper > 1, lower == 1, bytes[end - 1] == 0x73, first &- 0x41 < 26 { return .capitals }
    if leading > 0 {
      // "iPhone" and "macOS" are names, "getName" is none.
      let isTailed = upper > 1 && upper + leading == upper + lower
      return leading == 1 || isTailed ? .mixed : nil
    }
    let isPlain = upper == 1 && (first &- 0x41 < 26 || first >= 0xC3)
    return isPlain && !hasDot ? .capital : .mixed
  }
}
