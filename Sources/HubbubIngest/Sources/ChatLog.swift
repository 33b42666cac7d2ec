/// Chat logs as programs write them for people: each line a time, a name and what was said.
///
/// They are told so that the finding is honest: `[12:34]` opens no JSON, and what is missing is not
/// the end of the file but a reader for it.
enum ChatLog {
  /// What a source is that holds one.
  static let unsupported = Sniffed.unusable(
    reason,
    "a plain-text chat log is not read: write it as CSV or JSON Lines, with a column each for time, "
      + "author and text")
  /// Its reason in the quarantine; who names a format is believed before it.
  static let reason = "chat-log"

  /// Whether the first lines are those of a chat log.
  ///
  /// Three lines of four begin with a time of day, and one of them at least says who speaks:
  /// `[12:34] <ann> text`, `12:34:56 <@ann> text`, `2026-01-31 12:34 <ann> text`, or as
  /// telephones export it `[31/01/2026, 12:34:56] Ann: text` and `31/01/2026, 12:34 - Ann: text`. Tabs
  /// may divide the three, as WeeChat writes them, where no line of headings makes a table of it.
  static func isLikely(_ head: ArraySlice<UInt8>) -> Bool {
    var lines = 0
    var stamped = 0
    var spoken = 0
    for line in head.split(maxSplits: 64, whereSeparator: { $0 == 10 || $0 == 13 }).prefix(64)
    where line.contains(where: { !FormatSniffer.isSpace($0) }) {
      lines += 1
      guard let stamp = Stamp(line), !stamp.isTabbed || stamped > 0 || lines == 1 else { continue }
      stamped += 1
      if stamp.namesASpeaker(line[stamp.end...]) { spoken += 1 }
    }
    return spoken > 0 && stamped * 4 >= lines * 3
  }

  /// Whether a line begins with a time, as `[12:34:56] …` does, which opens no JSON.
  static func beginsWithTime(_ line: ArraySlice<UInt8>) -> Bool { Stamp(line) != nil }

  /// A log without the codes for colours and type that mIRC and its kin write into it.
  static func unformatted(_ head: ArraySlice<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(head.count)
    var rest = head
    while let byte = rest.popFirst() {
      switch byte {
      case 0x03:  // A colour, or two: `3`, `03`, `3,12`.
        for part in 0..<2 {
          if part == 1 {
            guard rest.first == UInt8(ascii: ","),
              rest.dropFirst().first.map(FormatSniffer.isDigit) ?? false
            else { break }
            rest.removeFirst()
          }
          rest = rest.dropFirst(rest.prefix(2).prefix(while: FormatSniffer.isDigit).count)
        }
      case 0x02, 0x0F, 0x11, 0x16, 0x1D, 0x1E, 0x1F: break
      default: out.append(byte)
      }
    }
    return out
  }

  /// The time of day that a line begins with, a date before it or not.
  private struct Stamp {
    /// Where the rest of the line begins.
    let end: Int
    /// Whether it is a date, a comma and a time, as telephones write it.
    private let isDated: Bool
    private let isBracketed: Bool
    /// Whether a tab follows, and not a blank.
    let isTabbed: Bool

    init?(_ line: ArraySlice<UInt8>) {
      isBracketed = line.first == UInt8(ascii: "[") || line.first == UInt8(ascii: "(")
      let text = line.dropFirst(isBracketed ? 1 : 0)
      guard let first = text.first, FormatSniffer.isDigit(first),
        let colon = Self.clock(text.prefix(24))
      else { return nil }
      let date = text[..<colon]
      guard date.allSatisfy({ FormatSniffer.isDigit($0) || Self.marks.contains($0) }) else {
        return nil
      }
      isDated =
        date.contains(UInt8(ascii: ","))
        && (date.contains(UInt8(ascii: "/")) || date.contains(UInt8(ascii: ".")))
      var rest = text[colon...].drop {
        FormatSniffer.isDigit($0) || Self.zones.contains($0)
      }
      // "PM" after a space, which may be a narrow one (U+202F).
      let half = rest.drop { $0 == 0x20 || $0 == 0xE2 || $0 == 0x80 || $0 == 0xAF }
      if ["am", "pm"].contains(FormatSniffer.lower(half.prefix(2))) { rest = half.dropFirst(2) }
      if isBracketed {
        guard let close = rest.popFirst(), close == UInt8(ascii: "]") || close == UInt8(ascii: ")")
        else { return nil }
      }
      // What another separator divides is a table.
      guard rest.first == 0x20 || rest.first == 9 else { return nil }
      isTabbed = rest.first == 9
      end = rest.startIndex
    }

    /// Whether what follows the time says who speaks.
    func namesASpeaker(_ rest: ArraySlice<UInt8>) -> Bool {
      if isTabbed {
        let parts = rest.dropFirst().split(
          separator: 9, maxSplits: 1, omittingEmptySubsequences: false)
        return parts.count == 2 && 1...64 ~= parts[0].count
          && !parts[0].contains(where: FormatSniffer.isSpace)
      }
      var rest = rest.drop { $0 == 0x20 }
      if rest.first == UInt8(ascii: "<") {
        guard let close = rest.prefix(64).firstIndex(of: UInt8(ascii: ">")) else { return false }
        return close > rest.startIndex + 1 && Self.isEnd(rest[close...].dropFirst())
      }
      guard isDated else { return false }
      if !isBracketed {
        guard rest.popFirst() == UInt8(ascii: "-"), rest.popFirst() == 0x20 else { return false }
      }
      guard let colon = rest.prefix(64).firstIndex(of: UInt8(ascii: ":")) else { return false }
      return colon > rest.startIndex && Self.isEnd(rest[colon...].dropFirst())
    }

    private static let marks = Array("/.,- T".utf8)
    private static let zones = Array(":.+Z".utf8)

    /// Where the colon between an hour and a minute is.
    private static func clock(_ text: ArraySlice<UInt8>) -> Int? {
      text.indices.dropFirst().dropLast(2).first { at in
        text[at] == UInt8(ascii: ":") && FormatSniffer.isDigit(text[at - 1])
          && FormatSniffer.isDigit(text[at + 1])
          && FormatSniffer.isDigit(text[at + 2])
      }
    }

    private static func isEnd(_ rest: ArraySlice<UInt8>) -> Bool {
      rest.first.map(FormatSniffer.isSpace) ?? true
    }
  }
}
