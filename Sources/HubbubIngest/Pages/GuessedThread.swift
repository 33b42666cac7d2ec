internal import HubbubModel

extension PageMiner {
  /// Threads found as repeated records.
  func repeatedRecords() -> ParsedDocument? {
    guard
      let records = RepeatedRecords(
        tree: tree, names: names, listingLinks: listingLinks(),
        headings: generic.headings
      ).find()
    else { return nil }
    var document = ParsedDocument(findings: tree.findings)
    for code in text.findings { document.findings[code, default: 0] += 1 }
    document.findings["layout-guessed"] = 1
    let url = generic.url.value(in: tree, at: 0) ?? text.savedFrom
    var thread = ParsedThread(
      key: url.flatMap { PageAddress.host($0) == nil ? nil : PageAddress.key($0) } ?? path,
      title: generic.title.value(in: tree, at: 0), url: url)
    let renderer = BodyRenderer(
      tree: tree, rules: BodyRules(signature: generic.signature, quotes: [generic.quote]),
      names: names)
    for (index, record) in records.enumerated() {
      let rendered = renderer.render([record.body])
      guard !rendered.body.text.isEmpty else {
        document.dropped["empty", default: 0] += 1
        continue
      }
      thread.posts.append(
        ParsedPost(
          localID: tree.string(record.node, names.id) ?? "r\(index + 1)", author: record.author,
          time: record.time, shownTime: record.shownTime,
          parent: record.parent.map {
            .post(tree.string(records[$0].node, names.id) ?? "r\($0 + 1)")
          } ?? .unstated,
          body: rendered.body,
          source: SourceRange(
            path: path, start: text.sourceOffset(of: rendered.start),
            end: text.sourceOffset(of: rendered.end)),
          findings: [record.finding].compactMap(\.self)))
    }
    DateOrder.settle(&thread.posts)
    RelativeDates.settle(&thread.posts, captured: text.savedAt)
    if !thread.posts.isEmpty { document.threads = [thread] }
    return thread.posts.isEmpty ? nil : document
  }
}
