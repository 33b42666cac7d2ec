internal import HubbubModel

/// Issues with their comments as bug trackers export them: Bugzilla's `<bug>` (`show_bug.cgi?ctype=xml`)
/// and the `<item>` of Jira's XML.
///
/// An issue is a thread; what it says opens it, and its comments follow in their order.
struct TrackerDump: XMLDump {
  let records = XMLRecords(["bug", "item"])
  let namespaces: XMLNamespaces
  let bodies: TextBodies

  func read(
    _ element: XMLElement, number: Int, source: SourceRange, into batch: inout ReaderBatch
  ) {
    let isBug = element.name == "bug"
    guard let id = isBug ? element.text("bug_id") : element.text("key") else {
      return batch.setAside(source, "malformed-record", "the issue has no number")
    }
    let title = element.text(isBug ? "short_desc" : "summary").map(bodies.line)
    let posts = isBug ? bug(element) : issue(element)
    for (order, said) in posts.enumerated() {
      let time = said.time.flatMap(Timestamps.parse)
      batch.drafts.append(
        Draft(
          thread: (isBug ? "bug/" : "issue/") + id, title: order == 0 ? title : nil,
          threadURL: order == 0 ? element.text("link") : nil, position: .page(number, order),
          post: ParsedPost(
            localID: said.id ?? "record-\(order)", author: said.author, time: time,
            parent: .unstated, body: said.body, source: source,
            findings: time == nil ? ["time-unreadable"] : [])))
    }
  }

  private struct Said {
    let id: String?
    let author: String?
    let time: String?
    let body: ParsedBody
  }

  /// What is said of a bug; the first comment is its description.
  private func bug(_ element: XMLElement) -> [Said] {
    element.all("long_desc").map { comment in
      Said(
        id: comment.text("commentid"), author: person(comment["who"], "name"),
        time: comment.text("bug_when"),
        body: PlainText.body(comment.text("thetext") ?? ""))
    }
  }

  private func issue(_ element: XMLElement) -> [Said] {
    let description = Said(
      id: "issue", author: person(element["reporter"], "username", "accountid"),
      time: element.text("created"), body: bodies.markup(element.text("description") ?? ""))
    return [description]
      + (element["comments"]?.all("comment") ?? []).map { comment in
        Said(
          id: comment.attribute("id"), author: comment.attribute("author"),
          time: comment.attribute("created"), body: bodies.markup(comment.text))
      }
  }

  /// Somebody's name by the first attribute that is there, else by what the element says.
  private func person(_ element: XMLElement?, _ attributes: String...) -> String? {
    guard let element else { return nil }
    let names = attributes.compactMap { element.attribute($0) } + [element.text.trimmingASCII()]
    return names.first { !$0.isEmpty }
  }
}
