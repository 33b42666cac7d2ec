/// A layout bound to the parser's vocabulary.
struct PageRules: Sendable {
  /// A value and how it is written.
  struct Reading: Sendable {
    var path: ValuePath
    var format: TimeFormat
    var divide: Int
  }

  /// One kind of post.
  struct PostKind: Sendable {
    var select: Selector
    var isRoot: Bool
    var isGlobal: Bool
    var id: [ValuePath]
    var author: [ValuePath]
    var time: [Reading]
    var body: [Selector]
    var signature: [Selector]
    var score: [ValuePath]
    var parent: [ValuePath]
    /// The address of the page whose post it answers.
    var answers: [ValuePath]
    var isNested: Bool
    var depth: [Reading]
    var depthOf: Selector?
    var permalink: [ValuePath]
    var deleted: Selector?
    var edited: Selector?
    var data: PageData.Rules?
  }

  /// Where comments are told by signatures.
  struct Signed: Sendable {
    var within: Selector
    var headings: Selector
    var sections: Selector
    var drop: Selector?
    var links: Selector
    /// The namespaces of users and of their talk pages, in lower case.
    var users: Set<String>

    /// The names of `talk-users.tsv`.
    static let userNamespaces = Set(
      String(decoding: PackageResources.talk_users_tsv, as: UTF8.self)
        .split { $0.isNewline || $0 == "\t" }.map { $0.lowercased() })
  }

  /// Where an index of messages says which answers which.
  struct Replies: Sendable {
    var entry: Selector
    var page: [ValuePath]
    var name: [ValuePath]
  }

  let engine: String
  let evidence: [(points: Int, select: Selector)]
  let title, url, id, page, next: [ValuePath]
  let posts: [PostKind]
  let signed: Signed?
  let replies: Replies?
  let inside: BodyRules
  let listing: Selector?
  let login: Selector?

  /// Binds a layout, whose selectors were checked when it was read.
  init(_ layout: Layout, names: inout MarkupNames) {
    var binder = Binder(names: names)
    engine = layout.engine
    evidence = layout.recognise.map { ($0.points, binder.selector($0.select)) }
    title = binder.paths(layout.thread.title)
    url = binder.paths(layout.thread.url)
    id = binder.paths(layout.thread.id)
    page = binder.paths(layout.thread.page)
    next = binder.paths(layout.thread.next)
    posts = layout.posts.map { binder.kind($0) }
    signed = layout.signed.map { binder.signed($0) }
    replies = layout.replies.map { binder.replies($0) }
    inside = binder.inside(layout.inside)
    listing = binder.union(layout.listing)
    login = binder.union(layout.login)
    names = binder.names
  }

  /// How strongly a page looks like this engine's.
  func score(_ tree: MarkupTree) -> Int {
    evidence.reduce(0) { tree.first($1.select) == nil ? $0 : $0 + $1.points }
  }

  private struct Binder {
    var names: MarkupNames

    mutating func selector(_ text: String) -> Selector {
      do {
        return try SelectorParser.parse(text, names: &names)
      } catch {
        preconditionFailure("a layout's selectors are checked when it is read: \(error.message)")
      }
    }

    mutating func union(_ texts: [String]) -> Selector? {
      texts.isEmpty ? nil : Selector(alternatives: texts.flatMap { selector($0).alternatives })
    }

    mutating func path(_ value: Layout.Value) -> ValuePath {
      do {
        var path = try ValuePath.parse(value.path, names: &names)
        path.closest = value.closest.map { selector($0) }
        path.before = value.before.map { selector($0) }
        path.onPage = value.onPage
        path.isPercentEncoded = value.isPercentEncoded
        path.pattern = try value.match.map { match throws(SelectorError) in try Pattern(match) }
        return path
      } catch {
        preconditionFailure("a layout's values are checked when it is read: \(error.message)")
      }
    }

    mutating func paths(_ values: [Layout.Value]) -> [ValuePath] { values.map { path($0) } }

    mutating func readings(_ values: [Layout.Value]) -> [Reading] {
      values.map { Reading(path: path($0), format: $0.format, divide: $0.divide) }
    }

    mutating func kind(_ rules: Layout.PostRules) -> PostKind {
      PostKind(
        select: selector(rules.select), isRoot: rules.isRoot, isGlobal: rules.isGlobal,
        id: paths(rules.id),
        author: paths(rules.author), time: readings(rules.time),
        body: rules.body.map { selector($0) }, signature: rules.signature.map { selector($0) },
        score: paths(rules.score), parent: paths(rules.parent), answers: paths(rules.answers),
        isNested: rules.isNested,
        depth: readings(rules.depth), depthOf: rules.depthOf.map { selector($0) },
        permalink: paths(rules.permalink), deleted: union(rules.deleted),
        edited: union(rules.edited), data: rules.data.map { data($0) })
    }

    mutating func data(_ rules: Layout.DataRules) -> PageData.Rules {
      func keys(_ path: String) -> [String] { path.split(separator: ".").map(String.init) }
      return PageData.Rules(
        script: selector(rules.script), list: keys(rules.list), text: keys(rules.text),
        id: keys(rules.id), time: keys(rules.time))
    }

    mutating func signed(_ rules: Layout.SignedRules) -> Signed {
      Signed(
        within: selector(rules.within), headings: selector(rules.headings),
        sections: selector(rules.sections), drop: union(rules.drop), links: selector("a[href]"),
        users: Signed.userNamespaces)
    }

    mutating func replies(_ rules: Layout.ReplyRules) -> Replies {
      Replies(
        entry: selector(rules.entry), page: paths(rules.page), name: paths(rules.name))
    }

    mutating func inside(_ rules: Layout.InsideRules) -> BodyRules {
      BodyRules(
        drop: union(rules.drop), boilerplate: union(rules.boilerplate),
        signature: union(rules.signature), code: union(rules.code),
        alternative: union(rules.images), after: union(rules.after),
        quotes: rules.quotes.map {
          BodyRules.Quote(
            select: selector($0.select), author: paths($0.author), post: paths($0.post))
        },
        previews: rules.previews.map {
          BodyRules.Preview(
            select: selector($0.select), address: paths($0.address), title: paths($0.title))
        },
        signatureFrom: Array(rules.signatureFrom.utf8), isMail: rules.isMail)
    }
  }
}
