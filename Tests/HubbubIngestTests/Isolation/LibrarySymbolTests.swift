#if os(Linux)
  import HubbubSystem
  import Testing

  /// What the program takes from libxml2, read from its own table of symbols: the HTML parser by
  /// events, and nothing that includes, validates, evaluates paths, expands entities or opens files.
  @Suite struct LibrarySymbolTests {
    private static let allowed: Set<String> = [
      "htmlCreatePushParserCtxt", "htmlCtxtUseOptions", "htmlFreeParserCtxt", "htmlParseChunk",
      "xmlFreeDoc", "xmlInitParser", "xmlParserVersion", "xmlStopParser", "xmlStrlen",
    ]

    @Test func onlyTheEventParserIsLinked() throws {
      let names = try Self.dynamicSymbols(of: "/proc/self/exe").filter {
        $0.hasPrefix("xml") || $0.hasPrefix("html") || $0.hasPrefix("_xml")
      }
      #expect(names.contains("htmlParseChunk"))
      #expect(Set(names).subtracting(Self.allowed) == [])
    }

    /// The names in an ELF file's table of dynamic symbols.
    private static func dynamicSymbols(of path: String) throws -> [String] {
      let bytes = try Files.read(path)
      func number(_ at: Int, _ size: Int) -> Int {
        (0..<size).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
      }
      try #require(bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2, 1]))
      let (table, size, count) = (number(0x28, 8), number(0x3A, 2), number(0x3C, 2))
      let dynamic = 11
      for section in (0..<count).map({ table + $0 * size }) where number(section + 4, 4) == dynamic
      {
        let strings = table + number(section + 40, 4) * size
        let start = number(strings + 24, 8)
        let end = start + number(strings + 32, 8)
        return bytes[start..<end].split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
      }
      return []
    }
  }
#endif
