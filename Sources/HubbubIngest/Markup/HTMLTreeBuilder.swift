internal import CLibXML2

/// The fence around libxml2's HTML parser: SAX events in, a `MarkupTree` out.
///
/// The library's DOM cuts a page at depth 256 without a word; SAX has no such limit. The caller
/// hands over valid UTF-8 that `MarkupPreScan` has passed.
enum HTMLTreeBuilder {
  /// The deepest element that gets a node; text below it belongs to the node at this depth.
  static let depthLimit = 512
  /// The depth at which a page is no page any more and parsing stops.
  static let bombDepth = 4096

  // Written once, before the first context; libxml2 asks for this before threads use it.
  private static let ready: Void = xmlInitParser()

  /// The tree of a page.
  ///
  /// - Complexity: O(n) in the page's bytes for pages that pass `MarkupPreScan`.
  static func tree(_ page: [UInt8], names: MarkupNames) -> MarkupTree {
    _ = ready
    let builder = EventCollector(page: page, names: names)
    withExtendedLifetime(builder) {
      let user = unsafe Unmanaged.passUnretained(builder).toOpaque()
      var events = unsafe htmlSAXHandler()
      unsafe events.initialized = 1
      unsafe events.startElement = { user, name, attributes in
        guard let user = unsafe user, let name = unsafe name else { return }
        unsafe EventCollector.of(user).start(name, attributes)
      }
      unsafe events.endElement = { user, _ in
        guard let user = unsafe user else { return }
        unsafe EventCollector.of(user).finish()
      }
      let characters: charactersSAXFunc = { user, text, count in
        guard let user = unsafe user, let text = unsafe text else { return }
        unsafe EventCollector.of(user).text(UnsafeBufferPointer(start: text, count: Int(count)))
      }
      unsafe events.characters = characters
      unsafe events.ignorableWhitespace = characters
      unsafe events.cdataBlock = characters
      let context = unsafe htmlCreatePushParserCtxt(
        &events, user, nil, 0, nil, XML_CHAR_ENCODING_UTF8)
      guard let context = unsafe context else {
        builder.tree.findings["out-of-memory", default: 0] += 1
        return
      }
      defer {
        if let document = unsafe context.pointee.myDoc { unsafe xmlFreeDoc(document) }
        unsafe context.pointee.myDoc = nil
        unsafe htmlFreeParserCtxt(context)
      }
      let options =
        HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue
        | HTML_PARSE_NOWARNING.rawValue | HTML_PARSE_NONET.rawValue
        | HTML_PARSE_IGNORE_ENC.rawValue
      _ = unsafe htmlCtxtUseOptions(context, Int32(bitPattern: options))
      unsafe builder.context = unsafe context
      unsafe page.withUnsafeBufferPointer { buffer in
        unsafe buffer.withMemoryRebound(to: CChar.self) { chars in
          _ = unsafe htmlParseChunk(context, chars.baseAddress, Int32(chars.count), 1)
        }
      }
      // An allocation that failed leaves a tree without its end and no error of its own.
      if unsafe context.pointee.errNo == XML_ERR_NO_MEMORY.rawValue {
        builder.tree.findings["out-of-memory", default: 0] += 1
      }
      unsafe builder.context = nil
    }
    return builder.finished()
  }
}

/// Receives libxml2's events and fills the tree.
@safe private final class EventCollector {
  var tree = MarkupTree()
  var context: htmlParserCtxtPtr?
  private let page: [UInt8]
  private let names: MarkupNames
  private let classAttribute: UInt16
  /// The open nodes, the document first.
  private var open: [Int32] = [0]
  /// For each open node, the element child seen last.
  private var lastChild: [Int32] = [-1]
  /// Open elements that libxml2 counts and the tree does not: void ones and those too deep.
  private var skipped: [Bool] = []
  private var depthReached = 0

  init(page: [UInt8], names: MarkupNames) {
    self.page = page
    self.names = names
    classAttribute = names.classAttribute
    tree.nodes.reserveCapacity(page.count / 24 + 16)
    tree.bytes.reserveCapacity(page.count / 2 + 64)
    tree.nodes.append(MarkupTree.Node())
  }

  static func of(_ user: UnsafeMutableRawPointer) -> EventCollector {
    unsafe Unmanaged<EventCollector>.fromOpaque(user).takeUnretainedValue()
  }

  func start(
    _ name: UnsafePointer<UInt8>,
    _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  ) {
    let tag = unsafe names.find(Span(_unsafeElements: Self.bytes(of: name)))
    let isVoid = HTMLTag.traits(of: tag).contains(.void)
    if open.count >= HTMLTreeBuilder.depthLimit {
      skipped.append(true)
      depthReached = max(depthReached, skipped.count)
      if tree.findings["depth-limit"] == nil { tree.findings["depth-limit"] = 1 }
      if skipped.count > HTMLTreeBuilder.bombDepth, let context = unsafe context {
        tree.findings["nesting-bomb"] = 1
        unsafe xmlStopParser(context)
      }
      return
    }
    let index = appendNode(tag)
    lastChild[lastChild.count - 1] = index
    if var pair = unsafe attributes {
      while let name = unsafe pair.pointee {
        if let value = unsafe pair.advanced(by: 1).pointee {
          unsafe attribute(name, value)
        }
        unsafe pair += 2
      }
    }
    skipped.append(isVoid)
    if isVoid {
      tree.nodes[Int(index)].end = index + 1
    } else {
      open.append(index)
      lastChild.append(-1)
    }
  }

  func finish() {
    // libxml2 closes an element that it does not know to be void at its parent's end; either way
    // one end comes for each start, innermost first.
    guard let skip = skipped.popLast(), !skip, let node = open.popLast() else { return }
    lastChild.removeLast()
    tree.nodes[Int(node)].end = Int32(tree.nodes.count)
  }

  func text(_ text: UnsafeBufferPointer<UInt8>) {
    guard text.count > 0 else { return }
    let place = unsafe place(of: text)
    let parent = open[open.count - 1]
    let start = Int32(tree.bytes.count)
    if text.count == 2, unsafe text[0] == 0xC2, unsafe text[1] & 0xE0 == 0x80,
      !(place.count == 2)
    {
      // A numeric reference to U+0080–9F means the character of Windows-1252 (WHATWG, "numeric
      // character reference end state"); libxml2 keeps the control character.
      unsafe appendScalar(Windows1252.scalar(text[1]))
    } else {
      unsafe tree.bytes.append(contentsOf: text)
    }
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

  func finished() -> MarkupTree {
    let end = Int32(tree.nodes.count)
    for node in open { tree.nodes[Int(node)].end = end }
    if depthReached > 0 { tree.findings["depth-limit"] = 1 }
    tree.index = MarkupIndex(tree, names: names.count + 1)
    return tree
  }

  private func appendNode(_ tag: UInt16) -> Int32 {
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

  private func attribute(_ name: UnsafePointer<UInt8>, _ value: UnsafePointer<UInt8>) {
    let id = unsafe names.find(Span(_unsafeElements: Self.bytes(of: name)))
    guard id != 0 else { return }
    let text = unsafe Self.bytes(of: value)
    let start = Int32(tree.bytes.count)
    unsafe tree.bytes.append(contentsOf: text)
    tree.attributes.append(
      MarkupTree.Attribute(name: id, start: start, end: Int32(tree.bytes.count)))
    guard id == classAttribute else { return }
    var from = 0
    for at in 0...text.count {
      guard unsafe at == text.count || text[at] <= 0x20 else { continue }
      if at > from {
        let token = unsafe names.find(
          Span(_unsafeElements: UnsafeBufferPointer(rebasing: text[from..<at])))
        if token != 0 { tree.classes.append(token) }
      }
      from = at + 1
    }
  }

  /// Where the text of the event under way stands in the page.
  ///
  /// libxml2 calls with its cursor after the run, or on the run's last character when its buffer
  /// fills; the page's own bytes say which. A reference reaches back to its ampersand.
  private func place(of text: UnsafeBufferPointer<UInt8>) -> Range<Int> {
    guard let context = unsafe context, let input = unsafe context.pointee.input else {
      return 0..<0
    }
    let cursor = unsafe Int(input.pointee.consumed) + (input.pointee.cur - input.pointee.base)
    let isReference =
      cursor > 0 && cursor <= page.count && page[cursor - 1] == UInt8(ascii: ";")
    for ahead in 0...(isReference ? 0 : 4) {
      let end = cursor + ahead
      guard end <= page.count, end >= text.count else { continue }
      let start = end - text.count
      var same = true
      for index in 0..<text.count where unsafe page[start + index] != text[index] {
        same = false
        break
      }
      if same { return start..<end }
    }
    let end = min(cursor, page.count)
    var start = end
    while start > 0, end - start < 40 {
      start -= 1
      if page[start] == UInt8(ascii: "&") { return start..<end }
    }
    return max(0, end - text.count)..<end
  }

  private func appendScalar(_ scalar: Unicode.Scalar) {
    tree.bytes.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
  }

  private static func bytes(of text: UnsafePointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    unsafe UnsafeBufferPointer(start: text, count: Int(xmlStrlen(text)))
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
}
