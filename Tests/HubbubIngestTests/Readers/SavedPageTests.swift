import HubbubCorpus
import HubbubModel
import HubbubSystem
import Testing

@testable import HubbubIngest

/// Pages that a browser saved in one file of MIME parts.
@Suite struct SavedPageTests {
  private let folder = TemporaryFolder()

  /// A part in the coding that browsers write it in.
  private func part(_ bytes: [UInt8], _ type: String, _ address: String) -> String {
    var text = ""
    var column = 0
    for byte in bytes {
      let isPlain = (33...126).contains(byte) && byte != UInt8(ascii: "=")
      let shown = isPlain ? String(UnicodeScalar(byte)) : "=" + hex(byte)
      if column + shown.count > 75 {
        text += "=\r\n"
        column = 0
      }
      text += shown
      column += shown.count
    }
    return "------cut\r\nContent-Type: \(type)\r\nContent-Transfer-Encoding: quoted-printable\r\n"
      + "Content-Location: \(address)\r\n\r\n\(text)\r\n"
  }

  private func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
  }

  private func saved(_ parts: String...) -> String {
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://town.example/t/5\r\n"
      + "Subject: A page\r\nDate: Mon, 2 Mar 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
      + "Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----cut\"\r\n"
      + "\r\n\r\n\(parts.joined())------cut--\r\n"
  }

  private func ingest(_ text: String, to name: String) throws -> (IngestResult, [Post]) {
    let file = try folder.write(text, to: name)
    let out = "\(folder.path)/out-\(name)/corpus"
    let result = try Ingest.run(
      inputs: [file], pages: PageParser(layouts: Layout.shelf), fragments: HTMLFragments(),
      into: out, workers: .one)
    return (result, result.nothingUsable ? [] : Array(try Corpus(folder: out, workers: .one)))
  }

  @Test(arguments: ["phpbb3", "wordpress", "discourse"])
  func aPageIsReadAsIfItHadBeenSavedAlone(engine: String) throws {
    let page = try Files.read("\(Floors.testFolder)/Fixtures/\(engine).html")
    let (_, alone) = try ingest(String(decoding: page, as: UTF8.self), to: "\(engine).html")
    let file = saved(
      part(page, "text/html; charset=utf-8", "https://town.example/t/5"),
      part(Array("p { color: red }".utf8), "text/css", "https://town.example/s.css"))
    let (result, posts) = try ingest(file, to: "\(engine).mhtml")
    #expect(!posts.isEmpty && posts.map(\.text) == alone.map(\.text))
    #expect(posts.map(\.author) == alone.map(\.author))
    #expect(posts.map(\.time) == alone.map(\.time))
    #expect(posts.map { $0.parent == nil } == alone.map { $0.parent == nil })
    #expect(result.quarantine.isEmpty && result.documents.used == 1)
    for post in posts {
      #expect(
        post.source
          == SourceRange(path: "\(engine).mhtml", start: 0, end: file.utf8.count))
    }
  }

  @Test func commentsMayStandInAFrame() throws {
    let frame = try Files.read("\(Floors.testFolder)/Fixtures/disqus.html")
    let article = Array("<html><body><h1>News</h1><p>The ferry is late.</p></body></html>".utf8)
    let (result, posts) = try ingest(
      saved(
        part(article, "text/html", "https://town.example/news"),
        part(frame, "text/html", "https://disqus.example/embed/comments/")), to: "news.mht")
    #expect(posts.count == 2)
    #expect(result.quarantine.isEmpty && result.conservation.balances)
  }

  @Test func aFileWithoutAPageIsSetAside() throws {
    let (result, _) = try ingest(
      saved(part([0x47], "image/gif", "https://town.example/a.gif")), to: "a.mhtml")
    #expect(result.quarantine.map(\.reason) == ["no-posts"])
  }

  @Test func mailWithPicturesIsMail() throws {
    let (result, posts) = try ingest(
      "From: Ann <a@x>\r\nTo: b@x\r\nSubject: Door\r\nMessage-ID: <1@x>\r\n"
        + "Content-Type: multipart/related; boundary=\"----cut\"\r\n\r\n"
        + part(Array("<p>It sticks.</p>".utf8), "text/html", "") + "------cut--\r\n", to: "a.eml")
    #expect(posts.map(\.text) == ["It sticks."])
    #expect(result.formats == ["mbox": 1])
  }
}
