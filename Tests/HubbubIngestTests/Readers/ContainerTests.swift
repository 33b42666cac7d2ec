import HubbubIngest
import HubbubModel
import Testing

/// Sources that hold documents of their own: web archives, mail folders of files.
@Suite struct ContainerTests {
  private let folder = TemporaryFolder()

  private static func response(_ address: String, _ http: [UInt8]) -> [UInt8] {
    let head =
      "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: \(address)\r\n"
      + "Content-Type: application/http; msgtype=response\r\nContent-Length: \(http.count)\r\n\r\n"
    return Array(head.utf8) + http + Array("\r\n\r\n".utf8)
  }

  @Test func aWebArchiveGivesItsPages() throws {
    let latin =
      Array("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-1\r\n\r\n".utf8)
      + Array("<html><p>Le caf".utf8) + [0xE9] + Array("</html>".utf8)
    let chunked =
      Array(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
      + Array("6\r\n<html>\r\n7\r\n<p>tea \r\n4\r\ntime\r\n0\r\n\r\n".utf8)
    let missing = Array("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>No".utf8)
    let info = Array(
      "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 5\r\n\r\nhello\r\n\r\n".utf8)
    let archive =
      info + Self.response("https://h.example/1", latin)
      + Self.response("https://h.example/2", chunked)
      + Self.response("https://h.example/3", missing)
    try folder.write(archive, to: "in/crawl.warc")
    let run = try Ingested([folder.path + "/in"])
    #expect(
      run.posts.map { $0.text.split(separator: ">").last.map(String.init) } == [
        "Le café", "tea time",
      ])
    #expect(
      run.posts.map(\.source.path).allSatisfy { $0.hasPrefix("crawl.warc!/https:/h.example/") })
    #expect(run.result.documents.seen == 2 && run.result.documents.used == 2)
  }

  @Test func anArchiveThatBreaksOffGivesWhatCameBefore() throws {
    let page = Array("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><p>tea</html>".utf8)
    let whole = Self.response("https://h.example/1", page)
    try folder.write(whole + whole.prefix(150), to: "cut.warc")
    let run = try Ingested([folder.path + "/cut.warc"])
    #expect(run.posts.count == 1)
    #expect(run.result.quarantine.map(\.reason) == ["truncated"])
  }

  @Test func aMaildirGivesWhatWasDelivered() throws {
    func mail(_ id: String, _ text: String) -> String {
      "From: Ann <ann@h.example>\nMessage-ID: <\(id)@h>\nSubject: Tea\n"
        + "Date: Mon, 02 Mar 2026 10:00:00 +0000\n\n\(text)\n"
    }
    try folder.write(mail("a", "Is there tea?"), to: "in/list/cur/1.M1.host:2,S")
    try folder.write(mail("b", "Not yet."), to: "in/list/new/2.M2.host")
    try folder.write(mail("c", "Half"), to: "in/list/tmp/3.M3.host")
    try folder.write("1 V1 N3\n", to: "in/list/dovecot-uidlist")
    let run = try Ingested([folder.path + "/in"])
    #expect(run.posts.map(\.text) == ["Is there tea?", "Not yet."])
    #expect(run.result.quarantine.isEmpty)
    #expect(run.result.documents.passedOver == 1)
  }
}
