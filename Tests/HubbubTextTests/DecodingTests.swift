import Testing

@testable import HubbubText

@Suite struct DecodingTests {
  @Test(
    arguments: [
      ([0x63, 0x61, 0x66, 0xE9], "iso-8859-1", "café", "windows-1252"),
      ([0x93, 0x68, 0x69, 0x94], "us-ascii", "“hi”", "windows-1252"),
      ([0x63, 0xC3, 0xA9], nil, "cé", "utf-8"),
      ([0xEF, 0xBB, 0xBF, 0x61], "windows-1252", "a", "utf-8"),
      ([0xFF, 0xFE, 0x61, 0x00, 0xE9, 0x00], nil, "aé", "utf-16le"),
      ([0xFE, 0xFF, 0x00, 0x61], nil, "a", "utf-16be"),
      ([0xC3, 0xA9, 0x20, 0xC3, 0xA9], "latin1", "é é", "utf-8"),
      ([0xCF, 0xF0, 0xE8], "windows-1251", "При", "windows-1251"),
      ([0x8A, 0xBF, 0x8E, 0x9A], "shift_jis", "漢字", "shift_jis"),
      ([0xA1], "TIS-620", "ก", "windows-874"), ([], nil, "", "utf-8"),
    ] as [([UInt8], String?, String, String)])
  func bytesAreDecoded(bytes: [UInt8], declared: String?, text: String, encoding: String) {
    let decoded = TextDecoder.decode(bytes, declared: declared)
    #expect(String(decoding: decoded.utf8, as: UTF8.self) == text)
    #expect(decoded.encoding == encoding)
  }

  @Test(arguments: [
    "ibm866", "latin2", "cyrillic", "arabic", "greek", "hebrew", "latin6", "koi8-r", "koi8-u",
    "mac",
    "tis-620", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257",
    "cp1258", "x-mac-cyrillic", "gbk", "gb18030", "big5", "euc-jp", "sjis", "euc-kr",
    "iso-8859-3", "iso-8859-4", "iso-8859-13", "iso-8859-14", "iso-8859-15",
  ])
  func everyEncodingHasItsConverter(label: String) {
    let bytes = Array("plain text ".utf8) + [0xB0, 0xA1]
    let decoded = TextDecoder.decode(bytes, declared: label)
    #expect(String(decoding: decoded.utf8, as: UTF8.self).hasPrefix("plain text "))
    #expect(decoded.encoding != "utf-8")
  }

  /// Nothing is declared, and most of the page is tags.
  @Test(arguments: [
    ("windows-1251", "Новая кофемолка слишком шумит по утрам и будит всех соседей в доме."),
    ("koi8-r", "Новая кофемолка слишком шумит по утрам и будит всех соседей в доме."),
    ("iso-8859-7", "Ο νέος μύλος του καφέ κάνει πολύ θόρυβο το πρωί και ξυπνά τους γείτονες."),
  ])
  func lettersAmongTagsTellTheirEncoding(label: String, words: String) throws {
    let encoding = try #require(Encoding(label: label))
    var bytes: [UInt8: Unicode.Scalar] = [:]
    for byte in UInt8(0x80)...0xFF {
      let decoded = String(decoding: encoding.decode([byte]).utf8, as: UTF8.self)
      bytes[byte] = decoded.unicodeScalars.first
    }
    let post = "<div class=\"post\"><p class=\"author\">by ann</p><p>\(words)</p></div>\n"
    let page = String(repeating: post, count: 5)
    let raw = try page.unicodeScalars.map { scalar in
      scalar.isASCII
        ? UInt8(scalar.value) : try #require(bytes.first { $0.value == scalar }).key
    }
    let text = TextDecoder.decode(raw, declared: nil)
    #expect(text.encoding == label && String(decoding: text.utf8, as: UTF8.self) == page)
  }

  @Test func illFormedBytesAreReplacedAndTold() {
    let decoded = TextDecoder.decode([0x61, 0xC3, 0xA9, 0xC3, 0xA9, 0xFF, 0x62], declared: "utf-8")
    #expect(String(decoding: decoded.utf8, as: UTF8.self) == "aéé\u{FFFD}b")
    #expect(decoded.findings == ["ill-formed-utf8"])
    #expect(decoded.sourceOffset(of: 8) == 6)
  }

  /// Every byte of the decoded text leads back to the character that it came from.
  @Test func offsetsLeadBackToTheSource() {
    let source = Array("prix: ".utf8) + [0x80] + Array(" caf".utf8) + [0xE9] + Array(" fin".utf8)
    let decoded = TextDecoder.decode(source, declared: "windows-1252")
    #expect(String(decoding: decoded.utf8, as: UTF8.self) == "prix: € café fin")
    for (offset, byte) in decoded.utf8.enumerated() where byte < 0x80 {
      #expect(source[decoded.sourceOffset(of: offset)] == byte)
    }
    #expect(decoded.sourceOffset(of: decoded.utf8.count) == source.count)
  }

  @Test func mapsCompose() {
    let first = OffsetMap(runs: [.init(to: 0, from: 0), .init(to: 4, from: 6)])
    let second = OffsetMap(runs: [.init(to: 0, from: 2), .init(to: 3, from: 8)])
    let both = second.after(first)
    for offset in 0..<8 { #expect(both.old(offset) == first.old(second.old(offset))) }
  }
}
