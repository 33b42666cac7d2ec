import HubbubModel
import HubbubSystem
import Testing

@testable import HubbubIngest

/// Changed copies of every dump fixture: no reader traps, and the books balance.
///
/// `make fuzz` does the same with an engine that looks for new code, for as long as one likes.
@Suite struct MutationTests {
  private static let tokens = [
    "<", ">", "</item>", "<item>", "<![CDATA[", "]]>", "<!--", "&#0;", "&x;", "\0", "\"", "{", "}",
    "<!DOCTYPE r [<!ENTITY x SYSTEM \"/etc/passwd\">]>", "<page>", "</page>", "=\"", "\u{FEFF}",
  ].map { Array($0.utf8) }

  @Test func changedFixturesAreReadOrSetAside() throws {
    let source = "\(Floors.testFolder)/Fixtures/dumps"
    let folder = TemporaryFolder()
    var number = 0
    for name in try Files.filesBelow(source) where !name.hasSuffix(".tsv") {
      let seed = try Files.read("\(source)/\(name)")
      for round in 0..<25 {
        var state = StableHash.of("\(name) \(round)")
        func draw(_ limit: Int) -> Int {
          state = StableHash.mix(state &+ 0x9E37_79B9_7F4A_7C15)
          return Int(state % UInt64(max(1, limit)))
        }
        var bytes = seed
        for _ in 0...draw(6) {
          let at = draw(bytes.count)
          switch draw(5) {
          case 0: bytes[at] ^= UInt8(1 << draw(8))
          case 1: bytes.insert(contentsOf: Self.tokens[draw(Self.tokens.count)], at: at)
          case 2: bytes.removeSubrange(at..<min(bytes.count, at + 1 + draw(60)))
          case 3: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + draw(200))], at: at)
          default: bytes.removeSubrange(max(1, at)...)
          }
          if bytes.isEmpty { bytes = [UInt8(ascii: "<")] }
        }
        number += 1
        try folder.write(bytes, to: "in/\(number)-\(name)")
      }
    }
    let result = try Ingested([folder.path + "/in"]).result
    #expect(result.documents.seen == number && number > 100)
    #expect(result.conservation.balances)
  }
}
