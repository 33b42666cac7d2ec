/// How pages are written, byte by byte.
extension HTMLScanner {
  /// Where a comment ends: at `-->` or, as browsers have it, at `--!>`.
  static func comment(_ page: Span<UInt8>, _ start: Int) -> Int {
    var at = start + 6
    while at < page.count {
      if page[at] == UInt8(ascii: ">") {
        let dashes = page[at - 1] == UInt8(ascii: "!") && at > start + 6 ? at - 1 : at
        if page[dashes - 1] == UInt8(ascii: "-"), page[dashes - 2] == UInt8(ascii: "-") {
          return at + 1
        }
      }
      at += 1
    }
    return page.count
  }

  static func skipBlanks(_ page: Span<UInt8>, _ start: Int) -> Int {
    var at = start
    while at < page.count, isBlank(page[at]) { at += 1 }
    return at
  }

  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
  }

  static func startsName(_ byte: UInt8) -> Bool {
    0x61...0x7A ~= byte | 0x20 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":")
      || byte == UInt8(ascii: ".")
  }

  static func isName(_ byte: UInt8) -> Bool {
    startsName(byte) || 0x30...0x39 ~= byte || byte == UInt8(ascii: "-")
  }

  static func endsTag(_ page: Span<UInt8>, _ at: Int) -> Bool {
    at >= page.count || page[at] == UInt8(ascii: ">")
      || page[at] == UInt8(ascii: "/") && at + 1 < page.count && page[at + 1] == UInt8(ascii: ">")
  }

  static func isDoctype(_ page: Span<UInt8>, _ at: Int) -> Bool {
    begins(page, at, "<!doctype")
  }

  /// Whether some ASCII in lower case stands at a place, in either case.
  static func begins(_ page: Span<UInt8>, _ at: Int, _ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard page.count - at >= count else { return false }
    let wanted = unsafe Span(_unsafeStart: text.utf8Start, count: count)
    for index in 0..<count where ASCIIBytes.lower(page[at + index]) != wanted[index] {
      return false
    }
    return true
  }
}

/// ASCII letters without regard to case.
enum ASCIIBytes {
  static func lower(_ byte: UInt8) -> UInt8 { 0x41...0x5A ~= byte ? byte | 0x20 : byte }
}
