/// What elements of a page say by themselves, each read once: the same ones stand in the records of
/// every make that encloses them.
final class KnownLabels {
  typealias Time = (reading: TimeReader.Reading, shown: String)
  typealias Author = (name: String, rank: Int)

  struct Memory<Value> {
    private var values: [Int: Value?] = [:]

    mutating func value(_ node: Int, _ read: () -> Value?) -> Value? {
      if let known = values[node] { return known }
      let value = read()
      values[node] = .some(value)
      return value
    }
  }

  var times = Memory<Time>()
  var authors = Memory<Author>()
}

extension RepeatedRecords {
  /// What stands around a record's words: who wrote them, and when.
  struct Labels {
    var author: (name: String, rank: Int)?
    var time: TimeReader.Reading?
    var shownTime: String?
    /// The elements that hold them.
    var nodes: [Int] = []
  }

  /// How sure a name is one: by its class, by whom its link leads to, by a weaker class, by
  /// standing before the date.
  private enum Rank {
    static let labelled = 0
    static let linked = 1
    static let hinted = 2
    static let placed = 3
  }

  /// One element of a group as a post; nil if it does not look like one.
  func record(
    _ node: Int, _ nodes: [Int], _ weights: TextWeights, _ indices: [Int: Int]
  ) -> Record? {
    var parent: Int?
    var above = Int(tree.nodes[node].parent)
    while above > 0, parent == nil {
      parent = indices[above]
      above = Int(tree.nodes[above].parent)
    }
    let labels = labels(tree.subtree(node), besides: nodes, weights)
    guard let time = labels.time else { return nil }
    guard let body = body(node, nodes, labels.nodes, weights) else { return nil }
    let size = weights.plain[body]
    let record = Record(
      node: node, parent: parent, author: labels.author?.name,
      isLabelled: labels.author?.rank == Rank.labelled, time: time.time,
      shownTime: labels.shownTime, finding: time.finding, body: body, size: size)
    guard size >= 12 || size > 0 && isSure(record), weights.linked[body] <= size else { return nil }
    return record
  }

  /// The labels in a run of nodes, those of other records left out.
  func labels(_ range: Range<Int>, besides nodes: [Int], _ weights: TextWeights) -> Labels {
    var labels = Labels()
    var timeNode: Int?
    var at = range.lowerBound
    while at < range.upperBound {
      if isRecord(at, nodes) {
        at = Int(tree.nodes[at].end)
        continue
      }
      if tree.isText(at) || weights.plain[at] + weights.linked[at] > 160 {
        at += 1
        continue
      }
      if labels.time?.time == nil, let (read, shown) = time(at),
        read.time != nil || labels.time == nil
      {
        labels.time = read
        labels.shownTime = shown
        labels.nodes.append(at)
        timeNode = at
      }
      if let name = author(at), name.rank < labels.author?.rank ?? .max {
        labels.author = name
        labels.nodes.append(at)
      }
      at += 1
    }
    if labels.author == nil, let timeNode, let name = nameBefore(timeNode, range) {
      labels.author = (name.name, Rank.placed)
      labels.nodes.append(name.node)
    }
    return labels
  }

  /// The time that an element says, by itself or directly in it.
  private func time(_ node: Int) -> KnownLabels.Time? {
    known.times.value(node) { readTime(node) }
  }

  private func readTime(_ node: Int) -> KnownLabels.Time? {
    let shown = tree.foldedText(node)
    let written = [
      tree.string(node, names.datetime), tree.string(node, names.title), tree.directText(node),
      tree.nodes[node].tag == HTMLTag.time.rawValue ? shown : nil,
    ]
    for text in written.compactMap(\.self) where (6...80).contains(text.utf8.count) {
      let read = TimeReader.read(text, as: .any)
      if read.time != nil { return (read, shown) }
      // A date whose order is open, or "3 hours ago", is a date all the same.
      if let finding = read.finding, ["ambiguous-date", "relative-date"].contains(finding),
        text.utf8.count <= 32, text.contains(where: \.isNumber)
      {
        return (read, shown)
      }
    }
    return nil
  }

  /// Whether an attribute holds any of some words, in whatever case.
  func holds(_ node: Int, _ attribute: UInt16, _ words: [[UInt8]]) -> Bool {
    guard let range = tree.value(node, attribute) else { return false }
    let value = tree.bytes[range].map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    return words.contains { value[...].contains(bytesOf: $0) }
  }

  /// What engines call an author in a class, where links to one lead, and what may be either.
  private static let authorClasses = ["author", "username", "user-name", "poster", "nick"]
    .map { Array($0.utf8) }
  private static let authorLinks = [
    "/user", "/member", "/profile", "profile.php", "/author", "/u/",
  ].map { Array($0.utf8) }
  private static let nameClasses = ["user", "name", "byline"].map { Array($0.utf8) }

  /// The name that an element says, by its class or its link.
  private func author(_ node: Int) -> KnownLabels.Author? {
    known.authors.value(node) { readAuthor(node) }
  }

  private func readAuthor(_ node: Int) -> KnownLabels.Author? {
    let rank: Int
    if holds(node, names.cls, Self.authorClasses) {
      rank = Rank.labelled
    } else if holds(node, names.href, Self.authorLinks) {
      rank = Rank.linked
    } else if holds(node, names.cls, Self.nameClasses) {
      rank = Rank.hinted
    } else {
      return nil
    }
    return Self.name(tree.foldedText(node)).map { ($0, rank) }
  }

  /// The short text just before a date, in the same element or in the one before.
  private func nameBefore(_ time: Int, _ range: Range<Int>) -> (name: String, node: Int)? {
    var node = time
    for _ in 0..<3 {
      let before = Int(tree.nodes[node].previous)
      if before >= range.lowerBound {
        let text = tree.foldedText(before)
        // A picture of the author, or a mark, says nothing either way.
        if text.count > 1 { return Self.name(text).map { ($0, before) } }
      }
      node = Int(tree.nodes[node].parent)
      guard node >= range.lowerBound else { return nil }
      if let name = Self.name(tree.directText(node)) { return (name, node) }
    }
    return nil
  }

  /// A text as a name, without the marks that set it off; nil if it cannot be one.
  static func name(_ text: String) -> String? {
    let marks: Set<Character> = ["·", "|", ",", "-", "–", "—", "•", ":", "»", "›", " "]
    var name = Substring(text)
    while let last = name.last, marks.contains(last) { name.removeLast() }
    while let first = name.first, marks.contains(first) { name.removeFirst() }
    guard (2...40).contains(name.count), name.split(separator: " ").count <= 4,
      name.contains(where: \.isLetter), TimeReader.read(String(name), as: .any).time == nil
    else { return nil }
    return String(name)
  }

  /// What opens the thread above its replies, where the page makes it otherwise than them: the
  /// longest text between the page's heading and the first record, with a name or a date near it.
  func openingPost(above records: [Record], _ weights: TextWeights) -> Record? {
    guard let first = records.first?.node,
      let heading = tree.select(headings).last(where: { Int(tree.nodes[$0].end) <= first })
    else { return nil }
    let region = Int(tree.nodes[heading].end)..<first
    // Of the elements that reach over neither end of the region, the one that says most.
    var best: Int?
    var at = region.lowerBound
    while at < region.upperBound {
      if tree.isText(at) || tree.contains(at, first) {
        at += 1
        continue
      }
      if weights.plain[at] > best.map({ weights.plain[$0] }) ?? 0 { best = at }
      at = Int(tree.nodes[at].end)
    }
    guard let best, weights.plain[best] >= 40 else { return nil }
    let labels = labels(region, besides: [], weights)
    guard labels.time != nil || labels.author != nil,
      let body = body(best, [], labels.nodes, weights), weights.plain[body] >= 40,
      weights.linked[body] <= weights.plain[body]
    else { return nil }
    return Record(
      node: best, parent: nil, author: labels.author?.name, time: labels.time?.time,
      shownTime: labels.shownTime, finding: labels.time?.finding, body: body,
      size: weights.plain[body])
  }
}
