/// Reads a page into a tree, by the rules of libxml2's HTML parser and without calling it.
///
/// What extraction makes of a page was measured on the elements that libxml2 (2.9.14) sees there:
/// which start tags end which elements, where `html`, `body` and `p` are implied, what a stray end
/// tag closes. The rules are few (HTMLparser.c: `htmlParseTryOrFinish` and what it calls) and are
/// followed to the letter; a test holds the trees of both against each other, on fixtures and on
/// changed copies of them. What is too odd to be worth a rule here is left to the library: names of
/// a hundred bytes, tags that the page ends in, references to no character inside values.
struct HTMLScanner {
  private var out: MarkupTreeWriter
  /// The open elements.
  private var open: [Element] = []
  /// Start tags of html, head and body that were passed over, whose end tags are too.
  private var passedOver = 0
  private var sawHead = false
  private var sawBody = false
  private var isOdd = false
  /// Attributes of the tag under way that stand there without a value.
  private var valueless: [UInt16] = []

  /// An open element: its tag, or where in the page its name stands if nobody asks for it.
  private struct Element {
    let tag: UInt16
    var start: Int32 = 0
    var end: Int32 = 0
  }

  /// The tree of a page in valid UTF-8 without control characters; nil if libxml2 has to read it.
  ///
  /// - Complexity: O(n) in the page's bytes.
  static func tree(_ page: Span<UInt8>, names: MarkupNames) -> MarkupTree? {
    var scanner = HTMLScanner(out: MarkupTreeWriter(names: names, size: page.count))
    scanner.read(page)
    return scanner.isOdd ? nil : scanner.out.finished()
  }

  private init(out: MarkupTreeWriter) { self.out = out }

  private mutating func read(_ page: Span<UInt8>) {
    var at = prolog(page)
    while at < page.count, !isOdd, !out.isBomb {
      let byte = page[at]
      if at + 1 == page.count, byte == UInt8(ascii: "<") || byte == UInt8(ascii: "&") { return }
      if let top = open.last?.tag, top == HTMLTag.script.rawValue || top == HTMLTag.style.rawValue {
        at = raw(page, at, top)
      } else if byte == UInt8(ascii: "<") {
        at = markup(page, at)
      } else {
        while at < page.count, page[at] != UInt8(ascii: "<") {
          at = page[at] == UInt8(ascii: "&") ? reference(page, at) : text(page, at)
        }
      }
    }
  }

  /// What comes before the first element; returns where content begins.
  private mutating func prolog(_ page: Span<UInt8>) -> Int {
    var at = Self.skipBlanks(page, 0)
    var sawType = false
    while true {
      if !sawType, Self.isDoctype(page, at) {
        at = doctype(page, at)
        sawType = true
      } else if Self.begins(page, at, "<!--") {
        at = Self.comment(page, at)
      } else if Self.begins(page, at, "<?") {
        at = instruction(page, at)
      } else if Self.begins(page, at, "<!"), page.count - at < (sawType ? 4 : 9) {
        return page.count
      } else {
        // After a document type a single byte is no content.
        return sawType && page.count - at < 2 ? page.count : at
      }
      at = Self.skipBlanks(page, at)
    }
  }

  /// A tag, a comment, or a `<` that is text.
  private mutating func markup(_ page: Span<UInt8>, _ at: Int) -> Int {
    switch page[at + 1] {
    case UInt8(ascii: "/"): return endTag(page, at)
    case 0x41...0x5A, 0x61...0x7A: return startTag(page, at)
    case UInt8(ascii: "?"): return instruction(page, at)
    case UInt8(ascii: "!"):
      if Self.isDoctype(page, at) { return doctype(page, at) }
      if Self.begins(page, at, "<!--") { return Self.comment(page, at) }
      if page.count - at < 4 { return page.count }
    default: break
    }
    out.text(page.extracting(at..<at + 1), at: at..<at + 1)
    return at + 1
  }

  // MARK: - Text

  /// A run without markup.
  private mutating func text(_ page: Span<UInt8>, _ start: Int) -> Int {
    var at = start
    while at < page.count, page[at] != UInt8(ascii: "<"), page[at] != UInt8(ascii: "&") { at += 1 }
    if mayImplyParagraph {
      var solid = start
      while solid < at, Self.isBlank(page[solid]) { solid += 1 }
      // libxml2 looks at a thousand bytes at a time.
      let isIgnorable =
        solid == at && at - start < 1000 && (at == page.count || page[at] == UInt8(ascii: "<"))
      if !isIgnorable { implyParagraph() }
    }
    out.text(page.extracting(start..<at), at: start..<at)
    return at
  }

  /// A reference, or an ampersand that begins none.
  private mutating func reference(_ page: Span<UInt8>, _ at: Int) -> Int {
    if at + 1 < page.count, page[at + 1] == UInt8(ascii: "#") {
      let (scalar, end) = HTMLReferences.numeric(page, at + 2)
      if scalar != 0 {
        if mayImplyParagraph { implyParagraph() }
        out.text(scalar, at: at..<end)
      }
      return end
    }
    if mayImplyParagraph { implyParagraph() }
    let (scalar, end) = HTMLReferences.named(page, at + 1)
    if scalar == 0 {
      out.text(page.extracting(at..<at + 1), at: at..<at + 1)
      return at + 1
    }
    out.text(scalar, at: at..<end)
    return end
  }

  /// The content of a script or style sheet, up to its end tag.
  private mutating func raw(_ page: Span<UInt8>, _ start: Int, _ tag: UInt16) -> Int {
    var at = start
    let name: StaticString = tag == HTMLTag.script.rawValue ? "</script" : "</style"
    while at < page.count, page[at] != UInt8(ascii: "<") || !Self.begins(page, at, name) {
      at += 1
    }
    if at == start { return endTag(page, at) }
    out.text(page.extracting(start..<at), at: start..<at)
    return at
  }

  // MARK: - Implied elements

  /// Whether text here stands in a paragraph that nobody wrote.
  private var mayImplyParagraph: Bool {
    guard let top = open.last?.tag else { return true }
    return top == HTMLTag.html.rawValue || top == HTMLTag.head.rawValue
  }

  private mutating func implyParagraph() {
    close(for: HTMLTag.p.rawValue)
    imply(for: HTMLTag.p.rawValue)
    push(Element(tag: HTMLTag.p.rawValue))
  }

  /// Ends the elements that cannot hold one that begins.
  private mutating func close(for tag: UInt16) {
    while let top = open.last, HTMLNesting.starts(tag, closing: top.tag) { pop() }
  }

  /// Begins what an element must stand in.
  private mutating func imply(for tag: UInt16) {
    guard let known = HTMLTag(rawValue: tag) else { return implyBody() }
    if known == .html { return }
    if open.isEmpty { push(Element(tag: HTMLTag.html.rawValue)) }
    switch known {
    case .body, .head, .noframes, .frame, .frameset: return
    case .script, .style, .meta, .link, .title, .base:
      if open.count > 1 { return implyBody() }
      if !sawHead, !sawBody { push(Element(tag: HTMLTag.head.rawValue)) }
    default: implyBody()
    }
  }

  private mutating func implyBody() {
    if open.isEmpty { push(Element(tag: HTMLTag.html.rawValue)) }
    if sawBody || open.contains(where: { $0.tag == HTMLTag.head.rawValue }) { return }
    push(Element(tag: HTMLTag.body.rawValue))
  }

  private mutating func push(_ element: Element) {
    if element.tag == HTMLTag.head.rawValue { sawHead = true }
    if element.tag == HTMLTag.body.rawValue { sawBody = true }
    open.append(element)
    isInTree = out.start(element.tag)
  }

  /// Whether the element pushed last has a node, to hold its attributes.
  private var isInTree = false

  private mutating func pop() {
    open.removeLast()
    out.finish()
  }

  private func isSame(_ a: Element, _ b: Element, _ page: Span<UInt8>) -> Bool {
    guard a.tag == b.tag, a.tag == 0 else { return a.tag == b.tag }
    let count = Int(a.end - a.start)
    guard count == Int(b.end - b.start) else { return false }
    for at in 0..<count
    where ASCIIBytes.lower(page[Int(a.start) + at]) != ASCIIBytes.lower(page[Int(b.start) + at]) {
      return false
    }
    return true
  }

  // MARK: - Tags

  private mutating func element(_ page: Span<UInt8>, _ start: Int) -> Element {
    var end = start
    while end < page.count, Self.isName(page[end]) { end += 1 }
    if end - start >= 100 { isOdd = true }
    let tag = out.names.find(page, start, end)
    return Element(tag: tag, start: Int32(start), end: Int32(end))
  }

  private mutating func endTag(_ page: Span<UInt8>, _ start: Int) -> Int {
    var at = start + 2
    if at < page.count, Self.startsName(page[at]) {
      let element = element(page, at)
      at = Int(element.end)
      while at < page.count, page[at] != UInt8(ascii: ">") { at += 1 }
      at = min(at + 1, page.count)
      end(element, page)
    }
    return open.isEmpty ? epilog(page, at) : at
  }

  private mutating func end(_ element: Element, _ page: Span<UInt8>) {
    if passedOver > 0 {
      switch HTMLTag(rawValue: element.tag) {
      case .html, .head, .body:
        passedOver -= 1
        return
      default: break
      }
    }
    let priority = HTMLNesting.priority(element.tag)
    var index = open.count - 1
    while index >= 0, !isSame(open[index], element, page) {
      if HTMLNesting.priority(open[index].tag) > priority { return }
      index -= 1
    }
    guard index >= 0 else { return }
    while open.count > index { pop() }
  }

  /// What follows the end of the outermost element: the rest of the page is passed over.
  private mutating func epilog(_ page: Span<UInt8>, _ start: Int) -> Int {
    var at = start
    while at + 1 < page.count {
      if Self.begins(page, at, "<!--") {
        at = Self.comment(page, at)
      } else if Self.begins(page, at, "<?") {
        at = instruction(page, at)
      } else {
        break
      }
    }
    if at < page.count, Self.isBlank(page[at]) { _ = text(page, at) }
    return page.count
  }

  private mutating func startTag(_ page: Span<UInt8>, _ start: Int) -> Int {
    let element = element(page, start + 1)
    close(for: element.tag)
    imply(for: element.tag)
    var isPassedOver = false
    switch HTMLTag(rawValue: element.tag) {
    case .html where !open.isEmpty, .head where open.count != 1:
      isPassedOver = true
      passedOver += 1
    case .body:
      let bodies = open.count { $0.tag == element.tag }
      isPassedOver = bodies > 0
      passedOver += bodies
    default: break
    }
    if !isPassedOver { push(element) }
    let at = attributes(page, Int(element.end), areKept: !isPassedOver && isInTree)
    guard at < page.count else {
      isOdd = true
      return at
    }
    if page[at] == UInt8(ascii: "/") {
      pop()
      return at + 2
    }
    if !isPassedOver, HTMLNesting.isEmpty(element.tag) { pop() }
    return at + 1
  }

  /// The attributes of a tag; returns where it ends, at `>` or `/>`.
  private mutating func attributes(_ page: Span<UInt8>, _ start: Int, areKept: Bool) -> Int {
    valueless.removeAll(keepingCapacity: true)
    var at = start
    var count = 0
    while true {
      at = Self.skipBlanks(page, at)
      if Self.endsTag(page, at) { return at }
      guard Self.startsName(page[at]) else {
        while !Self.endsTag(page, at), !Self.isBlank(page[at]) { at += 1 }
        continue
      }
      count += 1
      let nameStart = at
      while at < page.count, Self.isName(page[at]) { at += 1 }
      if at - nameStart >= 100 || count > MarkupPreScan.attributeLimit { isOdd = true }
      let name = areKept ? out.names.find(page, nameStart, at) : 0
      at = Self.skipBlanks(page, at)
      guard at < page.count, page[at] == UInt8(ascii: "=") else {
        if name != 0 { valueless.append(name) }
        continue
      }
      at = Self.skipBlanks(page, at + 1)
      let isWanted = name != 0 && !valueless.contains(name) && !out.hasAttribute(name)
      at = value(page, at, of: isWanted ? name : 0)
    }
  }

  /// An attribute's value, kept if it has a name; returns where it ends.
  private mutating func value(_ page: Span<UInt8>, _ start: Int, of name: UInt16) -> Int {
    guard start < page.count else { return start }
    let quote = page[start]
    let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    let from = isQuoted ? start + 1 : start
    var end = from
    var holdsReference = false
    if isQuoted {
      while end < page.count, page[end] != quote {
        if page[end] == UInt8(ascii: "&") { holdsReference = true }
        end += 1
      }
    } else {
      while end < page.count, page[end] != UInt8(ascii: ">"), !Self.isBlank(page[end]) {
        if page[end] == UInt8(ascii: "&") { holdsReference = true }
        end += 1
      }
    }
    if name != 0 {
      let place = out.count
      if holdsReference {
        decode(page.extracting(from..<end))
      } else {
        out.append(page.extracting(from..<end))
      }
      out.attribute(name, from: place)
    }
    return isQuoted ? min(end + 1, page.count) : end
  }

  private mutating func decode(_ value: Span<UInt8>) {
    var at = 0
    var start = 0
    while at < value.count {
      guard value[at] == UInt8(ascii: "&") else {
        at += 1
        continue
      }
      let isNumeric = at + 1 < value.count && value[at + 1] == UInt8(ascii: "#")
      let (scalar, end) =
        isNumeric
        ? HTMLReferences.numeric(value, at + 2) : HTMLReferences.named(value, at + 1)
      if isNumeric, scalar == 0 { isOdd = true }
      if scalar == 0 {
        at += 1
      } else {
        out.append(value.extracting(start..<at))
        out.append(scalar: scalar)
        at = end
        start = end
      }
    }
    out.append(value.extracting(start..<value.count))
  }

  // MARK: - What is no content

  private mutating func doctype(_ page: Span<UInt8>, _ start: Int) -> Int {
    var at = start
    var quotes = 0
    while at < page.count, page[at] != UInt8(ascii: ">") {
      if page[at] == UInt8(ascii: "\"") || page[at] == UInt8(ascii: "'") { quotes += 1 }
      at += 1
    }
    if quotes % 2 != 0 { isOdd = true }
    return min(at + 1, page.count)
  }

  private mutating func instruction(_ page: Span<UInt8>, _ start: Int) -> Int {
    var at = start + 2
    guard at < page.count else { return at }
    // Names may begin with letters of any script.
    if page[at] >= 0x80 { isOdd = true }
    let byte = page[at] | 0x20
    guard 0x61...0x7A ~= byte || page[at] == UInt8(ascii: "_") || page[at] == UInt8(ascii: ":")
    else { return at }
    while at < page.count, page[at] != UInt8(ascii: ">") { at += 1 }
    if at == page.count { isOdd = true }
    return min(at + 1, page.count)
  }
}
