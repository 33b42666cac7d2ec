internal import HubbubModel
internal import HubbubSystem

extension PageMiner {
  /// Threads that the page states as JSON-LD: schema.org's `DiscussionForumPosting` with its
  /// comments, or a `QAPage` with its answers.
  ///
  /// - Parameter least: how many posts there must be.
  func structuredData(least: Int) -> ParsedDocument? {
    for script in tree.select(generic.script) {
      let node = script + 1
      guard node < Int(tree.nodes[script].end), tree.isText(node) else { continue }
      let text = tree.nodes[node]
      let bytes = Array(tree.bytes[Int(text.textStart)..<Int(text.textEnd)])
      guard let value = try? JSONParser().parse(bytes) else { continue }
      let source = SourceRange(
        path: path, start: self.text.sourceOffset(of: Int(text.sourceStart)),
        end: self.text.sourceOffset(of: Int(text.sourceEnd)))
      for root in Self.discussions(in: value) {
        var reader = LinkedDataReader(source: source, path: path)
        let thread = reader.thread(root, pageTitle: generic.title.value(in: tree, at: 0))
        guard let thread, thread.posts.count >= least else { continue }
        var document = ParsedDocument(threads: [thread], findings: tree.findings)
        for code in self.text.findings { document.findings[code, default: 0] += 1 }
        document.findings["linked-data"] = 1
        if reader.empty > 0 { document.dropped["empty"] = reader.empty }
        return document
      }
    }
    return nil
  }

  /// The discussions at the top of a document, in its `@graph`, or as a page's main entity.
  private static func discussions(in value: JSONValue) -> [JSONValue] {
    var found: [JSONValue] = []
    var pending = value.kind == .array ? value.elements : [value]
    var looked = 0
    while !pending.isEmpty, looked < 200 {
      let next = pending.removeFirst()
      looked += 1
      let types = LinkedDataReader.types(of: next)
      if types.contains("DiscussionForumPosting") || types.contains("Question") {
        found.append(next)
      }
      pending += next["@graph"]?.elements ?? []
      if let entity = next["mainEntity"] {
        pending += entity.kind == .array ? entity.elements : [entity]
      }
    }
    return found
  }
}

/// Walks schema.org's vocabulary for discussions.
private struct LinkedDataReader {
  let source: SourceRange
  let path: String
  var empty = 0
  private let bodies = TextBodies(fragments: HTMLFragments())

  init(source: SourceRange, path: String) {
    self.source = source
    self.path = path
  }

  static func types(of value: JSONValue) -> [String] {
    guard let type = value["@type"] else { return [] }
    return type.kind == .array
      ? type.elements.compactMap(\.string) : [type.string].compactMap(\.self)
  }

  /// The thread that a posting or question opens.
  mutating func thread(_ root: JSONValue, pageTitle: String?) -> ParsedThread? {
    let url = Self.url(root)
    var thread = ParsedThread(
      key: url.map(PageAddress.key) ?? path,
      title: root["headline"]?.string ?? root["name"]?.string ?? pageTitle, url: url)
    var pending: [(value: JSONValue, parent: String?)] = [(root, nil)]
    while let (value, parent) = pending.popLast() {
      let id = "ld\(thread.posts.count + 1)"
      let written = value["text"]?.string ?? value["articleBody"]?.string ?? ""
      let body = bodies.body(of: written)
      if body.text.allSatisfy(\.isWhitespace) {
        empty += 1
      } else {
        thread.posts.append(
          ParsedPost(
            localID: id, author: Self.author(value),
            time: (value["datePublished"] ?? value["dateCreated"])?.string.flatMap(
              Timestamps.parse),
            parent: parent.map { .post($0) } ?? .unstated,
            score: value["upvoteCount"]?.integer.map { Int($0) }, url: Self.url(value), body: body,
            source: source))
      }
      let answered = body.text.isEmpty ? parent : id
      var replies: [JSONValue] = []
      for name in ["acceptedAnswer", "suggestedAnswer", "comment"] {
        guard let value = value[name] else { continue }
        replies += value.kind == .array ? value.elements : [value]
      }
      for reply in replies.reversed() where thread.posts.count < 100_000 {
        pending.append((reply, answered))
      }
    }
    return thread.posts.isEmpty ? nil : thread
  }

  private static func url(_ value: JSONValue) -> String? {
    let named =
      value["url"]?.string ?? value["@id"]?.string
      ?? value["mainEntityOfPage"]?.string ?? value["mainEntityOfPage"]?["@id"]?.string
    return named.flatMap { PageAddress.host($0) == nil ? nil : $0 }
  }

  private static func author(_ value: JSONValue) -> String? {
    guard let author = value["author"] else { return nil }
    let first = author.kind == .array ? author.elements.first ?? author : author
    let name = (first["name"]?.string ?? first.string)?.trimmingNoBreakSpaces()
    return name?.isEmpty == false ? name : nil
  }
}
