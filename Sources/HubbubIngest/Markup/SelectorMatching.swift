extension MarkupTree {
  /// The elements below `root` that a selector matches, in document order.
  ///
  /// The parts to the left of the last compound may match `root` and what encloses it.
  func select(_ selector: Selector, in root: Int = 0) -> [Int] {
    if selector.alternatives.count == 1 { return select(selector.alternatives[0], in: root) }
    var all: [Int] = []
    for path in selector.alternatives { all.append(contentsOf: select(path, in: root)) }
    all.sort()
    var unique: [Int] = []
    for node in all where unique.last != node { unique.append(node) }
    return unique
  }

  /// The first element below `root` that a selector matches.
  func first(_ selector: Selector, in root: Int = 0) -> Int? {
    var best: Int?
    for path in selector.alternatives {
      guard let last = path.steps.last else { continue }
      for node in candidates(last.compound, below: root) {
        if let best, node >= best { break }
        if matches(node, path, scope: root) {
          best = node
          break
        }
      }
    }
    return best
  }

  /// Whether an element is one that the selector matches.
  func matches(_ node: Int, _ selector: Selector, scope: Int = 0) -> Bool {
    selector.alternatives.contains { matches(node, $0, scope: scope) }
  }

  private func select(_ path: Selector.Path, in root: Int) -> [Int] {
    guard let last = path.steps.last else { return [] }
    return candidates(last.compound, below: root).filter { matches($0, path, scope: root) }
  }

  /// The elements below a root that can match, from the shortest list at hand.
  private func candidates(_ compound: Selector.Compound, below root: Int) -> [Int] {
    candidates(compound, in: subtree(root))
  }

  private func candidates(_ compound: Selector.Compound, in range: Range<Int>) -> [Int] {
    if let name = compound.classes.first { return index.classed(name, in: range).map(Int.init) }
    if compound.tag != 0 { return index.tagged(compound.tag, in: range).map(Int.init) }
    return range.filter { nodes[$0].tag != HTMLTag.text.rawValue }
  }

  /// Matches from right to left; backtracks only over the steps of the selector.
  private func matches(_ node: Int, _ path: Selector.Path, scope: Int) -> Bool {
    matches(node, path.steps, path.steps.count - 1, scope)
  }

  private func matches(
    _ node: Int, _ steps: [(relation: Selector.Relation, compound: Selector.Compound)],
    _ step: Int, _ scope: Int, from anchor: Int? = nil
  ) -> Bool {
    guard matches(node, steps[step].compound, scope) else { return false }
    if step == 0 { return anchor.map { stands(node, steps[0].relation, to: $0) } ?? true }
    switch steps[step].relation {
    case .child:
      let parent = Int(nodes[node].parent)
      return parent >= 0 && matches(parent, steps, step - 1, scope, from: anchor)
    case .descendant:
      var above = Int(nodes[node].parent)
      while above >= 0 {
        if matches(above, steps, step - 1, scope, from: anchor) { return true }
        above = Int(nodes[above].parent)
      }
      return false
    case .next:
      let before = Int(nodes[node].previous)
      return before >= 0 && matches(before, steps, step - 1, scope, from: anchor)
    case .sibling:
      var before = Int(nodes[node].previous)
      while before >= 0 {
        if matches(before, steps, step - 1, scope, from: anchor) { return true }
        before = Int(nodes[before].previous)
      }
      return false
    }
  }

  private func matches(_ node: Int, _ compound: Selector.Compound, _ scope: Int) -> Bool {
    let tag = nodes[node].tag
    if compound.tag != 0, compound.tag != tag { return false }
    if tag == HTMLTag.text.rawValue { return false }
    if !compound.classes.isEmpty {
      let own = classes[classRange(node)]
      for name in compound.classes where !own.contains(name) { return false }
    }
    for test in compound.attributes where !matches(node, test) { return false }
    for condition in compound.conditions where !matches(node, condition, scope) { return false }
    return true
  }

  private func matches(_ node: Int, _ test: Selector.AttributeTest) -> Bool {
    guard let range = value(node, test.name) else { return false }
    let value = bytes[range]
    switch test.match {
    case .present: return true
    case .equals: return value.elementsEqual(test.value)
    case .prefix: return !test.value.isEmpty && value.starts(with: test.value)
    case .suffix: return !test.value.isEmpty && value.suffix(test.value.count) == test.value[...]
    case .contains: return !test.value.isEmpty && value.contains(bytesOf: test.value)
    case .word:
      return value.split(whereSeparator: { $0 <= 0x20 }).contains { $0.elementsEqual(test.value) }
    }
  }

  private func matches(_ node: Int, _ condition: Selector.Condition, _ scope: Int) -> Bool {
    switch condition {
    case .firstChild: return nodes[node].previous < 0
    case .lastChild: return following(node) == nil
    case .firstOfType:
      var before = Int(nodes[node].previous)
      while before >= 0 {
        if nodes[before].tag == nodes[node].tag { return false }
        before = Int(nodes[before].previous)
      }
      return true
    case .lastOfType:
      var after = following(node)
      while let sibling = after {
        if nodes[sibling].tag == nodes[node].tag { return false }
        after = following(sibling)
      }
      return true
    case .scope: return node == scope
    case .not(let paths): return !paths.contains { matches(node, $0, scope: scope) }
    case .has(let paths): return paths.contains { has(node, $0) }
    }
  }

  /// The next element under the same parent.
  func following(_ node: Int) -> Int? {
    let parent = Int(nodes[node].parent)
    guard parent >= 0 else { return nil }
    var next = Int(nodes[node].end)
    while next < Int(nodes[parent].end) {
      if !isText(next) { return next }
      next = Int(nodes[next].end)
    }
    return nil
  }

  /// Whether something matches a path that starts below (or, with `+` and `~`, after) a node.
  private func has(_ node: Int, _ path: Selector.Path) -> Bool {
    guard let first = path.steps.first, let last = path.steps.last else { return false }
    let range: Range<Int>
    switch first.relation {
    case .descendant, .child: range = subtree(node)
    case .next, .sibling:
      let parent = Int(nodes[node].parent)
      guard parent >= 0 else { return false }
      range = Int(nodes[node].end)..<Int(nodes[parent].end)
    }
    return candidates(last.compound, in: range).contains {
      matches($0, path.steps, path.steps.count - 1, node, from: node)
    }
  }

  /// Whether a node stands to another as the first step of a `:has` path says.
  private func stands(_ node: Int, _ relation: Selector.Relation, to anchor: Int) -> Bool {
    switch relation {
    case .child: Int(nodes[node].parent) == anchor
    case .descendant: node > anchor && node < Int(nodes[anchor].end)
    case .next: Int(nodes[node].previous) == anchor
    case .sibling: node > anchor && nodes[node].parent == nodes[anchor].parent
    }
  }
}

extension ArraySlice<UInt8> {
  /// Whether the bytes occur anywhere in the slice.
  func contains(bytesOf needle: [UInt8]) -> Bool {
    guard let first = needle.first, count >= needle.count else { return needle.isEmpty }
    var at = startIndex
    let last = endIndex - needle.count
    while at <= last {
      if self[at] == first, self[at..<at + needle.count].elementsEqual(needle) { return true }
      at += 1
    }
    return false
  }
}
