/// Names that the page code itself asks for, beside those of layouts.
struct PageNames: Sendable {
  let alt, title, href, content, name, property, datetime, id, rel, src, cls: UInt16
  let itemscope, itemtype, itemprop, itemid, type: UInt16

  init(_ names: inout MarkupNames) {
    alt = names.intern("alt")
    title = names.intern("title")
    href = names.intern("href")
    content = names.intern("content")
    name = names.intern("name")
    property = names.intern("property")
    datetime = names.intern("datetime")
    id = names.intern("id")
    rel = names.intern("rel")
    src = names.intern("src")
    cls = names.intern("class")
    itemscope = names.intern("itemscope")
    itemtype = names.intern("itemtype")
    itemprop = names.intern("itemprop")
    itemid = names.intern("itemid")
    type = names.intern("type")
  }
}

/// Where a value stands, seen from an element: `selector`, `selector@attribute`, `@attribute`.
struct ValuePath: Sendable {
  /// What of the element is the value.
  enum Part: Sendable {
    /// All shown text.
    case text
    /// The text directly in it.
    case ownText
    case attribute(UInt16)
  }

  /// Where to look: nil looks at the element itself.
  var select: Selector?
  /// Starts from the nearest element around, or the element itself, that matches this.
  var closest: Selector?
  /// Starts from the nearest element before, under the same parent, that matches this.
  var before: Selector?
  /// Looks at the whole page instead of below the element.
  var onPage = false
  /// Whether `%40` in the value stands for `@`.
  var isPercentEncoded = false
  var part: Part = .text
  var pattern: Pattern?

  /// The first value that is there, not empty, and matches the pattern.
  func value(in tree: MarkupTree, at node: Int, besides posts: Set<Int> = []) -> String? {
    find(in: tree, at: node, besides: posts)?.value
  }

  /// The value, and the element that it stands in; what stands in other posts below is theirs.
  func find(
    in tree: MarkupTree, at node: Int, besides posts: Set<Int> = []
  ) -> (value: String, node: Int)? {
    var base = onPage ? 0 : node
    if let closest {
      var around = node
      while around >= 0, !tree.matches(around, closest, scope: node) {
        around = Int(tree.nodes[around].parent)
      }
      guard around >= 0 else { return nil }
      base = around
    }
    if let before {
      var sibling = Int(tree.nodes[node].previous)
      while sibling >= 0, !tree.matches(sibling, before, scope: node) {
        sibling = Int(tree.nodes[sibling].previous)
      }
      guard sibling >= 0 else { return nil }
      base = sibling
    }
    guard let select else { return value(of: base, in: tree).map { ($0, base) } }
    let others = base == node ? posts : []
    guard let first = tree.first(select, in: base) else { return nil }
    if tree.belongs(first, to: base, besides: others), let value = value(of: first, in: tree) {
      return (value, first)
    }
    for other in tree.select(select, in: base)
    where other != first && tree.belongs(other, to: base, besides: others) {
      if let value = value(of: other, in: tree) { return (value, other) }
    }
    return nil
  }

  private func value(of node: Int, in tree: MarkupTree) -> String? {
    let text: String?
    switch part {
    case .text: text = tree.foldedText(node)
    case .ownText: text = tree.directText(node)
    case .attribute(let name): text = tree.string(node, name)?.trimmingNoBreakSpaces()
    }
    guard let text, !text.isEmpty else { return nil }
    guard let pattern else { return decoded(text) }
    guard let match = pattern.firstMatch(in: text), !match.isEmpty else { return nil }
    return decoded(match.trimmingNoBreakSpaces())
  }

  private func decoded(_ value: String) -> String {
    isPercentEncoded ? PageAddress.percentDecoded(value) : value
  }
}

extension [ValuePath] {
  /// The value of the first path that gives one.
  func value(in tree: MarkupTree, at node: Int, besides posts: Set<Int> = []) -> String? {
    for path in self {
      if let value = path.value(in: tree, at: node, besides: posts) { return value }
    }
    return nil
  }
}

extension MarkupTree {
  /// Whether a node below a post is the post's own, and not that of another post in between.
  func belongs(_ node: Int, to post: Int, besides posts: Set<Int>) -> Bool {
    if posts.isEmpty { return true }
    var above = node
    while above != post, above > 0 {
      if posts.contains(above) { return false }
      above = Int(nodes[above].parent)
    }
    return true
  }
}

extension ValuePath {
  /// Reads `selector`, `selector@attribute`, `@attribute`, `.` (the element's text) or
  /// `selector@:own` (text directly in the element).
  static func parse(_ source: String, names: inout MarkupNames) throws(SelectorError) -> ValuePath {
    var path = ValuePath()
    var select = source
    // An @ inside brackets belongs to the selector.
    if let at = source.lastIndex(of: "@"), !source[at...].contains("]") {
      let name = source[source.index(after: at)...]
      if name == ":own" {
        path.part = .ownText
      } else {
        guard !name.isEmpty, !name.contains(where: { $0.isWhitespace }) else {
          throw SelectorError(message: "expected an attribute after @ in \"\(source)\"")
        }
        path.part = .attribute(names.intern(name.lowercased()))
      }
      select = String(source[..<at])
    }
    if !select.isEmpty, select != "." {
      path.select = try SelectorParser.parse(select, names: &names)
    }
    return path
  }
}
