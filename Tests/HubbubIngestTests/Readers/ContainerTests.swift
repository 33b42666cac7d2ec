import Foundation
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

  @Test func aSiteIsReadStraightFromSevenZip() throws {
    let archive = try #require(Data(base64Encoded: Self.site.joined()))
    try folder.write([UInt8](archive), to: "in/tea.example.com.7z")
    let run = try Ingested([folder.path + "/in"])
    #expect(run.posts.map(\.text) == ["Is there tea?", "There is.", "Thanks!"])
    #expect(run.posts.map(\.author) == ["Ann", "Ben", "Ann"])
    #expect(run.posts.map(\.url).first == "https://tea.example.com/q/1")
  }

  @Test(arguments: [(UInt8(0x88), 1), (0xA8, 0)])
  func windowsOfZstdAreCapped(descriptor: UInt8, posts: Int) throws {
    // RFC 8878, section 3.1.1: a frame without a content size, whose window is 128 MiB (0x88) or
    // two gigabytes (0xA8), and a raw block.
    let text = Array("{\"id\":\"1\",\"text\":\"Is there tea?\"}\n".utf8)
    let header = UInt32(text.count) << 3 | 1
    let frame =
      [0x28, 0xB5, 0x2F, 0xFD, 0x00, descriptor] + (0..<3).map { UInt8(header >> ($0 * 8) & 255) }
      + text
    try folder.write(frame, to: "posts.jsonl.zst")
    let run = try Ingested([folder.path + "/posts.jsonl.zst"])
    #expect(run.posts.count == posts)
    #expect(run.result.quarantine.map(\.reason) == (posts == 0 ? ["limit-window"] : []))
  }

  /// Users.xml, Posts.xml and Comments.xml of a made-up site, by libarchive with LZMA2.
  private static let site = [
    "N3q8ryccAAMkuCpkfwEAAAAAAAAcAAAAAAAAACHTAdjgAoEBC10AHg/LhxHYzmaRD4Meyv17M9R/6bfaKDF2JWYg",
    "TSoJbYm6XYkbkElKQJCLFenL0bDrBEzfD9xGyzp2H600By0bmUUx+Y+SYpXDuxanb02xF4RIG+jW/oq1f1dSk2uL",
    "lxISp0xee29wekdaOje8Eqsqd28Onl1V84bQFGmQOVPPz0oFWc+7DrslEeRyYCDs0BiVpEK4m1JhnJDfMxbRqdHC",
    "TMGuIbWTohD8gP9wegVuupnN+8BKzy9Ar/knF1aNbOYFWePcKkQ9la4WArtuC8c2yIwr6h/Q5n3RkA+168Rwy9pC",
    "+z6sPlPdP/O6D0T6EYBsy++eXbNYY68O7fgEVtkTAOS7oI5ep443sxMAAOAAhQBkXQAAgTMHrg/VOD2Z+cZm2o3z",
    "7dDuG8AKHNSAxlkhSOvDMh2YvQqX9mo2ahHIXXjNLRrc8t253+fRrBCTtDhsfkKh6Yh4R6oinCFEQZgpcjl9W9oe",
    "S2lpZpqR/4urwuApQRZQAAAAABcGgRMBCWwABwsBAAEhIQEWDICGCgFG131IAAA=",
  ]
}
