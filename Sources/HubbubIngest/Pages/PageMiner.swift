internal import HubbubModel

/// Takes the threads out of one page's tree.
struct PageMiner {
  let tree: MarkupTree
  let text: PageText
  let names: PageNames
  let generic: GenericRules
  let path: String

  /// One post element, and what has been read of it.
  private struct Record {
    var node: Int
    var kind: Int
    var localID: String
    var parent: ParsedPost.Parent
    /// When it was written, as the page's data say.
    var time: Int64?
  }

  /// The page read by one layout's rules.
  func mine(_ rules: PageRules) -> ParsedDocument {
    var document = ParsedDocument(findings: tree.findings)
    for code in text.findings { document.findings[code, default: 0] += 1 }
    var thread = frame(rules, &document)
    let elements = elements(rules)
    let isPost = Set(elements.map(\.node))
    var records = identified(elements, rules, isPost, page: thread.page)
    relate(&records, rules, isPost)
    let base = baseAddress(thread.url)

    // A post that is left out hands its children to its own parent.
    var skipped: [String: ParsedPost.Parent] = [:]
    var taken: [String: Int] = [:]
    for record in records {
      let kind = rules.posts[record.kind]
      var record = record
      if let deleted = kind.deleted,
        tree.matches(record.node, deleted) || holds(deleted, record.node, isPost)
      {
        document.dropped["deleted", default: 0] += 1
        skipped[record.localID] = record.parent
        continue
      }
      var rendered = render(record.node, kind, rules.inside, isPost)
      guard !rendered.body.text.isEmpty else {
        if !isBox(record, elements, isPost, kind) { document.dropped["empty", default: 0] += 1 }
        skipped[record.localID] = record.parent
        continue
      }
      if isNotice(rendered.body, generic.deletedNotices) {
        document.dropped["deleted", default: 0] += 1
        skipped[record.localID] = record.parent
        continue
      }
      var findings: [String] = []
      if isNotice(rendered.body, generic.withheldNotices) {
        // Who wrote it and what answers it are shown; only the words are not.
        rendered.body.spans = [ParsedSpan(.boilerplate, 0, rendered.body.text.utf8.count)]
        findings.append("withheld")
      }
      if let earlier = taken[record.localID] {
        if thread.posts[earlier].body == rendered.body.text {
          document.dropped["duplicate", default: 0] += 1
          continue
        }
        record.localID += "~\(taken.count)"
        findings.append("id-clash")
      }
      taken[record.localID] = thread.posts.count
      thread.posts.append(
        post(record, rendered, kind, base, isPost, findings))
    }
    for index in thread.posts.indices {
      var steps = 0
      while case .post(let id) = thread.posts[index].parent, taken[id] == nil,
        let above = skipped[id], steps <= skipped.count
      {
        thread.posts[index].parent = above
        steps += 1
      }
    }
    DateOrder.settle(&thread.posts)
    RelativeDates.settle(&thread.posts, captured: text.savedAt)
    if !thread.posts.isEmpty { document.threads = [thread] }
    if records.count == 1, let record = records.first {
      let answered = rules.posts[record.kind].answers.value(in: tree, at: record.node)
      if let page = answered.flatMap(beside) {
        document.replies = [PageReply(page: path, answers: page)]
      }
    }
    return document
  }

  /// The thread without its posts.
  private func frame(_ rules: PageRules, _ document: inout ParsedDocument) -> ParsedThread {
    let url =
      (rules.url.value(in: tree, at: 0) ?? generic.url.value(in: tree, at: 0)
      ?? text.savedFrom).map(PageAddress.withoutSession)
    let page = rules.page.value(in: tree, at: 0).flatMap(Int.init) ?? 1
    var key: String
    if let id = rules.id.value(in: tree, at: 0) {
      key = (url.flatMap(PageAddress.host) ?? rules.engine) + "/" + id
    } else if let url, PageAddress.host(url) != nil {
      key = PageAddress.key(url)
    } else {
      // Nothing on the page names the thread: the file does.
      key = path.split(separator: ".").dropLast().joined(separator: ".")
      if key.isEmpty { key = path }
      document.findings["no-thread-id", default: 0] += 1
    }
    if rules.next.value(in: tree, at: 0) != nil { document.findings["has-next-page"] = 1 }
    return ParsedThread(
      key: key, title: rules.title.value(in: tree, at: 0) ?? generic.title.value(in: tree, at: 0),
      url: url, page: max(1, page))
  }

  /// The page's post elements in document order, each under the first kind that names it.
  private func elements(_ rules: PageRules) -> [(node: Int, kind: Int)] {
    var elements: [(node: Int, kind: Int)] = []
    for (kind, rule) in rules.posts.enumerated() {
      for node in tree.select(rule.select) { elements.append((node, kind)) }
    }
    elements.sort { ($0.node, $0.kind) < ($1.node, $1.kind) }
    var unique: [(node: Int, kind: Int)] = []
    for element in elements where unique.last?.node != element.node { unique.append(element) }
    return unique
  }

  private func identified(
    _ elements: [(node: Int, kind: Int)], _ rules: PageRules, _ isPost: Set<Int>, page: Int
  ) -> [Record] {
    var data: [Int: PageData] = [:]
    return elements.enumerated().map { index, element in
      let kind = rules.posts[element.kind]
      var id = kind.id.value(in: tree, at: element.node, besides: isPost)
      var time: Int64?
      if let rules = kind.data,
        let body = kind.body.lazy.compactMap({ tree.first($0, in: element.node) }).first
      {
        let said = data[element.kind, default: PageData(rules, in: tree)]
          .take(tree.foldedText(body))
        id = id ?? said?.id
        time = said?.time
      }
      return Record(
        node: element.node, kind: element.kind, localID: id ?? "p\(page).\(index + 1)",
        parent: .unstated, time: time)
    }
  }

  /// Says which post each post answers, as far as the page's structure tells.
  private func relate(_ records: inout [Record], _ rules: PageRules, _ isPost: Set<Int>) {
    let root = records.first { rules.posts[$0.kind].isRoot }?.localID
    var byNode: [Int: String] = [:]
    for record in records { byNode[record.node] = record.localID }
    var open: [(depth: Int, id: String)] = []
    for index in records.indices {
      let kind = rules.posts[records[index].kind]
      let node = records[index].node
      if kind.isRoot {
        open = [(-1, records[index].localID)]
        continue
      }
      if let parent = kind.parent.value(in: tree, at: node, besides: isPost),
        parent != records[index].localID
      {
        records[index].parent = .post(parent)
        continue
      }
      if kind.isNested {
        var above = Int(tree.nodes[node].parent)
        while above > 0, byNode[above] == nil { above = Int(tree.nodes[above].parent) }
        if let parent = byNode[above] ?? root, parent != records[index].localID {
          records[index].parent = .post(parent)
        }
        continue
      }
      if let depth = depth(node, kind) {
        while let last = open.last, last.depth >= depth { open.removeLast() }
        if let parent = open.last {
          records[index].parent = .post(parent.id)
        } else if depth > 0 {
          records[index].parent = .depth(depth)
        }
        open.append((depth, records[index].localID))
      }
    }
  }

  private func depth(_ node: Int, _ kind: PageRules.PostKind) -> Int? {
    for reading in kind.depth {
      guard let value = reading.path.value(in: tree, at: node), let number = Int(value) else {
        continue
      }
      return max(0, number / reading.divide)
    }
    guard let around = kind.depthOf else { return nil }
    var depth = 0
    var above = Int(tree.nodes[node].parent)
    while above > 0 {
      if tree.matches(above, around) { depth += 1 }
      above = Int(tree.nodes[above].parent)
    }
    return depth
  }

  /// The body of a post: the first of its selectors that finds text of its own.
  private func render(
    _ node: Int, _ kind: PageRules.PostKind, _ inside: BodyRules, _ isPost: Set<Int>
  ) -> BodyRenderer.Rendered {
    let renderer = BodyRenderer(tree: tree, rules: inside, names: names)
    let signatures = kind.signature.flatMap { own(tree.select($0, in: node), node, isPost) }
    var rendered = BodyRenderer.Rendered(body: ParsedBody(text: ""), start: 0, end: 0)
    for selector in kind.body {
      var roots = own(tree.select(selector, in: node), node, isPost)
      if roots.isEmpty, tree.matches(node, selector, scope: node) { roots = [node] }
      guard !roots.isEmpty else { continue }
      rendered = renderer.render(roots, signatures: signatures)
      if !rendered.body.text.isEmpty { break }
    }
    return rendered
  }

  /// The nodes that belong to a post and to none nested in it, without those inside another.
  private func own(_ nodes: [Int], _ post: Int, _ isPost: Set<Int>) -> [Int] {
    var kept: [Int] = []
    for node in nodes {
      if let last = kept.last, tree.contains(last, node) { continue }
      var above = node
      while above != post, above > 0, !isPost.contains(above) {
        above = Int(tree.nodes[above].parent)
      }
      if above == post { kept.append(node) }
    }
    return kept
  }

  private func holds(_ selector: Selector, _ post: Int, _ isPost: Set<Int>) -> Bool {
    !own(tree.select(selector, in: post), post, isPost).isEmpty
  }

  /// Whether an element without words is no post but a box around some: it holds others, and of
  /// its own neither an author nor a time.
  private func isBox(
    _ record: Record, _ elements: [(node: Int, kind: Int)], _ isPost: Set<Int>,
    _ kind: PageRules.PostKind
  ) -> Bool {
    elements.contains { $0.node > record.node && $0.node < Int(tree.nodes[record.node].end) }
      && kind.author.value(in: tree, at: record.node, besides: isPost) == nil
      && kind.time.allSatisfy { $0.path.value(in: tree, at: record.node, besides: isPost) == nil }
  }

  /// Whether a body is nothing but what an engine shows in the place of a post's words.
  private func isNotice(_ body: ParsedBody, _ notices: Set<String>) -> Bool {
    body.text.utf8.count <= 100 && notices.contains(body.text.trimmingASCII().lowercased())
  }

  /// Where relative addresses start from: what the page says, or its own address.
  private func baseAddress(_ url: String?) -> String? {
    generic.base.value(in: tree, at: 0).map { PageAddress.resolve($0, against: url) } ?? url
  }

  private func post(
    _ record: Record, _ rendered: BodyRenderer.Rendered, _ kind: PageRules.PostKind,
    _ base: String?, _ isPost: Set<Int>, _ noticed: [String]
  ) -> ParsedPost {
    let node = record.node
    var findings = noticed
    var time = record.time
    var shownTime: String?
    var reason: String?
    for reading in kind.time {
      guard let (value, place) = reading.path.find(in: tree, at: node, besides: isPost) else {
        continue
      }
      if time == nil {
        let read = TimeReader.read(value, as: reading.format)
        time = read.time
        reason = read.finding
      }
      // What machines read is often hidden; a later path finds what people read.
      shownTime = shownText(of: value, at: place)
      if time != nil, shownTime != nil { break }
    }
    if let reason { findings.append(reason) }
    if let edited = kind.edited, holds(edited, node, isPost) { findings.append("edited") }
    let permalink = kind.permalink.value(in: tree, at: node, besides: isPost)
      .map { PageAddress.withoutSession(PageAddress.resolve($0, against: base)) }
    return ParsedPost(
      localID: record.localID, globalID: kind.isGlobal ? record.localID : nil,
      author: kind.author.value(in: tree, at: node, besides: isPost)
        .flatMap { TableRow.isDeleted($0) ? nil : $0 }, time: time,
      shownTime: shownTime, parent: record.parent,
      score: kind.score.value(in: tree, at: node, besides: isPost).flatMap(Self.score),
      url: permalink, body: rendered.body,
      source: SourceRange(
        path: path, start: text.sourceOffset(of: rendered.start),
        end: text.sourceOffset(of: rendered.end)), findings: findings)
  }

  /// A time as a reader sees it: the element's text, or the value where that says more besides.
  func shownText(of value: String, at node: Int) -> String? {
    let shown = tree.foldedText(node)
    if shown.isEmpty { return nil }
    return shown.utf8.count <= 60 ? shown : shown.contains(value) ? value : nil
  }

  /// A count as forums show it: "1,234", "−3", "12 points", "1.2k".
  static func score(_ text: String) -> Int? {
    var digits = ""
    var isNegative = false
    var fraction: Int?
    scan: for character in text {
      switch character {
      case "-", "−", "–": if digits.isEmpty { isNegative = true }
      case ",", "\u{202F}", "\u{A0}", "'": continue
      case ".": if !digits.isEmpty, fraction == nil { fraction = digits.count }
      case "k", "K":
        guard !digits.isEmpty, digits.count <= 6 else { break scan }
        let places = fraction.map { digits.count - $0 } ?? 0
        let value = (Int(digits) ?? 0) * 1000 / [1, 10, 100, 1000][min(places, 3)]
        return isNegative ? -value : value
      default:
        if let value = character.wholeNumberValue, value < 10 {
          digits.append(Character("\(value)"))
        } else if !digits.isEmpty {
          break scan
        }
      }
    }
    guard !digits.isEmpty, digits.count < 12 else { return nil }
    let whole = Int(fraction.map { String(digits.prefix($0)) } ?? digits)
    return whole.map { isNegative ? -$0 : $0 }
  }
}
