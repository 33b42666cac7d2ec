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
  /// Nodes by tag and by class.
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

/// Nodes by tag and by class, each list in document order.
struct MarkupIndex: Sendable {
  private var tagOffsets: [Int32] = []
  private var tagNodes: [Int32] = []
  private var classOffsets: [Int32] = []
  private var classNodes: [Int32] = []

  init() {}

  /// Builds the lists in two passes over the tree.
  init(_ tree: MarkupTree, names: Int) {
    tagOffsets = Array(repeating: 0, count: names + 1)
    classOffsets = Array(repeating: 0, count: names + 1)
    for node in tree.nodes { tagOffsets[Int(node.tag) + 1] += 1 }
    for name in tree.classes { classOffsets[Int(name) + 1] += 1 }
    for name in 0..<names {
      tagOffsets[name + 1] += tagOffsets[name]
      classOffsets[name + 1] += classOffsets[name]
    }
    tagNodes = Array(repeating: 0, count: tree.nodes.count)
    classNodes = Array(repeating: 0, count: tree.classes.count)
    var tagNext = tagOffsets
    var classNext = classOffsets
    for node in 0..<tree.nodes.count {
      let tag = Int(tree.nodes[node].tag)
      tagNodes[Int(tagNext[tag])] = Int32(node)
      tagNext[tag] += 1
      for index in tree.classRange(node) {
        let name = Int(tree.classes[index])
        classNodes[Int(classNext[name])] = Int32(node)
        classNext[name] += 1
      }
    }
  }

  /// The elements of a tag within a run of nodes.
  func tagged(_ tag: UInt16, in range: Range<Int>) -> ArraySlice<Int32> {
    Self.cut(tagNodes[Int(tagOffsets[Int(tag)])..<Int(tagOffsets[Int(tag) + 1])], range)
  }

  /// The elements of a class within a run of nodes.
  func classed(_ name: UInt16, in range: Range<Int>) -> ArraySlice<Int32> {
    Self.cut(classNodes[Int(classOffsets[Int(name)])..<Int(classOffsets[Int(name) + 1])], range)
  }

  private static func cut(_ list: ArraySlice<Int32>, _ range: Range<Int>) -> ArraySlice<Int32> {
    list[lowerBound(list, range.lowerBound)..<lowerBound(list, range.upperBound)]
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
