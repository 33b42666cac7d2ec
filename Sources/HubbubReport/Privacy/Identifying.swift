/// Finds in a text what tells who somebody is: handles, e-mail addresses, phone numbers, addresses
/// of pages.
///
/// Works on UTF-8 bytes; whatever is not ASCII counts as a letter, so that names in any script are
/// whole words.
struct Identifying {
  /// What was found.
  enum Kind: Hashable { case handle, mention, email, phone, link }

  /// A find.
  struct Find: Hashable {
    var kind: Kind
    var range: Range<Int>
    var text: String
  }

  private let handles: Set<String>
  private let longest: Int

  /// Knows these handles; those of one letter are left aside, as they stand in every text.
  init(handles: Set<String>) {
    self.handles = Set(handles.filter { $0.utf8.count > 1 })
    longest = self.handles.map(\.utf8.count).max() ?? 0
  }

  /// Whether a word is a handle that could not stand for anything else: one with a digit, a sign or
  /// a capital inside it.
  static func isDistinctive(_ handle: String) -> Bool {
    handle.utf8.dropFirst().contains { byte in
      !(0x61...0x7A).contains(byte) && byte < 0x80 && byte != UInt8(ascii: " ")
    }
  }

  /// Everything found, in order, without overlaps; where two begin together, the longer.
  ///
  /// - Complexity: O(n · h) in the text's bytes and the longest handle's.
  func finds(in text: String) -> [Find] {
    let bytes = Array(text.utf8)
    var found: [Find] = []
    var at = 0
    while at < bytes.count {
      guard let (kind, end) = find(bytes, at) else {
        at += 1
        continue
      }
      found.append(
        Find(
          kind: kind, range: at..<end, text: String(decoding: bytes[at..<end], as: UTF8.self)))
      at = end
    }
    return found
  }

  private func find(_ bytes: [UInt8], _ at: Int) -> (Kind, Int)? {
    let isStart = at == 0 || !Self.isWord(bytes[at - 1])
    if bytes[at] == UInt8(ascii: "@"), isStart {
      let end = wordEnd(bytes, at + 1)
      if end > at + 1 { return (.mention, end) }
    }
    guard isStart else { return nil }
    if let end = link(bytes, at) { return (.link, end) }
    if let end = email(bytes, at) { return (.email, end) }
    if let end = phone(bytes, at) { return (.phone, end) }
    if let end = handle(bytes, at) { return (.handle, end) }
    return nil
  }

  private func wordEnd(_ bytes: [UInt8], _ at: Int) -> Int {
    var end = at
    while end < bytes.count,
      Self.isWord(bytes[end])
        || [UInt8(ascii: "."), UInt8(ascii: "-")].contains(bytes[end])
          && end + 1 < bytes.count && Self.isWord(bytes[end + 1])
    {
      end += 1
    }
    return end
  }

  private func link(_ bytes: [UInt8], _ at: Int) -> Int? {
    let rest = bytes[at...]
    for start in ["http://", "https://", "www.", "ftp://"] {
      guard rest.count > start.utf8.count,
        zip(rest, start.utf8).allSatisfy({ $0 | 0x20 == $1 | 0x20 })
      else { continue }
      return rest.firstIndex { $0 <= 0x20 || [0x22, 0x3C, 0x3E].contains($0) } ?? bytes.count
    }
    return nil
  }

  /// A local part, `@` or ` at `, and a domain with a dot: archives print either.
  private func email(_ bytes: [UInt8], _ at: Int) -> Int? {
    guard Self.isWord(bytes[at]) else { return nil }
    var sign = at
    while sign < bytes.count,
      Self.isWord(bytes[sign]) || Array(".+-%'".utf8).contains(bytes[sign])
    {
      sign += 1
    }
    var domain = sign + 1
    if sign < bytes.count, bytes[sign] != UInt8(ascii: "@") {
      guard bytes[sign...].starts(with: " at ".utf8) else { return nil }
      domain = sign + 4
    }
    guard sign > at, sign < bytes.count, domain < bytes.count else { return nil }
    var end = domain
    var dots = 0
    while end < bytes.count {
      if Self.isWord(bytes[end]) || bytes[end] == UInt8(ascii: "-") {
        end += 1
      } else if bytes[end] == UInt8(ascii: "."), end > domain, end + 1 < bytes.count,
        Self.isWord(bytes[end + 1])
      {
        dots += 1
        end += 1
      } else {
        break
      }
    }
    // A number such as 10.50 has no top-level domain, which is of letters.
    guard dots > 0, !(0x30...0x39).contains(bytes[end - 1]) else { return nil }
    return end
  }

  /// Seven to fifteen digits (ITU-T E.164) with blanks, hyphens, dots or parentheses between them,
  /// begun by `+`, `(` or `0`, or written in groups; a plain number or a date is none.
  private func phone(_ bytes: [UInt8], _ at: Int) -> Int? {
    let isDigit: (UInt8) -> Bool = { (0x30...0x39).contains($0) }
    guard isDigit(bytes[at]) || bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "(")
    else { return nil }
    var end = at
    var last = at
    var digits = 0
    var groups: [Int] = []
    var run = 0
    while end < bytes.count {
      if isDigit(bytes[end]) {
        digits += 1
        run += 1
        end += 1
        last = end
        continue
      }
      guard Array(" -.()/+".utf8).contains(bytes[end]), bytes[end] != 0x2B || end == at else {
        break
      }
      if run > 0 { groups.append(run) }
      run = 0
      if end - last > 2 { break }
      end += 1
    }
    if run > 0 { groups.append(run) }
    guard (7...15).contains(digits), last == bytes.count || !Self.isWord(bytes[last]) else {
      return nil
    }
    // Four groups with nothing but dots between them are an Internet address.
    let isAddress = groups.count == 4 && !bytes[at..<last].contains { !isDigit($0) && $0 != 0x2E }
    if isAddress { return nil }
    let isMarked = [UInt8(ascii: "+"), UInt8(ascii: "("), UInt8(ascii: "0")].contains(bytes[at])
    // 2026-01-14 and 1,000.50 come in groups too: a date has a year first or last.
    let isDate = groups.count == 3 && (groups[0] == 4 || groups[2] == 4) && digits == 8
    return isMarked && !isDate || groups.count >= 3 && !isDate ? last : nil
  }

  private func handle(_ bytes: [UInt8], _ at: Int) -> Int? {
    var end = min(bytes.count, at + longest)
    while end > at + 1 {
      if end == bytes.count || !Self.isWord(bytes[end]),
        handles.contains(String(decoding: bytes[at..<end], as: UTF8.self))
      {
        return end
      }
      end -= 1
    }
    return nil
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte)
      || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
