internal import HubbubModel

/// Finds posts on a page that no layout knows: elements of one make that repeat, each with a date,
/// somebody's name and words of its own; and what opens the thread above them, made otherwise.
///
/// A guess must clear a margin, because a list of topics repeats as well: the records hold most of
/// what the page says, and most of what they say is neither links nor labels.
struct RepeatedRecords {
  let tree: MarkupTree
  let names: PageNames
  /// Links to threads and to forums: what a list of topics or of forums is made of.
  let listingLinks: [Int]
  /// What a page's headings are.
  let headings: Selector
  /// What single elements say, which elements of many makes hold.
  let known = KnownLabels()

  /// One record, and where its parts stand.
  struct Record {
    var node: Int
    /// The record that it is nested in, by index.
    var parent: Int?
    var author: String?
    /// Whether the author's name stands where a class says so.
    var isLabelled = false
    var time: Int64?
    var shownTime: String?
    var finding: String?
    /// The element that holds the words.
    var body: Int
    /// Bytes of its words.
    var size: Int
  }

  /// The fewest records that count as repeated, where their class says what they are, and where
  /// their class, their author's and their date leave no doubt.
  static let least = (any: 3, named: 2, sure: 1)
  /// The share of a page's words that its records must hold, and where their class says more.
  static let coverage = (any: 0.4, named: 0.05)
  /// What engines call a post in its class.
  static let postWords = [
    "post", "comment", "message", "msg", "reply", "answer", "discussion",
  ].map { Array($0.utf8) }

  /// The best group of records, or nil if none clears the margin.
  func find() -> [Record]? {
    let weights = TextWeights(tree)
    var best: (records: [Record], words: Int)?
    for nodes in groups(weights) {
      let isNamed =
        holds(nodes[0], names.cls, Self.postWords) || holds(nodes[0], names.id, Self.postWords)
      guard let records = records(nodes, weights, isNamed: isNamed),
        let first = records.first
      else { continue }
      let isSure = isNamed && self.isSure(first)
      guard isSure || weights.plain[0] > 200,
        records.count
          >= (isSure ? Self.least.sure : isNamed ? Self.least.named : Self.least.any)
      else { continue }
      let words = records.reduce(0) { $0 + $1.size }
      let isPlain = records.count == 1 && !isNumbered(first)
      let share = isNamed && !isPlain ? Self.coverage.named : Self.coverage.any
      guard Double(words) >= share * Double(weights.plain[0]) else { continue }
      // Of two makes that hold the same words, the inner one has less around them.
      if best == nil || words * 10 > (best?.words ?? 0) * 11
        || words * 11 >= (best?.words ?? 0) * 10 && records.count >= best?.records.count ?? 0
      {
        best = (records, words)
      }
    }
    guard var records = best?.records else { return nil }
    if let opening = openingPost(above: records, weights) {
      for index in records.indices { records[index].parent = records[index].parent.map { $0 + 1 } }
      records.insert(opening, at: 0)
    }
    return records
  }

  /// Whether a record alone is surely a post: its class is one of an engine's words, its author is
  /// labelled as one and it is dated.
  func isSure(_ record: Record) -> Bool {
    guard record.isLabelled, record.time != nil,
      let range = tree.value(record.node, names.cls)
    else { return false }
    return tree.bytes[range].split(whereSeparator: { $0 <= 0x20 }).contains { token in
      Self.postWords.contains { token.elementsEqual($0) }
    }
  }

  /// Whether a record's id is an engine's word with the post's number: `msg516`, `post-12`.
  private func isNumbered(_ record: Record) -> Bool {
    guard let range = tree.value(record.node, names.id) else { return false }
    let id = tree.bytes[range].map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    let digits = id.reversed().prefix { (0x30...0x39).contains($0) }.count
    let word = id.dropLast(digits).filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") }
    return digits > 0 && Self.postWords.contains { word.elementsEqual($0) }
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
      $0.count >= Self.least.sure && $0.count <= 5000 && seen.insert($0).inserted
    }
  }

  /// The first classes of an element without the numbers that tell rows apart (`row1`, `row2`); an
  /// element without any has one empty class.
  func classes(_ node: Int) -> [[UInt8]] {
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
  private func records(_ nodes: [Int], _ weights: TextWeights, isNamed: Bool) -> [Record]? {
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
    let leading = records.filter { headsElsewhere($0.node, weights) }
    guard linking.count * 2 < records.count, opening.count * 3 < records.count * 2,
      leading.count < Self.least.any || leading.count * 3 < records.count * 2
    else { return nil }
    let named = records.filter { $0.author != nil }.count
    let sizes = records.map(\.size).sorted()
    // Where class, author, date and number leave no doubt, a post may be as short as "Thanks!".
    let isLong =
      sizes.isEmpty || sizes[sizes.count / 2] >= 40
      || records.allSatisfy { isSure($0) && isNumbered($0) }
    return (isNamed || named * 2 > records.count) && isLong ? records : nil
  }

  /// Whether a record's heading is nothing but a link to another page, as in a list of articles; a
  /// post's heading links to the post itself.
  private func headsElsewhere(_ node: Int, _ weights: TextWeights) -> Bool {
    let tags = [HTMLTag.h1, .h2, .h3, .h4].map(\.rawValue)
    guard
      let heading = tree.subtree(node).first(where: { tags.contains(tree.nodes[$0].tag) }),
      weights.linked[heading] > 0, weights.plain[heading] == 0,
      let link = tree.subtree(heading).first(where: {
        tree.nodes[$0].tag == HTMLTag.a.rawValue
      }),
      let range = tree.value(link, names.href)
    else { return false }
    return !tree.bytes[range].contains(UInt8(ascii: "#"))
  }

  func opensWithLink(_ node: Int, _ weights: TextWeights) -> Bool {
    let first = tree.subtree(node).first {
      tree.isText($0) && weights.plain[$0] + weights.linked[$0] > 0
    }
    return first.map { weights.linked[$0] > 0 } ?? false
  }

  /// The element that holds a record's words and none of its labels or nested records.
  func body(
    _ node: Int, _ nodes: [Int], _ labels: [Int], _ weights: TextWeights
  ) -> Int? {
    var current = node
    while labels.contains(where: { tree.contains(current, $0) })
      || holdsRecord(current, nodes)
    {
      var best: (node: Int, words: Int)?
      var child = current + 1
      while child < Int(tree.nodes[current].end) {
        if !tree.isText(child), !labels.contains(child), !isRecord(child, nodes) {
          // A head with a long name and a date says more than "Thanks!" below it.
          let words = labels.filter { tree.contains(child, $0) }.reduce(weights.plain[child]) {
            $0 - weights.plain[$1]
          }
          if words > best?.words ?? 0 { best = (child, words) }
        }
        child = Int(tree.nodes[child].end)
      }
      guard let best else { return nil }
      current = best.node
    }
    return current
  }

  func isRecord(_ node: Int, _ nodes: [Int]) -> Bool {
    let at = place(of: node, nodes)
    return at < nodes.count && nodes[at] == node
  }

  /// Whether a record lies below a node.
  func holdsRecord(_ node: Int, _ nodes: [Int]) -> Bool {
    let at = place(of: node + 1, nodes)
    return at < nodes.count && nodes[at] < Int(tree.nodes[node].end)
  }

  /// Where a node stands, or would, among sorted nodes.
  func place(of node: Int, _ nodes: [Int]) -> Int {
    var low = 0
    var high = nodes.count
    while low < high {
      let middle = (low + high) / 2
      if nodes[middle] < node { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
