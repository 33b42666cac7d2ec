import HubbubModel

@testable import HubbubIngest

/// Parley's export, an invented format: `<remark>` elements under `<parley>`.
struct ParleyDump: XMLDump {
  let records = XMLRecords(["remark"])
  let namespaces: XMLNamespaces
  let bodies: TextBodies

  func read(
    _ element: XMLElement, number: Int, source: SourceRange, into batch: inout ReaderBatch
  ) {
    guard let id = element.attribute("id"), let room = element.attribute("room") else {
      return batch.setAside(source, "malformed-record", "the remark has no id or no room")
    }
    var findings: [String] = []
    let time = element.attribute("at").flatMap(Timestamps.parse)
    if time == nil { findings.append("time-unreadable") }
    if element.attribute("gone") == "yes" { findings.append(Withheld.deleted) }
    batch.drafts.append(
      Draft(
        thread: "parley/\(room)", title: element.text("subject").map(bodies.line),
        threadURL: nil, position: .time(time, number),
        post: ParsedPost(
          localID: id, author: element.text("by"), time: time,
          parent: element.attribute("to").map { .post($0) } ?? .unstated,
          body: bodies.body(of: element.text("words") ?? ""), source: source,
          findings: findings)))
  }
}
