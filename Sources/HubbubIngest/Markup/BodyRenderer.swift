internal import HubbubModel

/// What a layout says about the inside of a body.
struct BodyRules: Sendable {
  /// How a quote names its origin.
  struct Quote: Sendable {
    var select: Selector
    var author: [ValuePath]
    var post: [ValuePath]
  }

  /// What a site shows of the page that a bare link leads to, in the link's place.
  struct Preview: Sendable {
    var select: Selector
    /// The address that the author wrote.
    var address: [ValuePath]
    /// A title that is no text of the page.
    var title: [ValuePath]
  }

  /// Not text of the post at all: buttons, avatars, menus.
  var drop: Selector?
  /// What the site adds.
  var boilerplate: Selector?
  var signature: Selector?
  var code: Selector?
  /// Images that stand for their alternative text, such as emoji.
  var alternative: Selector?
  /// What ends the heading that some engines write into a body: subject, rule.
  var after: Selector?
  var quotes: [Quote] = []
  var previews: [Preview] = []
  /// Elements that begin a signature which runs to the end of the body.
  var signatureFrom: [UInt8] = []
  /// Whether the text is mail, whose quotes are marked by ">".
  var isMail = false
}

/// Lays out a subtree as text with typed spans, without recursion.
struct BodyRenderer {
  let tree: MarkupTree
  let rules: BodyRules
  let names: PageNames

  private enum Action {
    case drop
    case alternative
    case voice(Span.Kind)
    case quote(Int)
    case preview(Int)
  }

  private struct Frame {
    var end: Int
    var voice: SpanWriter.Voice
    var preformatted: Bool
    var breaks: Int
    /// List items seen directly in this element.
    var items = 0
  }

  /// A body, and where its text stands in the decoded page.
  struct Rendered {
    var body: ParsedBody
    var start: Int
    var end: Int
  }

  /// The text of the nodes given, in that order.
  func render(_ roots: [Int], signatures: [Int] = []) -> Rendered {
    var writer = SpanWriter()
    var quotes: [(attribution: String?, quoted: String?)] = []
    var start = Int.max
    var end = 0
    for root in roots {
      writer.lineBreak(2)
      walk(root, .own, &writer, &quotes, &start, &end)
    }
    for root in signatures {
      writer.lineBreak(2)
      walk(root, .signature, &writer, &quotes, &start, &end)
    }
    var body = writer.body(quotes: quotes)
    if !rules.signatureFrom.isEmpty { body = cutSignature(body) }
    if rules.isMail { body = MailBody.parse(body.text) }
    return Rendered(body: LinkSpans.cut(body), start: min(start, end), end: end)
  }

  private func actions(_ root: Int) -> [(node: Int, action: Action)] {
    var actions: [(node: Int, action: Action)] = []
    func add(_ selector: Selector?, _ action: Action) {
      guard let selector else { return }
      for node in tree.select(selector, in: root) { actions.append((node, action)) }
    }
    add(rules.drop, .drop)
    add(rules.alternative, .alternative)
    for (index, preview) in rules.previews.enumerated() { add(preview.select, .preview(index)) }
    add(rules.boilerplate, .voice(.boilerplate))
    add(rules.signature, .voice(.signature))
    for (index, quote) in rules.quotes.enumerated() { add(quote.select, .quote(index)) }
    add(rules.code, .voice(.code))
    if actions.count < 2 { return actions }
    // The first rule that names a node decides; a stable order keeps it so.
    return actions.enumerated().sorted { a, b in
      (a.element.node, a.offset) < (b.element.node, b.offset)
    }.map(\.element)
  }

  private func walk(
    _ root: Int, _ kind: Span.Kind, _ writer: inout SpanWriter,
    _ quotes: inout [(attribution: String?, quoted: String?)], _ start: inout Int,
    _ end: inout Int
  ) {
    let actions = actions(root)
    var nextAction = 0
    let limit = Int(tree.nodes[root].end)
    let rootTraits = HTMLTag.traits(of: tree.nodes[root].tag)
    var frames = [
      Frame(
        end: limit, voice: SpanWriter.Voice(kind: kind),
        preformatted: rootTraits.contains(.preformatted), breaks: 0)
    ]
    var at = tree.isText(root) ? root : root + 1
    let heading = rules.after.flatMap { tree.first($0, in: root) }.map { Int(tree.nodes[$0].end) }
    while at < limit {
      while frames.count > 1, let top = frames.last, top.end <= at {
        if top.breaks > 0 { writer.lineBreak(top.breaks) }
        frames.removeLast()
      }
      let frame = frames[frames.count - 1]
      let node = tree.nodes[at]
      if node.tag == HTMLTag.text.rawValue {
        if let heading, at < heading {
          at += 1
          continue
        }
        let text = tree.bytes[Int(node.textStart)..<Int(node.textEnd)]
        if frame.preformatted {
          writer.verbatim(text, frame.voice)
        } else {
          writer.folded(text, frame.voice)
        }
        if text.contains(where: { $0 > 0x20 }) {
          start = min(start, Int(node.sourceStart))
          end = max(end, Int(node.sourceEnd))
        }
        at += 1
        continue
      }
      var action: Action?
      while nextAction < actions.count, actions[nextAction].node <= at {
        if actions[nextAction].node == at, action == nil { action = actions[nextAction].action }
        nextAction += 1
      }
      let traits = HTMLTag.traits(of: node.tag)
      var voice = frame.voice
      switch action {
      case .drop:
        if traits.contains(.block) { writer.lineBreak(1) } else { writer.separate() }
        at = Int(node.end)
        continue
      case .alternative:
        let text = tree.string(at, names.alt) ?? tree.string(at, names.title) ?? ""
        writer.folded(Array(text.utf8)[...], voice)
        at = Int(node.end)
        continue
      case .voice(let kind):
        if voice.kind == .own || kind == .boilerplate && voice.kind != .signature {
          voice = SpanWriter.Voice(kind: kind, quote: -1)
        }
      case .preview(let rule):
        writer.lineBreak(1)
        // The link is the author's, what it leads to is not.
        if let address = rules.previews[rule].address.value(in: tree, at: at) {
          writer.folded(Array(address.utf8)[...], voice)
          writer.lineBreak(1)
        }
        if voice.kind == .own { voice = SpanWriter.Voice(kind: .boilerplate, quote: -1) }
        if let title = rules.previews[rule].title.value(in: tree, at: at) {
          writer.folded(Array(title.utf8)[...], voice)
        }
      case .quote(let rule):
        if voice.kind == .own || voice.kind == .code {
          voice = SpanWriter.Voice(kind: .quote, quote: quotes.count)
          quotes.append(origin(at, rules.quotes[rule]))
        }
      case nil:
        if traits.contains(.preformatted), voice.kind == .own, !rules.isMail {
          voice = SpanWriter.Voice(kind: .code)
        }
      }
      if traits.contains(.hidden) {
        at = Int(node.end)
        continue
      }
      if node.tag == HTMLTag.br.rawValue { writer.explicitBreak() }
      let breaks = traits.breaks
      if breaks > 0 { writer.lineBreak(breaks) }
      if traits.contains(.cell) { writer.separate() }
      if node.tag == HTMLTag.li.rawValue {
        frames[frames.count - 1].items += 1
        let isNumbered =
          node.parent >= 0 && tree.nodes[Int(node.parent)].tag == HTMLTag.ol.rawValue
        writer.bullet(isNumbered ? frames[frames.count - 1].items : nil, voice)
      }
      if !traits.contains(.void) {
        frames.append(
          Frame(
            end: Int(node.end), voice: voice,
            preformatted: frame.preformatted || traits.contains(.preformatted), breaks: breaks))
      }
      at += 1
    }
    for frame in frames.reversed() where frame.breaks > 0 { writer.lineBreak(frame.breaks) }
  }

  private func origin(_ node: Int, _ rule: BodyRules.Quote) -> (
    attribution: String?, quoted: String?
  ) {
    (rule.author.value(in: tree, at: node), rule.post.value(in: tree, at: node))
  }

  /// Types everything from the marker on as signature.
  private func cutSignature(_ body: ParsedBody) -> ParsedBody {
    let bytes = Array(body.text.utf8)
    let marker = rules.signatureFrom
    guard bytes.count >= marker.count else { return body }
    var cut: Int?
    var at = bytes.count - marker.count
    while at >= 0 {
      if bytes[at] == marker[0], at == 0 || bytes[at - 1] <= 0x20,
        bytes[at..<at + marker.count].elementsEqual(marker)
      {
        cut = at
        break
      }
      at -= 1
    }
    guard let cut else { return body }
    var spans: [ParsedSpan] = []
    for var span in body.spans where span.start < cut {
      span.end = min(span.end, cut)
      spans.append(span)
    }
    spans.append(ParsedSpan(.signature, cut, bytes.count))
    return ParsedBody(text: body.text, spans: spans)
  }
}
