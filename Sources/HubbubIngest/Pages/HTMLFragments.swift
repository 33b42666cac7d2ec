/// Reads bodies in HTML that dumps carry: Stack Exchange, Discourse's cooked posts, feeds.
public struct HTMLFragments: FragmentParser {
  private let names: MarkupNames
  private let page: PageNames
  private let rules: BodyRules

  /// Creates a reader; make one and share it.
  public init() {
    var names = MarkupNames()
    page = PageNames(&names)
    func selector(_ text: String) -> Selector {
      do {
        return try SelectorParser.parse(text, names: &names)
      } catch {
        preconditionFailure("a selector of the code is wrong: \(error.message)")
      }
    }
    func attribute(_ name: String, of select: String? = nil) -> ValuePath {
      var path = ValuePath()
      path.select = select.map { selector($0) }
      path.part = .attribute(names.intern(name))
      return path
    }
    rules = BodyRules(
      drop: selector(".lightbox .meta, .quote-controls"),
      signature: selector(".signature"),
      code: selector("pre"), alternative: selector("img.emoji, img.smilie"),
      quotes: [
        BodyRules.Quote(
          select: selector("aside.quote"), author: [attribute("data-username")],
          post: [attribute("data-post")]),
        BodyRules.Quote(select: selector("blockquote"), author: [], post: []),
      ],
      previews: [
        BodyRules.Preview(
          select: selector(
            "aside.onebox, aside.quote[data-topic]:not([data-username]), .lazyYT, "
              + ".lazy-video-container"),
          address: [attribute("data-onebox-src"), attribute("href", of: "a[href]")],
          title: [attribute("data-youtube-title"), attribute("data-video-title")])
      ])
    self.names = names
  }

  /// The text of a fragment, with its quotes and code told apart.
  ///
  /// What is no HTML comes back as it is, its white space folded; what `MarkupPreScan` refuses
  /// comes back empty.
  public func body(html: String) -> ParsedBody { body(utf8: html.utf8.span) }

  /// The text of a fragment in valid UTF-8.
  public func body(utf8 html: Swift.Span<UInt8>) -> ParsedBody {
    plainBody(html) ?? anyBody(unsafe html.withUnsafeBufferPointer { unsafe Array($0) })
  }

  /// The body of a fragment that holds nothing but plain tags.
  func plainBody(_ html: Swift.Span<UInt8>) -> ParsedBody? {
    html.count > MarkupPreScan.sizeLimit ? nil : PlainFragment.body(html, names: names)
  }

  /// The body of any fragment, by way of its tree.
  func anyBody(_ html: [UInt8]) -> ParsedBody {
    var bytes = html
    guard MarkupPreScan.clean(&bytes) == nil else { return ParsedBody(text: "") }
    let tree = HTMLTreeBuilder.tree(bytes, names: names)
    return BodyRenderer(tree: tree, rules: rules, names: page).render([0]).body
  }
}
