import HubbubCorpus
import HubbubModel
import HubbubSystem
import Testing

@testable import HubbubIngest

/// Dumps in UTF-16: read as they are in UTF-8, each post with its own bytes of the source.
@Suite struct WideTextTests {
  /// Letters of one to four bytes in UTF-8.
  private static let words = "Größe ‘n’ тест 尺寸 👍🏽 e\u{301}"

  private static let csv =
    "id\tauthor\ttext\tparent\r\n1\tann\t\"\(words), \"\"quoted\"\"\"\t\r\n2\tbo\tTwo \(words)\t1\r\n"
  private static let lines =
    "{\"id\": 1, \"author\": \"ann\", \"text\": \"One \(words)\"}\n"
    + "{\"id\": 2, \"author\": \"bo\", \"text\": \"Two \(words)\", \"parent\": 1}\n"
    + "{\"id\": 3, \"author\": \"bo\", \"te\n"
  private static let array =
    "[{\"id\": 1, \"text\": \"One \(words)\"},\n {\"id\": 2, \"text\": \"Two \(words)\"}, 7]"
  private static let mail = """
    From ann@example.org Tue Mar 10 09:00:00 2026
    From: ann@example.org
    Date: Tue, 10 Mar 2026 09:00:00 +0000
    Message-ID: <1@example.org>
    Subject: Kites

    One \(words)

    From bo@example.org Tue Mar 10 10:00:00 2026
    From: bo@example.org
    Date: Tue, 10 Mar 2026 10:00:00 +0000
    Message-ID: <2@example.org>
    In-Reply-To: <1@example.org>
    Subject: Re: Kites

    Two \(words)

    """
  private static let posts = """
    <?xml version="1.0" encoding="utf-16"?>
    <posts>
      <row Id="1" PostTypeId="1" Title="Kites" Body="&lt;p&gt;One \(words)&lt;/p&gt;" />
      <row Id="2" PostTypeId="2" ParentId="1" Body="&lt;p&gt;Two \(words)&lt;/p&gt;" />
    </posts>
    """
  private static let disqus = """
    <?xml version="1.0" encoding="utf-16"?>
    <disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
    <thread dsq:id="1"><link>https://town.example/a</link><title>Kites</title></thread>
    <post dsq:id="2"><message><![CDATA[<p>One \(words)</p>]]></message>
    <createdAt>2026-03-10T09:00:00Z</createdAt><author><name>Ann</name></author>
    <thread dsq:id="1" /></post>
    </disqus>
    """

  private static let dumps: [(name: String, format: InputFormat, part: String, text: String)] = [
    ("a.csv", .csv, "", csv), ("a.jsonl", .jsonl, "", lines), ("a.json", .json, "records", array),
    ("a.mbox", .mbox, "", mail), ("Posts.xml", .stackexchange, "posts", posts),
    ("d.xml", .disqus, "", disqus),
  ]

  private static func wide(_ text: String, isLittle: Bool, marked: Bool = true) -> [UInt8] {
    let units = (marked ? [0xFEFF] : []) + Array(text.utf16)
    return units.flatMap { unit -> [UInt8] in
      let (low, high) = (UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8))
      return isLittle ? [low, high] : [high, low]
    }
  }

  private func ingest(
    _ bytes: [UInt8], _ dump: (name: String, format: InputFormat, part: String, text: String),
    chunkSize: Int
  ) throws -> (result: IngestResult, posts: [Post]) {
    let folder = TemporaryFolder()
    let out = folder.path + "/corpus"
    let result = try Ingest.run(
      documents: [
        HeldDocument(path: dump.name, bytes: bytes, format: dump.format, part: dump.part)
      ], pages: OnePostPages(), fragments: TagStripper(), into: out, workers: Workers(2),
      chunkSize: chunkSize)
    return (result, Array(try Corpus(folder: out, workers: .one)))
  }

  @Test(arguments: 0..<dumps.count, [1, 64, 1 << 18])
  func aDumpIsReadAsInUTF8(number: Int, chunkSize: Int) throws {
    let dump = Self.dumps[number]
    let plain = try ingest(Array(dump.text.utf8), dump, chunkSize: chunkSize)
    #expect(!plain.posts.isEmpty)
    for isLittle in [true, false] {
      let bytes = Self.wide(dump.text, isLittle: isLittle)
      let wide = try ingest(bytes, dump, chunkSize: chunkSize)
      #expect(wide.posts.map(\.text) == plain.posts.map(\.text))
      #expect(wide.posts.map(\.id) == plain.posts.map(\.id))
      #expect(wide.posts.map(\.parent) == plain.posts.map(\.parent))
      #expect(wide.result.conservation == plain.result.conservation)
      #expect(wide.result.quarantine.map(\.reason) == plain.result.quarantine.map(\.reason))
      // What stands at a post's place in one source is what stands there in the other.
      let places = zip(plain.posts.map(\.source), wide.posts.map(\.source))
      let entries = zip(
        plain.result.quarantine.map(\.source), wide.result.quarantine.map(\.source))
      for (from, to) in Array(places) + Array(entries) {
        let words = String(
          decoding: Array(dump.text.utf8)[from.start..<from.end], as: UTF8.self)
        let found = WideText.utf8(
          Array(bytes[to.start..<to.end]), isLittle ? .little : .big)
        // The mark at the beginning belongs to the first record of mail.
        #expect(String(decoding: found, as: UTF8.self).trimmingPrefix("\u{FEFF}") == words)
      }
    }
  }

  @Test(arguments: [true, false])
  func aFileIsKnownWithAMarkAndWithout(isLittle: Bool) throws {
    let folder = TemporaryFolder()
    for dump in Self.dumps where dump.name != "a.jsonl" {
      for marked in [true, false] {
        let bytes = Self.wide(dump.text, isLittle: isLittle, marked: marked)
        let run = try Ingested([try folder.write(bytes, to: dump.name)])
        #expect(run.result.formats == [dump.format.rawValue: 1])
        #expect(run.posts.contains { $0.text.contains("👍🏽") })
      }
    }
  }

  /// Halves of pairs alone, and bytes cut anywhere.
  @Test func unitsBecomeUTF8HoweverTheyAreCut() {
    var units = Array(Self.words.utf16)
    units.insert(0xD83D, at: 3)
    units.insert(0xDC4D, at: 9)
    units.append(0xD83D)
    let bytes = units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    let whole = Array(String(decoding: units, as: UTF16.self).utf8)
    for size in 1...bytes.count {
      var decoder = WideText.Decoder(.little)
      var out: [UInt8] = []
      for start in stride(from: 0, to: bytes.count, by: size) {
        out += decoder.utf8(Array(bytes[start..<min(start + size, bytes.count)]))
      }
      #expect(out + decoder.end() == whole)
    }
    #expect(WideText.length(whole.span) == bytes.count)
  }

  @Test func whatIsNoUTF16IsLeftAlone() {
    for head: [UInt8] in [
      [], [0xFF, 0xFE], [0xFF, 0xFE, 0, 0], Array("text,id".utf8), [0, 0, 0, 0], [0x30, 0, 0, 0],
    ] { #expect(WideText.order(of: head) == nil) }
  }
}
