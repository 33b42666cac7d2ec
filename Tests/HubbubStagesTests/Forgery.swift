/// Edits of an artifact: the least that a forger may do.
enum Forgery {
  /// A value of an artifact, and where its bytes stand.
  struct Value {
    var line: Int
    /// The member's name or the column's; that of the list for an element of one.
    var field: String
    /// Where it stands in the document, places in lists left out: `themes[].quotes[].start`.
    var path: String
    var bytes: Range<Int>
  }

  /// The values of a JSON text or of lines of JSON, keys not among them.
  static func values(json text: [UInt8]) -> [Value] {
    var values: [Value] = []
    var (at, line, member) = (0, 1, "")
    // The objects and lists that are open: whether each is a list, whose member it is, and where.
    var open: [(isList: Bool, member: String, path: String)] = []
    var place: String {
      guard let last = open.last else { return "" }
      if last.isList { return last.path + "[]" }
      return last.path.isEmpty ? member : "\(last.path).\(member)"
    }
    func add(_ bytes: Range<Int>) {
      let field = open.last.map { $0.isList ? $0.member : member } ?? ""
      values.append(Value(line: line, field: field, path: place, bytes: bytes))
    }
    while at < text.count {
      let start = at
      switch text[at] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        open.append((text[at] == UInt8(ascii: "["), member, place))
        at += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        open.removeLast()
        at += 1
      case UInt8(ascii: "\""):
        at += 1
        while text[at] != UInt8(ascii: "\"") { at += text[at] == UInt8(ascii: "\\") ? 2 : 1 }
        at += 1
        var next = at
        while next < text.count, text[next] == UInt8(ascii: " ") { next += 1 }
        if next < text.count, text[next] == UInt8(ascii: ":") {
          member = String(decoding: text[start + 1..<at - 1], as: UTF8.self)
        } else {
          add(start..<at)
        }
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
        UInt8(ascii: "a")...UInt8(ascii: "z"):
        while at < text.count, ![10, 32, 44, 93, 125].contains(text[at]) { at += 1 }
        add(start..<at)
      case 10:
        line += 1
        at += 1
      default: at += 1
      }
    }
    return values
  }

  /// The cells of a table, those of its first line not among them.
  static func values(table text: [UInt8], separator: UInt8) -> [Value] {
    var values: [Value] = []
    var (line, start, column, isQuoted) = (1, 0, 0, false)
    var names: [String] = []
    for (at, byte) in text.enumerated() {
      if byte == UInt8(ascii: "\""), separator == UInt8(ascii: ",") { isQuoted.toggle() }
      guard !isQuoted, byte == separator || byte == 10 else { continue }
      if line == 1 {
        names.append(String(decoding: text[start..<at], as: UTF8.self))
      } else {
        values.append(
          Value(line: line, field: names[column], path: names[column], bytes: start..<at))
      }
      start = at + 1
      column = byte == 10 ? 0 : column + 1
      if byte == 10 { line += 1 }
    }
    return values
  }

  /// The artifact with one value changed by as little as can be: a digit by one, a letter by one.
  ///
  /// What is neither (null, true, an empty text) becomes a 0.
  static func forge(_ text: [UInt8], _ value: Value, seed: Int) -> [UInt8] {
    var forged = text
    let candidates = value.bytes.filter { at in
      // A letter after a backslash is an escape, and its change may be no change of text.
      (at == 0 || text[at - 1] != UInt8(ascii: "\\"))
        && (isDigit(text[at])
          || text[value.bytes.lowerBound] == UInt8(ascii: "\"") && isLetter(text[at]))
    }
    if candidates.isEmpty {
      forged.replaceSubrange(value.bytes, with: [UInt8(ascii: "0")])
      return forged == text ? text + [10] : forged
    }
    let at = candidates[seed % candidates.count]
    switch text[at] {
    case UInt8(ascii: "9"): forged[at] = UInt8(ascii: "8")
    case UInt8(ascii: "z"), UInt8(ascii: "Z"): forged[at] -= 1
    default: forged[at] += 1
    }
    return forged
  }

  /// The artifact with a byte replaced, left out or put in, anywhere but in the given stretches.
  static func edit(_ text: [UInt8], besides spared: [Range<Int>], _ dice: inout Dice) -> [UInt8] {
    var edited = text
    var at = dice.roll(text.count)
    while spared.contains(where: { $0.contains(at) }) { at = dice.roll(text.count) }
    switch dice.roll(3) {
    case 0: edited[at] ^= UInt8(1 << dice.roll(8))
    case 1: edited.remove(at: at)
    default: edited.insert(UInt8(32 + dice.roll(95)), at: at)
    }
    return edited
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  /// A generator of numbers: SplitMix64.
  struct Dice {
    var state: UInt64
    mutating func roll(_ n: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((z ^ (z >> 31)) % UInt64(n))
    }
  }
}
