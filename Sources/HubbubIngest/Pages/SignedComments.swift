internal import HubbubModel

/// Reads pages whose comments are told by nothing but signatures and indentation: MediaWiki's talk
/// pages.
///
/// A comment ends where a date with a time zone stands after a link to a user, in the same block;
/// it begins after the comment before, or after the section's heading. It answers the nearest
/// comment above it in its section that is indented less.
struct SignedComments {
  let tree: MarkupTree
  let names: PageNames
  let rules: PageRules.Signed

  /// One comment, between two nodes.
  struct Comment {
    var author: String
    var time: Int64
    var shownTime: String
    /// The first node of its words, and of its signature, and one past the last node.
    var start, signature, end: Int
    var level: Int
  }

  /// A section with its comments.
  struct Section {
    var title: String?
    var comments: [Comment] = []
  }

  /// The sections of the page that hold comments.
  func sections() -> [Section] {
    let root = tree.first(rules.within) ?? 0
    let headings = tree.select(rules.headings, in: root)
    let dropped = rules.drop.map { tree.select($0, in: root) } ?? []
    let links = tree.select(rules.links, in: root)
    var sections = [Section()]
    var start = root + 1
    var nextHeading = 0
    var nextDrop = 0
    var nextLink = 0
    var recent: [(node: Int, user: String)] = []
    var at = root + 1
    while at < Int(tree.nodes[root].end) {
      while nextDrop < dropped.count, dropped[nextDrop] < at { nextDrop += 1 }
      if nextDrop < dropped.count, dropped[nextDrop] == at {
        at = Int(tree.nodes[at].end)
        continue
      }
      while nextHeading < headings.count, headings[nextHeading] < at { nextHeading += 1 }
      if nextHeading < headings.count, headings[nextHeading] == at {
        // What stands below a smaller heading belongs to the section around it, as a new start.
        if tree.matches(at, rules.sections) {
          sections.append(Section(title: tree.foldedText(at)))
        } else if sections.count > 1 {
          sections.append(Section(title: sections[sections.count - 1].title))
        }
        at = Int(tree.nodes[at].end)
        start = at
        recent = []
        continue
      }
      while nextLink < links.count, links[nextLink] <= at {
        if links[nextLink] == at, let user = user(at) { recent.append((at, user)) }
        nextLink += 1
      }
      if tree.isText(at), let (time, shown) = timestamp(at),
        let signed = signature(before: at, recent, from: start)
      {
        sections[sections.count - 1].comments.append(
          Comment(
            author: signed.user, time: time, shownTime: shown, start: start,
            signature: signed.node, end: at + 1,
            level: min(level(firstText(start, at), root), level(at, root))))
        start = at + 1
        recent = []
      }
      at += 1
    }
    return sections.filter { !$0.comments.isEmpty }
  }

  /// The first text shown from a node on.
  private func firstText(_ start: Int, _ end: Int) -> Int {
    (start..<end).first { node in
      tree.isText(node)
        && tree.bytes[Int(tree.nodes[node].textStart)..<Int(tree.nodes[node].textEnd)].contains {
          $0 > 0x20
        }
    } ?? end
  }

  /// How many lists are around a node.
  private func level(_ node: Int, _ root: Int) -> Int {
    var level = 0
    var above = Int(tree.nodes[node].parent)
    while above > root {
      let tag = tree.nodes[above].tag
      if tag == HTMLTag.dl.rawValue || tag == HTMLTag.ul.rawValue || tag == HTMLTag.ol.rawValue {
        level += 1
      }
      above = Int(tree.nodes[above].parent)
    }
    return level
  }

  /// The user whose link stands nearest before a date, in its block, and the first of that user's
  /// links in the signature.
  private func signature(
    before node: Int, _ recent: [(node: Int, user: String)], from start: Int
  ) -> (user: String, node: Int)? {
    let block = block(node)
    let near = recent.filter { $0.node >= start && tree.contains(block, $0.node) }
    guard let last = near.last else { return nil }
    var first = last.node
    for link in near.reversed().dropFirst() {
      guard link.user == last.user else { break }
      let between = (Int(tree.nodes[link.node].end)..<first).reduce(0) { sum, node in
        tree.isText(node)
          ? sum + Int(tree.nodes[node].textEnd - tree.nodes[node].textStart) : sum
      }
      guard between <= 40 else { break }
      first = link.node
    }
    return (last.user, first)
  }

  private func block(_ node: Int) -> Int {
    var above = Int(tree.nodes[node].parent)
    while above > 0 {
      let traits = HTMLTag.traits(of: tree.nodes[above].tag)
      if traits.contains(.block) || traits.contains(.cell) { return above }
      above = Int(tree.nodes[above].parent)
    }
    return 0
  }

  /// The user whose page, talk page or list of contributions a link leads to.
  func user(_ link: Int) -> String? {
    guard let written = tree.string(link, names.href) else { return nil }
    var target = PageAddress.percentDecoded(written).replacing("_", with: " ")
    for opening in ["title=", "/wiki/", "./", "/w/"] {
      guard let range = target.firstRange(of: opening) else { continue }
      target = String(target[range.upperBound...].prefix { $0 != "&" && $0 != "#" && $0 != "?" })
      break
    }
    guard let colon = target.firstIndex(of: ":") else { return nil }
    let space = target[..<colon].lowercased()
    var name = target[target.index(after: colon)...]
    if name.lowercased().hasPrefix("contributions/") {
      name = name.dropFirst("contributions/".count)
    } else if !rules.users.contains(space) || name.contains("/") {
      return nil
    }
    guard let first = name.first else { return nil }
    return first.uppercased() + name.dropFirst()
  }

  /// The last date with a time zone in a text: "19:42, 21 June 2019 (UTC)".
  private func timestamp(_ node: Int) -> (time: Int64, shown: String)? {
    let text = tree.nodes[node]
    let bytes = tree.bytes[Int(text.textStart)..<Int(text.textEnd)]
    guard let close = bytes.lastIndex(of: UInt8(ascii: ")")),
      let open = bytes[..<close].lastIndex(of: UInt8(ascii: "(")), close - open <= 16,
      close - open >= 3,
      !bytes[open..<close].contains(where: { (0x30...0x39).contains($0) })
    else { return nil }
    let all = String(decoding: bytes[..<open], as: UTF8.self)
    let shown = String(all.suffix(40))
    guard shown.utf8.contains(UInt8(ascii: ":")) else { return nil }
    let reading = TimeReader.read(shown, as: .any)
    // A day alone is no signature's date.
    guard let time = reading.time, reading.finding != "day-only" else { return nil }
    let zone = String(decoding: bytes[bytes.index(after: open)..<close], as: UTF8.self)
    let offset = Calendar.shared.zones[zone.lowercased()] ?? 0
    return (time - Int64(offset), Self.trimmed(shown) + " (\(zone))")
  }

  private static func trimmed(_ text: String) -> String {
    String(text.drop { !$0.isNumber })
  }
}

extension PageMiner {
  /// The threads of a page that is told by signatures: one a section.
  func talkPage(_ rules: PageRules, _ signed: PageRules.Signed) -> ParsedDocument {
    var document = ParsedDocument(findings: tree.findings)
    for code in text.findings { document.findings[code, default: 0] += 1 }
    let url = rules.url.value(in: tree, at: 0) ?? generic.url.value(in: tree, at: 0)
    let page = url.flatMap { PageAddress.host($0) == nil ? nil : PageAddress.key($0) } ?? path
    let talk = SignedComments(tree: tree, names: names, rules: signed)
    for (index, section) in talk.sections().enumerated() {
      var thread = ParsedThread(
        key: "\(page)#\(index + 1)", title: section.title ?? rules.title.value(in: tree, at: 0),
        url: url)
      var open: [(level: Int, id: String)] = []
      for (number, comment) in section.comments.enumerated() {
        let rendered = words(of: comment, rules.inside, signed)
        let id = "c\(number + 1)"
        while let last = open.last, last.level >= comment.level { open.removeLast() }
        let parent = open.last.map { ParsedPost.Parent.post($0.id) } ?? .unstated
        open.append((comment.level, id))
        guard !rendered.body.text.isEmpty else {
          document.dropped["empty", default: 0] += 1
          open.removeLast()
          continue
        }
        thread.posts.append(
          ParsedPost(
            localID: id, author: comment.author, time: comment.time, shownTime: comment.shownTime,
            parent: parent, body: rendered.body,
            source: SourceRange(
              path: path, start: text.sourceOffset(of: rendered.start),
              end: text.sourceOffset(of: rendered.end))))
      }
      if !thread.posts.isEmpty { document.threads.append(thread) }
    }
    return document
  }

  /// The words between two nodes, which need not be of one element.
  private func words(
    of comment: SignedComments.Comment, _ inside: BodyRules, _ signed: PageRules.Signed
  ) -> BodyRenderer.Rendered {
    var writer = SpanWriter()
    var start = Int.max
    var end = 0
    var at = comment.start
    while at < comment.end {
      let node = tree.nodes[at]
      let traits = HTMLTag.traits(of: node.tag)
      let isDropped =
        traits.contains(.hidden) || (signed.drop.map { tree.matches(at, $0) } ?? false)
        || (inside.drop.map { tree.matches(at, $0) } ?? false)
      if isDropped, !tree.isText(at) {
        at = Int(node.end)
        continue
      }
      if tree.isText(at) {
        let words = tree.bytes[Int(node.textStart)..<Int(node.textEnd)]
        let isCode = inside.code.map { code in
          var above = Int(node.parent)
          while above > 0, !tree.matches(above, code) { above = Int(tree.nodes[above].parent) }
          return above > 0
        }
        let kind: Span.Kind =
          at >= comment.signature ? .signature : isCode == true ? .code : .own
        writer.folded(words, SpanWriter.Voice(kind: kind))
        if words.contains(where: { $0 > 0x20 }) {
          start = min(start, Int(node.sourceStart))
          end = max(end, Int(node.sourceEnd))
        }
      } else if node.tag == HTMLTag.br.rawValue {
        writer.explicitBreak()
      } else if traits.contains(.block) {
        writer.lineBreak(traits.contains(.paragraph) ? 2 : 1)
      } else if traits.contains(.cell) {
        writer.separate()
      }
      at += 1
    }
    let body = writer.body(quotes: [])
    return BodyRenderer.Rendered(body: LinkSpans.cut(body), start: min(start, end), end: end)
  }
}
