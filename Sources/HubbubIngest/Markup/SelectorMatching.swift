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
      guard let last = path.steps.last, index.holdsNames(of: path) else { continue }
      let found = firstCandidate(last.compound, in: subtree(root)) { node in
        if let best, node >= best { return true }
        return matches(node, path, scope: root)
      }
      if let found { best = min(found, best ?? found) }
    }
    return best
  }

  /// Whether an element is one that the selector matches.
  func matches(_ node: Int, _ selector: Selector, scope: Int = 0) -> Bool {
    selector.alternatives.contains { matches(node, $0, scope: scope) }
  }

  private func select(_ path: Selector.Path, in root: Int) -> [Int] {
    guard let last = path.steps.last, index.holdsNames(of: path) else { return [] }
    var found: [Int] = []
    _ = firstCandidate(last.compound, in: subtree(root)) { node in
      if matches(node, path, scope: root) { found.append(node) }
      return false
    }
    return found
  }

  /// The first element of a run that can match, from the shortest list at hand, and of which a
  /// closure says that it does.
  private func firstCandidate(
    _ compound: Selector.Compound, in range: Range<Int>, _ isIt: (Int) -> Bool
  ) -> Int? {
    if let candidates = index.candidates(compound, in: range) {
      for node in candidates where isIt(Int(node)) { return Int(node) }
    } else {
      for node in range where !isText(node) && isIt(node) { return node }
    }
    return nil
  }

  /// Matches from right to left; backtracks only over the steps of the selector.
  private func matches(_ node: Int, _ path: Selector.Path, scope: Int) -> Bool {
    matches(node, path.steps, path.steps.count - 1, scope)
  }

  private func matches(
    _ node: Int, _ steps: [Selector.Step], _ step: Int, _ scope: Int, from anchor: Int? = nil
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
      let own = classRange(node)
      for name in compound.classes where !own.contains(where: { classes[$0] == name }) {
        return false
      }
    }
    for test in compound.attributes where !matches(node, test) { return false }
    for condition in compound.conditions where !matches(node, condition, scope) { return false }
    return true
  }

  private func matches(_ node: Int, _ test: Selector.AttributeTest) -> Bool {
    guard let range = value(node, test.name) else { return false }
    if test.match == .present { return true }
    if test.match == .word {
      return bytes[range].split(whereSeparator: { $0 <= 0x20 }).contains {
        $0.elementsEqual(test.value)
      }
    }
    let value = bytes.span.extracting(range)
    let held = test.value
    let wanted = held.span
    guard value.count >= wanted.count else { return false }
    switch test.match {
    case .equals: return value.count == wanted.count && value.holds(wanted, at: 0)
    case .prefix: return !wanted.isEmpty && value.holds(wanted, at: 0)
    case .suffix: return !wanted.isEmpty && value.holds(wanted, at: value.count - wanted.count)
    default: return value.first(of: wanted) != nil
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
    return firstCandidate(last.compound, in: range) {
      matches($0, path.steps, path.steps.count - 1, node, from: node)
    } != nil
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
    needle.isEmpty || range(ofBytes: needle) != nil
  }

  /// Where the bytes occur first; nil for no bytes.
  func range(ofBytes needle: [UInt8]) -> Range<Int>? {
    unsafe withUnsafeBufferPointer { buffer -> Range<Int>? in
      unsafe buffer.span.first(of: needle.span).map {
        startIndex + $0..<startIndex + $0 + needle.count
      }
    }
  }
}

extension Span<UInt8> {
  /// Whether some bytes stand at a place that has room for them.
  func holds(_ wanted: Span<UInt8>, at place: Int) -> Bool {
    for index in 0..<wanted.count where self[place + index] != wanted[index] { return false }
    return true
  }

  /// Where some bytes occur first; nil for no bytes.
  func first(of wanted: Span<UInt8>) -> Int? {
    guard !wanted.isEmpty, count >= wanted.count else { return nil }
    let first = wanted[0]
    for at in 0...(count - wanted.count) where self[at] == first && holds(wanted, at: at) {
      return at
    }
    return nil
  }
}
