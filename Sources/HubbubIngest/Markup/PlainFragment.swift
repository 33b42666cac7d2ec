internal import HubbubModel
internal import HubbubSystem

/// The text of fragments that hold only the plain tags of posts, each closed where it should be, in
/// one pass and without a tree: most bodies of Stack Exchange and of other programs that make HTML
/// from Markdown.
///
/// What it writes is what `HTMLScanner` and `BodyRenderer` write together, and a test holds it to
/// that. At the first thing that is not plain it gives up, and they read the fragment: names, classes
/// and attributes that a rule asks for, elements that end others, bare `<`.
struct PlainFragment {
  private var out: SpanWriter
  private var open: [Element]
  private var quotes = 0
  private let names: MarkupNames

  /// An open element.
  private struct Element {
    let tag: UInt16
    let voice: SpanWriter.Voice
    let isPreformatted: Bool
    let breaks: Int
    /// List items seen directly in it.
    var items = 0
  }

  /// The body of a fragment in valid UTF-8; nil if it is not plain.
  ///
  /// - Complexity: O(n) in the fragment's bytes.
  static func body(_ html: Swift.Span<UInt8>, names: MarkupNames) -> ParsedBody? {
    var fragment = PlainFragment(names: names, size: html.count)
    guard fragment.read(html) else { return nil }
    let unnamed: [(attribution: String?, quoted: String?)] =
      Array(repeating: (attribution: nil, quoted: nil), count: fragment.quotes)
    return LinkSpans.cut(fragment.out.body(quotes: unnamed))
  }

  private init(names: MarkupNames, size: Int) {
    self.names = names
    out = SpanWriter(capacity: size)
    open = [
      Element(
        tag: HTMLTag.body.rawValue, voice: SpanWriter.Voice(), isPreformatted: false, breaks: 0)
    ]
    open.reserveCapacity(8)
  }

  /// Elements that stand in bodies without being more than their traits say.
  private static let isPlain: [Bool] = {
    var all = Array(repeating: false, count: 128)
    let tags: [HTMLTag] = [
      .a, .b, .blockquote, .br, .code, .em, .h1, .h2, .h3, .h4, .h5, .h6, .hr, .i, .img, .kbd,
      .li, .ol, .p, .pre, .s, .strike, .strong, .sub, .sup, .ul,
    ]
    for tag in tags { all[Int(tag.rawValue)] = true }
    return all
  }()

  private static let depthLimit = 64

  private mutating func read(_ html: Swift.Span<UInt8>) -> Bool {
    var at = HTMLScanner.skipBlanks(html, 0)
    // Text before any element stands in a paragraph that nobody wrote.
    guard at + 1 < html.count, html[at] == UInt8(ascii: "<"),
      html[at + 1] != UInt8(ascii: "!"), Self.isText(html)
    else { return at == html.count }
    while at < html.count {
      if html[at] == UInt8(ascii: "<") {
        guard let end = markup(html, at) else { return false }
        at = end
      } else {
        let end =
          ByteSearch.next(UInt8(ascii: "<"), in: html, from: at, to: html.count) ?? html.count
        guard text(html, at, end) else { return false }
        at = end
      }
    }
    return open.count == 1
  }

  /// Whether no control characters stand in a fragment, which `MarkupPreScan` makes blanks of.
  private static func isText(_ html: Swift.Span<UInt8>) -> Bool {
    var start = 0
    while start < html.count {
      let block = html.extracting(start..<min(start + 256, html.count))
      var found: UInt8 = 0
      for at in 0..<block.count {
        let byte = block[at]
        let isControl: UInt8 = byte < 0x20 ? 1 : 0
        let isBlank: UInt8 = byte == 0x0A || byte == 0x09 || byte == 0x0D ? 1 : 0
        found |= isControl & ~isBlank
      }
      if found != 0 { return false }
      start += 256
    }
    return true
  }

  // MARK: - Text

  private mutating func text(_ html: Swift.Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var at = start
    while at < end {
      let stop = ByteSearch.next(UInt8(ascii: "&"), in: html, from: at, to: end) ?? end
      if stop > at { write(html.extracting(at..<stop)) }
      if stop == end { return true }
      // A page's last byte is no text if it is an ampersand.
      if stop + 1 == html.count { return false }
      let isNumeric = html[stop + 1] == UInt8(ascii: "#")
      let (scalar, next) =
        isNumeric
        ? HTMLReferences.numeric(html, stop + 2) : HTMLReferences.named(html, stop + 1)
      if scalar != 0 {
        write(scalar: scalar)
        at = next
      } else if isNumeric {
        at = next
      } else {
        write(html.extracting(stop..<stop + 1))
        at = stop + 1
      }
    }
    return true
  }

  private mutating func write(_ text: Swift.Span<UInt8>) {
    let element = open[open.count - 1]
    if element.isPreformatted {
      out.verbatim(text, element.voice)
    } else {
      out.folded(text, element.voice)
    }
  }

  private mutating func write(scalar: UInt32) {
    guard let value = Unicode.Scalar(Windows1252.meant(by: scalar)) else { return }
    var bytes: [UInt8] = []
    for unit in String(Character(value)).utf8 { bytes.append(unit) }
    write(bytes.span)
  }

  // MARK: - Tags

  /// Reads a tag or a comment; returns where it ends, or nil if it is not plain.
  private mutating func markup(_ html: Swift.Span<UInt8>, _ start: Int) -> Int? {
    guard start + 2 < html.count else { return nil }
    switch html[start + 1] {
    case UInt8(ascii: "/"): return endTag(html, start)
    case UInt8(ascii: "!"):
      guard HTMLScanner.begins(html, start, "<!--"), start + 6 < html.count else { return nil }
      return HTMLScanner.comment(html, start)
    default: return startTag(html, start)
    }
  }

  private mutating func endTag(_ html: Swift.Span<UInt8>, _ start: Int) -> Int? {
    let nameStart = start + 2
    var at = nameStart
    while at < html.count, HTMLScanner.isName(html[at]) { at += 1 }
    guard at > nameStart, at < html.count, html[at] == UInt8(ascii: ">"), open.count > 1,
      names.find(html, nameStart, at) == open[open.count - 1].tag
    else { return nil }
    let element = open.removeLast()
    if element.breaks > 0 { out.lineBreak(element.breaks) }
    return at + 1
  }

  private mutating func startTag(_ html: Swift.Span<UInt8>, _ start: Int) -> Int? {
    var at = start + 1
    while at < html.count, HTMLScanner.isName(html[at]) { at += 1 }
    let tag = names.find(html, start + 1, at)
    let parent = open[open.count - 1]
    guard Int(tag) < Self.isPlain.count, Self.isPlain[Int(tag)], open.count < Self.depthLimit,
      open.count == 1 || !HTMLNesting.starts(tag, closing: parent.tag),
      let end = attributes(html, at, isVoid: HTMLNesting.isEmpty(tag))
    else { return nil }
    let traits = HTMLTag.traits(of: tag)
    var voice = parent.voice
    switch HTMLTag(rawValue: tag) {
    case .blockquote:
      if voice.kind == .own || voice.kind == .code {
        voice = SpanWriter.Voice(kind: .quote, quote: quotes)
        quotes += 1
      }
    case .pre: if voice.kind == .own { voice = SpanWriter.Voice(kind: .code) }
    case .br: out.explicitBreak()
    default: break
    }
    let breaks = traits.breaks
    if breaks > 0 { out.lineBreak(breaks) }
    if tag == HTMLTag.li.rawValue {
      open[open.count - 1].items += 1
      out.bullet(parent.tag == HTMLTag.ol.rawValue ? parent.items + 1 : nil, voice)
    }
    if !traits.contains(.void) {
      open.append(
        Element(
          tag: tag, voice: voice,
          isPreformatted: parent.isPreformatted || traits.contains(.preformatted), breaks: breaks))
    }
    return end
  }

  /// Passes over attributes, of which none may matter; returns where the tag ends.
  private func attributes(_ html: Swift.Span<UInt8>, _ start: Int, isVoid: Bool) -> Int? {
    var at = start
    for _ in 0..<16 {
      let before = at
      at = HTMLScanner.skipBlanks(html, at)
      guard at < html.count else { return nil }
      if html[at] == UInt8(ascii: ">") { return at + 1 }
      if html[at] == UInt8(ascii: "/") {
        return isVoid && at + 1 < html.count && html[at + 1] == UInt8(ascii: ">") ? at + 2 : nil
      }
      guard at > before, HTMLScanner.startsName(html[at]) else { return nil }
      let nameStart = at
      while at < html.count, HTMLScanner.isName(html[at]) { at += 1 }
      guard at + 1 < html.count, html[at] == UInt8(ascii: "="),
        html[at + 1] == UInt8(ascii: "\""),
        let end = ByteSearch.next(UInt8(ascii: "\""), in: html, from: at + 2, to: html.count),
        isIdle(html, name: nameStart..<at, value: at + 2..<end)
      else { return nil }
      at = end + 1
    }
    return nil
  }

  /// Whether no rule asks for an attribute: one of another name, or classes that none names.
  private func isIdle(_ html: Swift.Span<UInt8>, name: Range<Int>, value: Range<Int>) -> Bool {
    guard name.count < 100 else { return false }
    let found = names.find(html, name.lowerBound, name.upperBound)
    if found == 0 { return true }
    let isClass = found == names.classAttribute
    var from = value.lowerBound
    for at in value.lowerBound...value.upperBound {
      // References to no character are the library's to judge, where a value is kept.
      if at < value.upperBound, html[at] == UInt8(ascii: "&"),
        isClass || html[at + 1] == UInt8(ascii: "#")
      {
        return false
      }
      if isClass, at == value.upperBound || html[at] <= 0x20 {
        if at > from, names.find(html.extracting(from..<at)) != 0 { return false }
        from = at + 1
      }
    }
    return true
  }
}
