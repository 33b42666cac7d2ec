/// A page as flat arrays: nodes in document order, so that a subtree is a run of indices.
///
/// Node 0 is the document. Offsets count bytes of the decoded page in UTF-8.
struct MarkupTree: Sendable {
  /// One element or text node.
  struct Node: Sendable {
    /// The element's id in the vocabulary, `HTMLTag.text` for text, 0 for an unknown element.
    var tag: UInt16 = 0
    /// The enclosing element; −1 for the document.
    var parent: Int32 = -1
    /// One past the last node of the subtree.
    var end: Int32 = 0
    /// The element before this one under the same parent, or −1; text is not counted.
    var previous: Int32 = -1
    /// For text: its bytes in `bytes`.
    var textStart: Int32 = 0
    /// For text: one past its bytes in `bytes`.
    var textEnd: Int32 = 0
    /// For text: where it stands in the page.
    var sourceStart: Int32 = 0
    /// For text: one past its place in the page.
    var sourceEnd: Int32 = 0
    /// The first of the element's attributes in `attributes`.
    var attributes: Int32 = 0
    /// The first of the element's classes in `classes`.
    var classes: Int32 = 0
  }

  /// One attribute that some layout asks for.
  struct Attribute: Sendable {
    /// The attribute's name in the vocabulary.
    var name: UInt16
    /// Its value's bytes in `bytes`.
    var start: Int32
    /// One past them.
    var end: Int32
  }

  /// All nodes in document order.
  var nodes: [Node] = []
  /// Attributes, by node.
  var attributes: [Attribute] = []
  /// Class ids that some layout asks for, by node.
  var classes: [UInt16] = []
  /// Text and attribute values.
  var bytes: [UInt8] = []
  /// What was noticed: code → how often.
  var findings: [String: Int] = [:]
  /// Nodes by tag, by class and by attribute.
  var index = MarkupIndex()

  /// The nodes below a node.
  func subtree(_ node: Int) -> Range<Int> { node + 1..<Int(nodes[node].end) }

  /// Whether a node is text.
  func isText(_ node: Int) -> Bool { nodes[node].tag == HTMLTag.text.rawValue }

  /// An element's attributes.
  func attributeRange(_ node: Int) -> Range<Int> {
    let end = node + 1 < nodes.count ? Int(nodes[node + 1].attributes) : attributes.count
    return Int(nodes[node].attributes)..<end
  }

  /// An element's classes.
  func classRange(_ node: Int) -> Range<Int> {
    let end = node + 1 < nodes.count ? Int(nodes[node + 1].classes) : classes.count
    return Int(nodes[node].classes)..<end
  }

  /// The bytes of an attribute's value, if the element has it.
  func value(_ node: Int, _ name: UInt16) -> Range<Int>? {
    for index in attributeRange(node) where attributes[index].name == name {
      return Int(attributes[index].start)..<Int(attributes[index].end)
    }
    return nil
  }

  /// An attribute's value as text.
  func string(_ node: Int, _ name: UInt16) -> String? {
    value(node, name).map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  /// All text below a node (or of a text node), white space folded to single spaces and trimmed;
  /// what is never shown is left out.
  func foldedText(_ node: Int) -> String {
    var folded: [UInt8] = []
    var pending = false
    var at = node
    let end = Int(nodes[node].end)
    while at < end {
      let current = nodes[at]
      guard current.tag == HTMLTag.text.rawValue else {
        let traits = HTMLTag.traits(of: current.tag)
        if at != node, traits.contains(.hidden) {
          at = Int(current.end)
          continue
        }
        if !traits.isEmpty { pending = true }
        at += 1
        continue
      }
      for byte in bytes[Int(current.textStart)..<Int(current.textEnd)] {
        if byte == 0x20 || (0x09...0x0D).contains(byte) {
          pending = true
        } else {
          if pending, !folded.isEmpty { folded.append(0x20) }
          pending = false
          folded.append(byte)
        }
      }
      at += 1
    }
    return String(decoding: folded, as: UTF8.self).trimmingNoBreakSpaces()
  }

  /// The text directly in an element, not in its children.
  func directText(_ node: Int) -> String {
    var text = ""
    var child = node + 1
    while child < Int(nodes[node].end) {
      if isText(child) { text += foldedText(child) + " " }
      child = Int(nodes[child].end)
    }
    return text.trimmingNoBreakSpaces()
  }

  /// Whether `node` is `ancestor` or below it.
  func contains(_ ancestor: Int, _ node: Int) -> Bool {
    node >= ancestor && node < Int(nodes[ancestor].end)
  }
}

/// Nodes by tag, by class and by attribute, each list in document order.
struct MarkupIndex: Sendable {
  private var tags = NodeLists()
  private var classes = NodeLists()
  private var attributes = NodeLists()

  init() {}

  /// Builds the lists in two passes over the tree each.
  init(_ tree: MarkupTree, names: Int) {
    tags = NodeLists(names: names, entries: tree.nodes.count) { add in
      for node in tree.nodes.indices { add(tree.nodes[node].tag, node) }
    }
    classes = NodeLists(names: names, entries: tree.classes.count) { add in
      for node in tree.nodes.indices {
        for index in tree.classRange(node) { add(tree.classes[index], node) }
      }
    }
    attributes = NodeLists(names: names, entries: tree.attributes.count) { add in
      for node in tree.nodes.indices {
        for index in tree.attributeRange(node) { add(tree.attributes[index].name, node) }
      }
    }
  }

  /// Whether the page has every tag, class and attribute that a path asks for.
  ///
  /// Most selectors of a shelf of layouts name what only their own engine's pages have.
  func holdsNames(of path: Selector.Path) -> Bool {
    path.steps.allSatisfy { step in
      let compound = step.compound
      return (compound.tag == 0 || tags.count(compound.tag) > 0)
        && compound.classes.allSatisfy { classes.count($0) > 0 }
        && compound.attributes.allSatisfy { attributes.count($0.name) > 0 }
    }
  }

  /// The shortest list at hand of the elements that a compound can match within a run of nodes; nil
  /// if it names nothing.
  func candidates(_ compound: Selector.Compound, in range: Range<Int>) -> ArraySlice<Int32>? {
    var best: (lists: NodeLists, name: UInt16)?
    func offer(_ lists: NodeLists, _ name: UInt16) {
      if let best, best.lists.count(best.name) <= lists.count(name) { return }
      best = (lists, name)
    }
    for name in compound.classes { offer(classes, name) }
    for test in compound.attributes { offer(attributes, test.name) }
    if compound.tag != 0 { offer(tags, compound.tag) }
    return best.map { $0.lists.nodes(of: $0.name, in: range) }
  }
}

/// For each name the nodes that have it, in document order.
private struct NodeLists: Sendable {
  private var offsets: [Int32] = []
  private var nodes: [Int32] = []

  init() {}

  /// Sorts by counting.
  ///
  /// - Parameter forEach: calls a closure with every name and its node, in document order.
  init(names: Int, entries: Int, _ forEach: ((UInt16, Int) -> Void) -> Void) {
    var offsets = [Int32](repeating: 0, count: names + 1)
    forEach { name, _ in offsets[Int(name) + 1] += 1 }
    for name in 0..<names { offsets[name + 1] += offsets[name] }
    var nodes = [Int32](repeating: 0, count: entries)
    var next = offsets
    forEach { name, node in
      nodes[Int(next[Int(name)])] = Int32(node)
      next[Int(name)] += 1
    }
    self.offsets = offsets
    self.nodes = nodes
  }

  /// How many nodes have a name.
  func count(_ name: UInt16) -> Int { Int(offsets[Int(name) + 1] - offsets[Int(name)]) }

  /// The nodes within a run that have a name.
  func nodes(of name: UInt16, in range: Range<Int>) -> ArraySlice<Int32> {
    let list = nodes[Int(offsets[Int(name)])..<Int(offsets[Int(name) + 1])]
    return list[Self.lowerBound(list, range.lowerBound)..<Self.lowerBound(list, range.upperBound)]
  }

  /// The first place in a sorted list whose value is not below `bound`.
  private static func lowerBound(_ list: ArraySlice<Int32>, _ bound: Int) -> Int {
    var low = list.startIndex
    var high = list.endIndex
    while low < high {
      let middle = (low + high) / 2
      if Int(list[middle]) < bound { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
