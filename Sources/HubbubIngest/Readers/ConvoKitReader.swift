internal import HubbubCorpus
internal import HubbubModel
internal import HubbubSystem

/// Reads the utterances of a ConvoKit corpus.
///
/// Format: <https://convokit.cornell.edu/documentation/data_format.html>; `user`, `root` and
/// `reply_to` are the names of its first version.
struct ConvoKitReader: DumpReader {
  /// Conversation titles and addresses, from `conversations.json`.
  let conversations: [String: Conversation]
  let bodies: TextBodies

  struct Conversation: Sendable {
    let title: String?
    let url: String?
  }

  /// The titles that `conversations.json` holds.
  static func conversations(_ bytes: [UInt8]) throws -> [String: Conversation] {
    var found: [String: Conversation] = [:]
    for (id, conversation) in try JSONParser().parse(bytes).members {
      let meta = conversation["meta"] ?? conversation
      let title = meta["title"]?.string
      let url = meta["url"]?.string ?? meta["permalink"]?.string
      if title != nil || url != nil { found[id] = Conversation(title: title, url: url) }
    }
    return found
  }

  func cut(_ buffer: [UInt8], isLast: Bool) -> (length: Int, records: Int) {
    Lines.cut(buffer, isLast: isLast)
  }

  func read(_ chunk: RecordChunk, path: String) -> ReaderBatch {
    var batch = ReaderBatch()
    let parser = JSONParser()
    var record = chunk.firstRecord - 1
    Lines.forEach(chunk.bytes) { line in
      record += 1
      guard chunk.bytes[line].contains(where: { !FormatSniffer.isSpace($0) }) else { return }
      let source = SourceRange(
        path: path, start: chunk.offset + line.lowerBound, end: chunk.offset + line.upperBound)
      guard let value = try? parser.parse(chunk.bytes.span.extracting(line)),
        let id = JSONRecords.text(value["id"])
      else {
        let isCut = chunk.isLast && line.upperBound == chunk.bytes.count
        batch.setAside(
          source, isCut ? "truncated" : "malformed-record",
          isCut ? "the file ends within an utterance" : "the line is no utterance")
        return
      }
      draft(value, id: id, record: record, source: source, into: &batch)
    }
    return batch
  }

  private func draft(
    _ value: JSONValue, id: String, record: Int, source: SourceRange,
    into batch: inout ReaderBatch
  ) {
    let text = value["text"]?.string ?? ""
    let meta = value["meta"]
    let thread = JSONRecords.text(value["conversation_id"] ?? value["root"]) ?? id
    let speaker = value["speaker"] ?? value["user"]
    var author = speaker?.string ?? speaker?["id"]?.string
    if let name = author, TableRow.isDeleted(name) || name == UtteranceCoding.unknownSpeaker {
      author = nil
    }
    var findings: [String] = []
    let time = JSONRecords.text(value["timestamp"]).flatMap(Timestamps.parse)
    var body = text
    if TableRow.isDeleted(text.trimmingASCII()) {
      findings.append(Withheld.deleted)
      body = ""
    }
    let answered = JSONRecords.text(value["reply-to"] ?? value["reply_to"])
    let conversation = conversations[thread]
    batch.drafts.append(
      Draft(
        thread: thread, title: conversation?.title ?? meta?["title"]?.string,
        threadURL: conversation?.url, position: .row(record),
        post: ParsedPost(
          localID: id, globalID: id, author: author, time: time,
          parent: answered.map { .post($0) } ?? .unstated,
          score: JSONRecords.text(meta?["score"]).flatMap(Double.init).map { Int($0) },
          url: meta?["url"]?.string ?? Self.permalink(meta?["permalink"]?.string),
          body: Self.own(meta, text: body) ?? bodies.body(of: body), source: source,
          findings: findings)))
  }

  private static func permalink(_ path: String?) -> String? {
    guard let path, !path.isEmpty else { return nil }
    return path.hasPrefix("/r/") ? "https://www.reddit.com" + path : path
  }

  /// The body and spans that Hubbub itself wrote, if they are whole.
  private static func own(_ meta: JSONValue?, text: String) -> ParsedBody? {
    guard let body = meta?["body"]?.string, let spans = meta?["spans"]?.elements, !text.isEmpty
    else { return nil }
    var found: [ParsedSpan] = []
    var end = 0
    for span in spans {
      guard let kind = span["kind"]?.string.flatMap(Span.Kind.init),
        let start = span["start"]?.integer, let stop = span["end"]?.integer, Int(start) == end,
        stop >= start
      else { return nil }
      end = Int(stop)
      found.append(
        ParsedSpan(
          kind, Int(start), end, attribution: span["attribution"]?.string,
          quoted: span["ref"]?.string))
    }
    return end == body.utf8.count ? ParsedBody(text: body, spans: found) : nil
  }
}
