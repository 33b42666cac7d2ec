internal import HubbubModel

/// Finds posts on a page that no layout knows: elements of one make that repeat, each with a date,
/// somebody's name and words of its own.
///
/// A guess must clear a margin, because a list of topics repeats as well: the records hold most of
/// what the page says, and most of what they say is neither links nor labels.
struct RepeatedRecords {
  let tree: MarkupTree
  let names: PageNames
  /// Links to threads and to forums: what a list of topics or of forums is made of.
  let listingLinks: [Int]

  /// One record, and where its parts stand.
  struct Record {
    var node: Int
    /// The record that it is nested in, by index.
    var parent: Int?
    var author: String?
    var time: Int64
    var finding: String?
    /// The element that holds the words.
    var body: Int
    /// Bytes of its words.
    var size: Int
  }

  /// The fewest records that count as repeated, and where their class says what they are.
  static let least = (any: 3, named: 2)
  /// The share of a page's words that its records must hold, and where their class says more.
  static let coverage = (any: 0.4, named: 0.05)
  /// What engines call a post in its class.
  static let postWords = ["post", "comment", "message", "msg", "reply", "answer"]

  /// The best group of records, or nil if none clears the margin.
  func find() -> [Record]? {
    let weights = TextWeights(tree)
    guard weights.plain[0] > 200 else { return nil }
    var best: (records: [Record], words: Int)?
    for nodes in groups(weights) {
      let isNamed = holds(nodes[0], names.cls, Self.postWords)
      guard let records = records(nodes, weights),
        records.count >= (isNamed ? Self.least.named : Self.least.any)
      else { continue }
      let words = records.reduce(0) { $0 + $1.size }
      let share = isNamed ? Self.coverage.named : Self.coverage.any
      guard Double(words) >= share * Double(weights.plain[0]) else { continue }
      // Of two makes that hold the same words, the inner one has less around them.
      if best == nil || words * 10 > (best?.words ?? 0) * 11
        || words * 11 >= (best?.words ?? 0) * 10 && records.count >= best?.records.count ?? 0
      {
        best = (records, words)
      }
    }
    return best?.records
  }

  /// Elements by make (tag and one of its classes), in document order; makes in the order of their
  /// first.
  private func groups(_ weights: TextWeights) -> [[Int]] {
    var makes: [[UInt8]: Int] = [:]
    var groups: [[Int]] = []
    for node in 1..<max(1, tree.nodes.count) where !tree.isText(node) {
      let tag = tree.nodes[node].tag
      let traits = HTMLTag.traits(of: tag)
      guard traits.contains(.block) || traits.contains(.cell), weights.plain[node] >= 20 else {
        continue
      }
      for name in classes(node) {
        let make = [UInt8(truncatingIfNeeded: tag), UInt8(truncatingIfNeeded: tag >> 8)] + name
        if let group = makes[make] {
          groups[group].append(node)
        } else {
          makes[make] = groups.count
          groups.append([node])
        }
      }
    }
    var seen: Set<[Int]> = []
    return groups.filter {
      $0.count >= Self.least.named && $0.count <= 5000 && seen.insert($0).inserted
    }
  }

  /// The first classes of an element without the numbers that tell rows apart (`row1`, `row2`); an
  /// element without any has one empty class.
  private func classes(_ node: Int) -> [[UInt8]] {
    guard let range = tree.value(node, names.cls) else { return [[]] }
    var found: [[UInt8]] = []
    for name in tree.bytes[range].split(whereSeparator: { $0 <= 0x20 }).prefix(6) {
      var kept = name
      while let last = kept.last, (0x30...0x39).contains(last) { kept.removeLast() }
      if !kept.isEmpty, !found.contains(Array(kept)) { found.append(Array(kept)) }
    }
    return found.isEmpty ? [[]] : found
  }

  /// The records of a group, if nearly all of them look like posts.
  private func records(_ nodes: [Int], _ weights: TextWeights) -> [Record]? {
    var indices: [Int: Int] = [:]
    var records: [Record] = []
    var misses = 0
    for node in nodes {
      guard let record = record(node, nodes, weights, indices) else {
        misses += 1
        if misses * 3 > nodes.count { return nil }
        continue
      }
      indices[node] = records.count
      records.append(record)
    }
    let linking = records.filter { record in
      let at = place(of: record.node, listingLinks)
      return at < listingLinks.count && tree.contains(record.node, listingLinks[at])
    }
    // A row of a list opens with the link to what it lists; a post seldom opens with a link.
    let opening = records.filter { opensWithLink($0.body, weights) }
    guard linking.count * 2 < records.count, opening.count * 3 < records.count * 2 else {
      return nil
    }
    let named = records.filter { $0.author != nil }.count
    let sizes = records.map(\.size).sorted()
    return named * 2 > records.count && sizes[sizes.count / 2] >= 40 ? records : nil
  }

  private func opensWithLink(_ node: Int, _ weights: TextWeights) -> Bool {
    let first = tree.subtree(node).first {
      tree.isText($0) && weights.plain[$0] + weights.linked[$0] > 0
    }
    return first.map { weights.linked[$0] > 0 } ?? false
  }

  private func record(
    _ node: Int, _ nodes: [Int], _ weights: TextWeights, _ indices: [Int: Int]
  ) -> Record? {
    var parent: Int?
    var above = Int(tree.nodes[node].parent)
    while above > 0, parent == nil {
      parent = indices[above]
      above = Int(tree.nodes[above].parent)
    }
    var time: TimeReader.Reading?
    var author: (name: String, rank: Int)?
    var labels: [Int] = []
    var at = node + 1
    let end = Int(tree.nodes[node].end)
    while at < end {
      if isRecord(at, nodes) {
        at = Int(tree.nodes[at].end)
        continue
      }
      if tree.isText(at) || weights.plain[at] + weights.linked[at] > 160 {
        at += 1
        continue
      }
      if time == nil, let read = self.time(at) {
        time = read
        labels.append(at)
      }
      if let name = self.author(at), name.rank < author?.rank ?? .max {
        author = name
        labels.append(at)
      }
      at += 1
    }
    guard let time, let moment = time.time else { return nil }
    guard let body = body(node, nodes, labels, weights) else { return nil }
    let size = weights.plain[body]
    guard size >= 12, weights.linked[body] <= size else { return nil }
    return Record(
      node: node, parent: parent, author: author?.name, time: moment, finding: time.finding,
      body: body, size: size)
  }

  private func time(_ node: Int) -> TimeReader.Reading? {
    let written = [
      tree.string(node, names.datetime), tree.string(node, names.title), tree.directText(node),
    ]
    for text in written.compactMap(\.self) where (6...80).contains(text.utf8.count) {
      let read = TimeReader.read(text, as: .any)
      if read.time != nil { return read }
    }
    return nil
  }

  /// Whether an attribute holds any of some words, in whatever case.
  private func holds(_ node: Int, _ attribute: UInt16, _ words: [String]) -> Bool {
    guard let range = tree.value(node, attribute) else { return false }
    let value = tree.bytes[range].map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    return words.contains { value[...].contains(bytesOf: Array($0.utf8)) }
  }

  /// A name, and how sure it is one: by its label, or by whom the link leads to.
  private func author(_ node: Int) -> (name: String, rank: Int)? {
    var rank = Int.max
    if holds(node, names.cls, ["author", "username", "user-name", "poster", "nick"]) {
      rank = 0
    } else if holds(
      node, names.href, ["/user", "/member", "/profile", "profile.php", "/author", "/u/"])
    {
      rank = 1
    } else if holds(node, names.cls, ["user", "name"]) {
      rank = 2
    }
    guard rank < .max else { return nil }
    let name = tree.foldedText(node)
    guard (2...40).contains(name.count), name.split(separator: " ").count <= 4,
      name.contains(where: \.isLetter), TimeReader.read(name, as: .any).time == nil
    else { return nil }
    return (name, rank)
  }

  /// The element that holds a record's words and none of its labels or nested records.
  private func body(
    _ node: Int, _ nodes: [Int], _ labels: [Int], _ weights: TextWeights
  ) -> Int? {
    var current = node
    while labels.contains(where: { tree.contains(current, $0) })
      || holdsRecord(current, nodes)
    {
      var best: Int?
      var child = current + 1
      while child < Int(tree.nodes[current].end) {
        if !tree.isText(child), !labels.contains(child), !isRecord(child, nodes),
          weights.plain[child] > best.map({ weights.plain[$0] }) ?? 0
        {
          best = child
        }
        child = Int(tree.nodes[child].end)
      }
      guard let best else { return nil }
      current = best
    }
    return current
  }

  private func isRecord(_ node: Int, _ nodes: [Int]) -> Bool {
    let at = place(of: node, nodes)
    return at < nodes.count && nodes[at] == node
  }

  /// Whether a record lies below a node.
  private func holdsRecord(_ node: Int, _ nodes: [Int]) -> Bool {
    let at = place(of: node + 1, nodes)
    return at < nodes.count && nodes[at] < Int(tree.nodes[node].end)
  }

  /// Where a node stands, or would, among sorted nodes.
  private func place(of node: Int, _ nodes: [Int]) -> Int {
    var low = 0
    var high = nodes.count
    while low < high {
      let middle = (low + high) / 2
      if nodes[middle] < node { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// Bytes of shown text below each node: in links, and not.
struct TextWeights {
  private(set) var plain: [Int]
  private(set) var linked: [Int]

  /// Counts in one pass.
  init(_ tree: MarkupTree) {
    plain = Array(repeating: 0, count: tree.nodes.count)
    linked = plain
    var at = 1
    var linkEnd = 0
    while at < tree.nodes.count {
      let node = tree.nodes[at]
      if tree.isText(at) {
        let count = tree.bytes[Int(node.textStart)..<Int(node.textEnd)].reduce(0) {
          $0 + ($1 > 0x20 ? 1 : 0)
        }
        var above = Int(node.parent)
        if at < linkEnd { linked[at] = count } else { plain[at] = count }
        while above >= 0 {
          if at < linkEnd { linked[above] += count } else { plain[above] += count }
          above = Int(tree.nodes[above].parent)
        }
      } else if HTMLTag.traits(of: node.tag).contains(.hidden) {
        at = Int(node.end)
        continue
      } else if node.tag == HTMLTag.a.rawValue {
        linkEnd = max(linkEnd, Int(node.end))
      }
      at += 1
    }
  }
}

extension PageMiner {
  /// Threads found as repeated records.
  func repeatedRecords() -> ParsedDocument? {
    guard
      let records = RepeatedRecords(
        tree: tree, names: names, listingLinks: listingLinks()
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
          time: record.time,
          parent: record.parent.map {
            .post(tree.string(records[$0].node, names.id) ?? "r\($0 + 1)")
          } ?? .unstated,
          body: rendered.body,
          source: SourceRange(
            path: path, start: text.sourceOffset(of: rendered.start),
            end: text.sourceOffset(of: rendered.end)),
          findings: [record.finding].compactMap(\.self)))
    }
    if !thread.posts.isEmpty { document.threads = [thread] }
    return thread.posts.isEmpty ? nil : document
  }
}
