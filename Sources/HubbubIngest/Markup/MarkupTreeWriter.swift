/// Fills a `MarkupTree` from starts, ends and runs of text, in the order of the page.
struct MarkupTreeWriter {
  private(set) var tree = MarkupTree()
  let names: MarkupNames
  private let classAttribute: UInt16
  /// The open nodes, the document first.
  private var open: [Int32] = [0]
  /// For each open node, the element child seen last.
  private var lastChild: [Int32] = [-1]
  /// Open elements that the parser counts and the tree does not: void ones and those too deep.
  private var skipped: [Bool] = []

  /// - Parameter size: the page's bytes, to make room for.
  init(names: MarkupNames, size: Int) {
    self.names = names
    classAttribute = names.classAttribute
    tree.nodes.reserveCapacity(size / 24 + 16)
    tree.bytes.reserveCapacity(size / 2 + 64)
    tree.nodes.append(MarkupTree.Node())
  }

  /// Notes something about the page, once.
  mutating func find(_ code: String) { tree.findings[code] = 1 }

  /// Whether elements are nested deeper than in any page.
  var isBomb: Bool { skipped.count > HTMLTreeBuilder.bombDepth }

  /// Opens an element; false if it lies too deep to get a node.
  mutating func start(_ tag: UInt16) -> Bool {
    if open.count >= HTMLTreeBuilder.depthLimit {
      skipped.append(true)
      find("depth-limit")
      if isBomb { find("nesting-bomb") }
      return false
    }
    let index = appendNode(tag)
    lastChild[lastChild.count - 1] = index
    let isVoid = HTMLTag.traits(of: tag).contains(.void)
    skipped.append(isVoid)
    if isVoid {
      tree.nodes[Int(index)].end = index + 1
    } else {
      open.append(index)
      lastChild.append(-1)
    }
    return true
  }

  /// Closes the element opened last; one end comes for each start, innermost first.
  mutating func finish() {
    guard let skip = skipped.popLast(), !skip, let node = open.popLast() else { return }
    lastChild.removeLast()
    tree.nodes[Int(node)].end = Int32(tree.nodes.count)
  }

  /// Adds a run of text.
  ///
  /// - Parameter place: where it stands in the page.
  mutating func text(_ text: Span<UInt8>, at place: Range<Int>) {
    let start = Int32(tree.bytes.count)
    append(text)
    join(start, place)
  }

  /// Adds the character that a reference stands for.
  mutating func text(_ scalar: UInt32, at place: Range<Int>) {
    let start = Int32(tree.bytes.count)
    append(scalar: Windows1252.meant(by: scalar))
    join(start, place)
  }

  private mutating func join(_ start: Int32, _ place: Range<Int>) {
    let parent = open[open.count - 1]
    let last = tree.nodes.count - 1
    if tree.isText(last), tree.nodes[last].parent == parent, tree.nodes[last].textEnd == start {
      tree.nodes[last].textEnd = Int32(tree.bytes.count)
      tree.nodes[last].sourceEnd = Int32(place.upperBound)
      return
    }
    let index = Int(appendNode(HTMLTag.text.rawValue))
    tree.nodes[index].previous = -1
    tree.nodes[index].end = Int32(index + 1)
    tree.nodes[index].textStart = start
    tree.nodes[index].textEnd = Int32(tree.bytes.count)
    tree.nodes[index].sourceStart = Int32(place.lowerBound)
    tree.nodes[index].sourceEnd = Int32(place.upperBound)
  }

  /// Appends bytes of an attribute's value, to be closed by `attribute`.
  mutating func append(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { unsafe tree.bytes.append(contentsOf: $0) }
  }

  /// Appends a character in UTF-8.
  mutating func append(scalar value: UInt32) {
    if value < 0x80 {
      tree.bytes.append(UInt8(value))
    } else if let scalar = Unicode.Scalar(value) {
      for unit in String(Character(scalar)).utf8 { tree.bytes.append(unit) }
    }
  }

  /// How many bytes of text and values there are.
  var count: Int { tree.bytes.count }

  /// Takes back the bytes from a place on.
  mutating func cut(to count: Int) { tree.bytes.removeSubrange(count...) }

  /// Whether the element started last has an attribute already.
  func hasAttribute(_ name: UInt16) -> Bool {
    guard let node = tree.nodes.last else { return false }
    for index in Int(node.attributes)..<tree.attributes.count
    where tree.attributes[index].name == name {
      return true
    }
    return false
  }

  /// Gives the element started last an attribute whose value is the bytes from `start` on.
  mutating func attribute(_ name: UInt16, from start: Int) {
    let end = tree.bytes.count
    tree.attributes.append(
      MarkupTree.Attribute(name: name, start: Int32(start), end: Int32(end)))
    guard name == classAttribute else { return }
    let held = tree.bytes
    let bytes = held.span
    var from = start
    for at in start...end where at == end || bytes[at] <= 0x20 {
      if at > from {
        let token = names.find(bytes.extracting(from..<at))
        if token != 0 { tree.classes.append(token) }
      }
      from = at + 1
    }
  }

  /// The tree, with what is still open closed.
  consuming func finished() -> MarkupTree {
    let end = Int32(tree.nodes.count)
    for node in open { tree.nodes[Int(node)].end = end }
    tree.index = MarkupIndex(tree, names: names.count + 1)
    return tree
  }

  private mutating func appendNode(_ tag: UInt16) -> Int32 {
    let index = Int32(tree.nodes.count)
    var node = MarkupTree.Node()
    node.tag = tag
    node.parent = open[open.count - 1]
    node.previous = lastChild[lastChild.count - 1]
    node.attributes = Int32(tree.attributes.count)
    node.classes = Int32(tree.classes.count)
    tree.nodes.append(node)
    return index
  }
}

/// The upper half of Windows-1252 where it differs from Latin-1 (WHATWG index-windows-1252).
enum Windows1252 {
  private static let high: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]

  /// The character of a byte.
  static func scalar(_ byte: UInt8) -> Unicode.Scalar {
    let value = (0x80...0x9F).contains(byte) ? high[Int(byte) - 0x80] : UInt32(byte)
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  /// What a reference to a character means: one to U+0080–9F the character of Windows-1252 (WHATWG,
  /// "numeric character reference end state").
  static func meant(by scalar: UInt32) -> UInt32 {
    0x80..<0xA0 ~= scalar ? Self.scalar(UInt8(scalar)).value : scalar
  }
}
