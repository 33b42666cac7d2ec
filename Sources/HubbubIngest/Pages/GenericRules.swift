/// What the page code asks of any page, whatever its engine.
struct GenericRules: Sendable {
  let title: [ValuePath]
  let url: [ValuePath]
  /// Where relative addresses of a page start from.
  let base: [ValuePath]
  let password: Selector
  let links: Selector
  let headings: Selector
  /// What heads an article in a list of them: a link to it.
  let articleLinks: Selector
  let script: Selector
  let quote: BodyRules.Quote
  let signature: Selector
  /// Where a page's script puts what it fetches.
  let shell: Selector
  /// Phrases of `page-kinds.tsv` by kind, in lower case.
  let phrases: [String: [String]]
  /// What engines show in the place of a post that is gone, in lower case.
  let deletedNotices: Set<String>
  /// And in the place of words that it hides while it shows who wrote them.
  let withheldNotices: Set<String>

  init(_ names: inout MarkupNames) {
    func selector(_ text: String) -> Selector {
      do {
        return try SelectorParser.parse(text, names: &names)
      } catch {
        preconditionFailure("a selector of the code is wrong: \(error.message)")
      }
    }
    func path(_ select: String, _ attribute: String?) -> ValuePath {
      var path = ValuePath()
      path.select = selector(select)
      path.part = attribute.map { .attribute(names.intern($0)) } ?? .text
      return path
    }
    title = [
      path("meta[property=og:title]", "content"), path("meta[name=twitter:title]", "content"),
      path("h1", nil), path("title", nil),
    ]
    url = [
      path("link[rel=canonical]", "href"), path("meta[property=og:url]", "content"),
    ]
    base = [path("base[href]", "href")]
    password = selector("input[type=password]")
    links = selector("a[href]")
    headings = selector("h1")
    articleLinks = selector(
      "article h1 > a[href], article h2 > a[href], article h3 > a[href], .hentry h2 > a[href]")
    script = selector("script[type=application/ld+json]")
    quote = BodyRules.Quote(select: selector("blockquote"), author: [], post: [])
    signature = selector(".signature, .sig, .post-signature")
    shell = selector("#data-preloaded, #ember-app, #root:not(:has(*)), #app:not(:has(*))")
    var phrases: [String: [String]] = [:]
    let table = String(decoding: PackageResources.page_kinds_tsv, as: UTF8.self)
    for line in table.split(whereSeparator: \.isNewline) {
      let cells = line.split(separator: "\t")
      if cells.count == 2 { phrases[String(cells[0]), default: []].append(String(cells[1])) }
    }
    self.phrases = phrases
    deletedNotices = Set(phrases["deleted"] ?? [])
    withheldNotices = Set(phrases["withheld"] ?? [])
  }
}

extension PageMiner {
  /// What a page without posts is, where it can be told.
  func pageKind(_ rules: PageRules?) -> (reason: String, detail: String)? {
    let title = (generic.title.value(in: tree, at: 0) ?? "").lowercased()
    let text = tree.foldedText(0)
    let head = String(text.prefix(3000)).lowercased()
    let isShort = text.utf8.count < 4000
    let blocks = generic.phrases["block"] ?? []
    if blocks.contains(where: { title.hasPrefix($0) })
      || isShort && blocks.contains(where: head.contains)
    {
      return (
        "block-page",
        "The site answered with a check or a refusal instead of the thread; save it again in a "
          + "browser that may read it."
      )
    }
    let logins = generic.phrases["login"] ?? []
    let asksPassword = tree.first(generic.password) != nil
    if let login = rules?.login, tree.first(login) != nil {
      return ("login-wall", "The forum asks for a login; save the page while logged in.")
    }
    if text.utf8.count < 8000, asksPassword || isShort, logins.contains(where: head.contains) {
      return ("login-wall", "The forum asks for a login; save the page while logged in.")
    }
    let missing = generic.phrases["missing"] ?? []
    if missing.contains(where: { title.hasPrefix($0) })
      || text.utf8.count < 1000 && missing.contains(where: head.contains)
    {
      return ("missing-page", "The site answered that it has no such page.")
    }
    if text.utf8.count < 1500, tree.first(generic.shell) != nil {
      return (
        "script-shell",
        "The page is a shell that a script fills in the browser, and was saved empty; save what "
          + "the browser shows, or the thread's JSON (Discourse: add .json to its address)."
      )
    }
    if let listing = rules?.listing, tree.first(listing) != nil { return Self.listing }
    if rules != nil, isListing() { return Self.listing }
    return nil
  }

  static let listing = (
    reason: "listing-page",
    detail: "The page lists threads and holds none; give the threads' own pages."
  )

  /// Whether a page mostly links to threads: to at least eight.
  func isListing() -> Bool { Set(threadLinks().map(\.key)).count >= 8 }

  /// Whether a page mostly links to forums, as a board's front page does: to at least eight.
  func isBoardIndex() -> Bool {
    let keys = forumLinks().compactMap { node in
      tree.string(node, names.href).map(PageAddress.key)
    }
    return Set(keys).count >= 8
  }

  /// Whether a page lists articles, as a blog's front page does: eight at least.
  func isArticleList() -> Bool {
    let keys = tree.select(generic.articleLinks).compactMap { node in
      tree.string(node, names.href).flatMap { $0.contains("#") ? nil : PageAddress.key($0) }
    }
    return Set(keys).count >= 8
  }

  /// The links that lead to threads and carry their titles.
  func threadLinks() -> [(node: Int, key: String)] {
    let patterns = (generic.phrases["thread-link"] ?? []).map { Array($0.utf8) }
    var links: [(node: Int, key: String)] = []
    for node in tree.select(generic.links) {
      guard let range = tree.value(node, names.href) else { continue }
      let value = tree.bytes[range]
      guard patterns.contains(where: { value.contains(bytesOf: $0) }) else { continue }
      let text = tree.foldedText(node)
      // A thread's link carries a title, not "1", "Reply" or "last page".
      guard text.utf8.count >= 12, text.contains(" "),
        TimeReader.read(text, as: .any).finding == "unread-date"
      else { continue }
      links.append((node, PageAddress.key(String(decoding: value, as: UTF8.self))))
    }
    return links
  }

  /// The links to other threads, and those to forums, in document order.
  func listingLinks() -> [Int] {
    let own = generic.url.value(in: tree, at: 0).map(PageAddress.key)
    let threads = threadLinks().filter { link in
      // A post links to itself, to be shared.
      own.map { !link.key.hasPrefix($0) } ?? true
    }
    return (threads.map(\.node) + forumLinks()).sorted()
  }

  private func forumLinks() -> [Int] {
    let patterns = (generic.phrases["forum-link"] ?? []).map { Array($0.utf8) }
    return tree.select(generic.links).filter { node in
      guard let range = tree.value(node, names.href) else { return false }
      return patterns.contains { tree.bytes[range].contains(bytesOf: $0) }
    }
  }
}
