internal import HubbubModel

/// A page with all that it shows in one file of MIME parts, as browsers save it (`.mhtml`, `.mht`).
///
/// Format: RFC 2557. A frame of the page is a part of its own, and comments may stand in one.
struct SavedPage {
  private let message: MailMessage
  private let whole: SourceRange

  init(_ bytes: [UInt8], path: String) {
    message = MailMessage(bytes[...])
    whole = SourceRange(path: path, start: 0, end: bytes.count)
  }

  /// Whether a text is one, by its first bytes: parts that belong together, and a browser for a sender.
  static func isLikely(_ text: ArraySlice<UInt8>) -> Bool {
    let message = MailMessage(text.prefix(4096))
    let type = message.structured("content-type")?.value
    guard type == "multipart/related" || type == "text/html" else { return false }
    return message.fields["snapshot-content-location"] != nil
      || message.text("from")?.lowercased().contains("saved by ") == true
      || message.fields["from"] == nil && message.fields["content-location"] != nil
      || type == "multipart/related" && message.fields["from"] == nil
  }

  /// The posts of all frames that hold any.
  func read(_ pages: any DocumentParser) -> ReaderBatch {
    var batch = ReaderBatch()
    let frames = Self.frames(of: message, depth: 0)
    guard !frames.isEmpty else {
      batch.setAside(whole, "no-posts", "the saved file holds no page", isPost: false)
      return batch
    }
    let parsed = frames.map { pages.parse($0, path: whole.path) }
    let used = parsed.filter { !$0.threads.isEmpty }
    for document in used.isEmpty ? Array(parsed.prefix(1)) : used {
      let part = ReaderBatch(document)
      // The decoded page is nowhere on disk: the bytes that it rests on are the file's.
      batch.drafts += part.drafts.map { draft in
        var draft = draft
        draft.post.source = whole
        return draft
      }
      batch.quarantine += part.quarantine.map {
        QuarantineEntry(source: whole, stage: $0.stage, reason: $0.reason, detail: $0.detail)
      }
      batch.dropped.merge(part.dropped, uniquingKeysWith: +)
      batch.findings.merge(part.findings, uniquingKeysWith: +)
      batch.replies += part.replies
    }
    return batch
  }

  /// The pages among a message's parts, in their order: the page itself is the first.
  private static func frames(of message: MailMessage, depth: Int) -> [[UInt8]] {
    let type = message.structured("content-type")
    if type?.value.hasPrefix("multipart/") == true, let boundary = type?.parameters["boundary"],
      depth < 4
    {
      return MailContent.split(message.body, boundary: boundary)
        .flatMap { frames(of: MailMessage($0), depth: depth + 1) }
    }
    guard type?.value == "text/html" || type?.value == "application/xhtml+xml" else { return [] }
    let body = TransferCoding.decode(
      message.body, message.text("content-transfer-encoding"))
    let address = message.text("content-location") ?? ""
    return [
      ServedPage.bytes(
        of: body, charset: type?.parameters["charset"],
        address: address.hasPrefix("http") ? address : "")
    ]
  }
}
