internal import HubbubModel
internal import HubbubSystem

extension IngestRun {
  /// Reads a web archive: every page in it is a document.
  func readWebArchive(_ stream: any ByteStream, path: String) throws {
    var archive = WebArchive(stream, limits: options.limits)
    var waiting: [WebPage] = []
    var held = 0
    var answers = 0
    var damage: SourceDamage?
    func flush() throws {
      let batch = waiting
      waiting = []
      held = 0
      let parsed = workers.map(batch.count) { [opener] in
        opener.parseWhole(batch[$0].bytes, format: batch[$0].format, path: batch[$0].path)
      }
      for (page, result) in zip(batch, parsed) { try add(result, path: page.path) }
    }
    while true {
      let record: WebArchive.Record
      let start = archive.offset
      do throws(SourceDamage) {
        guard let next = try archive.next() else { break }
        record = next
      } catch {
        damage = error
        break
      }
      guard case .answer(let answer) = record else { continue }
      let inner = "\(path)!/\(Self.label(answer.address, start: start))"
      let sniffed = opener.sniff(
        Array(answer.body.prefix(FormatSniffer.headSize)),
        isWhole: answer.body.count <= FormatSniffer.headSize, name: inner)
      if let damage = answer.damage {
        answers += 1
        collector.count {
          $0.seen += 1
          $0.quarantined += 1
        }
        collector.setAside(
          SourceRange(path: inner, start: 0, end: 0), damage.reason, damage.detail)
      } else if case .format(let format, _) = sniffed, format != .mbox,
        DocumentOpener.isWhole(sniffed, isShort: true)
      {
        answers += 1
        collector.count { $0.seen += 1 }
        waiting.append(WebPage(answer, path: inner, format: format))
        held += answer.body.count
      }
      if held > 32 << 20 || waiting.count >= 512 { try flush() }
    }
    try flush()
    if let damage {
      collector.setAside(
        SourceRange(path: path, start: archive.offset, end: archive.offset), damage.reason,
        damage.detail + "; what came before was read")
    }
    if answers == 0 {
      collector.count { $0.quarantined += 1 }
      if damage == nil {
        collector.setAside(
          SourceRange(path: path, start: 0, end: archive.offset), "no-posts",
          "the web archive holds no page")
      }
    } else {
      // The archive is a container, its pages are the documents.
      collector.count { $0.seen -= 1 }
    }
  }

  /// An address as the name of a page in an archive: printable, with no way up.
  private static func label(_ address: String, start: Int) -> String {
    let bare = ArchiveReader.printable(Array(address.utf8.prefix(400)))
    return bare.isEmpty ? "record-\(start)" : "\(bare)@\(start)"
  }
}

/// A page from a web archive that waits for its batch.
private struct WebPage: Sendable {
  let path: String
  let format: InputFormat
  let bytes: [UInt8]

  init(_ answer: WebArchive.Answer, path: String, format: InputFormat) {
    self.path = path
    self.format = format
    bytes =
      format == .html
      ? ServedPage.bytes(of: answer.body, charset: answer.charset, address: answer.address)
      : answer.body
  }
}
