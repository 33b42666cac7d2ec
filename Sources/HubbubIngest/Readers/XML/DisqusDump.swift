internal import HubbubModel

/// Disqus's export: `<thread>` elements, the pages that were talked about, then `<post>` elements.
///
/// Format: <https://docs.disqus.com/developers/export/>. The dump does not hold what the pages
/// say, so a thread opens with its page's title.
struct DisqusDump: XMLDump {
  let records = XMLRecords(["thread", "post"])
  let namespaces: XMLNamespaces
  let bodies: TextBodies

  func read(
    _ element: XMLElement, number: Int, source: SourceRange, into batch: inout ReaderBatch
  ) {
    let isPage = element.name == "thread"
    let id = element.attribute("dsq:id") ?? element.text("id")
    let thread = isPage ? id : element["thread"]?.attribute("dsq:id")
    guard let thread else {
      return batch.setAside(source, "malformed-record", "the post names no thread")
    }
    let author = element["author"]
    var findings: [String] = []
    if isPage { findings.append(Withheld.heading) }
    if element.text("isdeleted") == "true" { findings.append(Withheld.deleted) }
    if element.text("isspam") == "true" { findings.append("spam") }
    let time = element.text("createdat").flatMap(Timestamps.parse)
    if time == nil { findings.append("time-unreadable") }
    let local = isPage ? "page" : id ?? "record-\(number + 1)"
    let address = isPage ? element.text("link") : nil
    batch.drafts.append(
      Draft(
        thread: "disqus/\(thread)",
        title: isPage ? element.text("title").map(bodies.line) : nil, threadURL: address,
        position: isPage ? .time(.min, number) : .time(time, number),
        post: ParsedPost(
          localID: local, author: author?.text("name", "username"), time: time,
          parent: element["parent"]?.attribute("dsq:id").map { .post($0) }
            ?? (isPage ? .unstated : .post("page")),
          url: address,
          body: isPage
            ? ParsedBody(text: "") : bodies.body(of: element.text("message") ?? ""),
          source: source, findings: findings)))
  }
}
