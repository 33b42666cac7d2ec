internal import CLibXML2

/// Pages as trees: read by `HTMLScanner`, and where that passes by libxml2's HTML parser, behind
/// this fence: SAX events in, a `MarkupTree` out.
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

  /// The tree of a page; a tag with too many attributes, elements too deep and want of memory are
  /// findings of it.
  ///
  /// - Complexity: O(n) in the page's bytes.
  static func tree(_ page: [UInt8], names: MarkupNames) -> MarkupTree {
    if let tree = HTMLScanner.tree(page.span, names: names) { return tree }
    if MarkupPreScan.holdsFlood(page.span) {
      var tree = MarkupTreeWriter(names: names, size: 0).finished()
      tree.findings[MarkupPreScan.Refusal.attributeFlood.rawValue] = 1
      return tree
    }
    return libraryTree(page, names: names)
  }

  /// The tree of a page as libxml2 reads it.
  ///
  /// - Complexity: O(n) in the page's bytes for pages that hold no flood of attributes.
  static func libraryTree(_ page: [UInt8], names: MarkupNames) -> MarkupTree {
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
        builder.out.find("out-of-memory")
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
        builder.out.find("out-of-memory")
      }
      unsafe builder.context = nil
    }
    return builder.out.finished()
  }
}

/// Receives libxml2's events and fills the tree.
@safe private final class EventCollector {
  var out: MarkupTreeWriter
  var context: htmlParserCtxtPtr?
  private let page: [UInt8]

  init(page: [UInt8], names: MarkupNames) {
    self.page = page
    out = MarkupTreeWriter(names: names, size: page.count)
  }

  static func of(_ user: UnsafeMutableRawPointer) -> EventCollector {
    unsafe Unmanaged<EventCollector>.fromOpaque(user).takeUnretainedValue()
  }

  func start(
    _ name: UnsafePointer<UInt8>,
    _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  ) {
    let isInTree = unsafe out.start(out.names.find(Span(_unsafeElements: Self.bytes(of: name))))
    if out.isBomb, let context = unsafe context { unsafe xmlStopParser(context) }
    guard isInTree, var pair = unsafe attributes else { return }
    while let name = unsafe pair.pointee {
      if let value = unsafe pair.advanced(by: 1).pointee {
        unsafe attribute(name, value)
      }
      unsafe pair += 2
    }
  }

  func finish() { out.finish() }

  func text(_ text: UnsafeBufferPointer<UInt8>) {
    guard text.count > 0 else { return }
    let place = unsafe place(of: text)
    if text.count == 2, unsafe text[0] == 0xC2, unsafe text[1] & 0xE0 == 0x80, place.count != 2 {
      // libxml2 keeps the control character that a reference to U+0080–9F names.
      unsafe out.text(UInt32(text[1]), at: place)
    } else {
      unsafe out.text(Span(_unsafeElements: text), at: place)
    }
  }

  private func attribute(_ name: UnsafePointer<UInt8>, _ value: UnsafePointer<UInt8>) {
    let id = unsafe out.names.find(Span(_unsafeElements: Self.bytes(of: name)))
    guard id != 0 else { return }
    let start = out.count
    unsafe out.append(Span(_unsafeElements: Self.bytes(of: value)))
    out.attribute(id, from: start)
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

  private static func bytes(of text: UnsafePointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    unsafe UnsafeBufferPointer(start: text, count: Int(xmlStrlen(text)))
  }
}
