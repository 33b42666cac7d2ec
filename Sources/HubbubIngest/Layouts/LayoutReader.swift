internal import Yams

extension Layout {
  /// Reads a layout from YAML.
  ///
  /// - Parameters:
  ///   - yaml: the file's text.
  ///   - file: its name, for messages.
  /// - Throws: `LayoutError` with every mistake at once, each with its line.
  public init(yaml: String, file: String) throws(LayoutError) {
    var reader = LayoutReader(file: file, yaml: yaml)
    let root: Yams.Node?
    do {
      // Every scalar is read as the text that it is, so no tag has to be guessed for any.
      root = try Yams.compose(yaml: yaml, .basic)
    } catch let error as YamlError {
      throw LayoutError(problems: ["\(file): \(error)"])
    } catch {
      throw LayoutError(problems: ["\(file): \(error)"])
    }
    guard let root else { throw LayoutError(problems: ["\(file): the file is empty"]) }
    self = reader.layout(root)
    guard reader.problems.isEmpty else { throw LayoutError(problems: reader.problems) }
  }

  fileprivate init(
    engine: String, name: String, file: String, yaml: String, recognise: [Evidence],
    thread: ThreadRules,
    posts: [PostRules], signed: SignedRules?, replies: ReplyRules?, inside: InsideRules,
    listing: [String],
    login: [String],
    read: Void
  ) {
    self.engine = engine
    self.name = name
    self.file = file
    self.yaml = yaml
    self.recognise = recognise
    self.thread = thread
    self.posts = posts
    self.signed = signed
    self.replies = replies
    self.inside = inside
    self.listing = listing
    self.login = login
  }
}

/// Walks a layout's YAML and collects what is wrong with it.
private struct LayoutReader {
  let file: String
  let yaml: String
  var problems: [String] = []
  private var names = MarkupNames()

  init(file: String, yaml: String) {
    self.file = file
    self.yaml = yaml
  }

  mutating func layout(_ root: Yams.Node) -> Layout {
    let members = mapping(
      root,
      keys: [
        "engine", "name", "recognise", "thread", "posts", "signed", "replies", "inside", "listing",
        "login",
      ],
      required: ["engine", "recognise"])
    if members["posts"] == nil, members["signed"] == nil { problem(root, "\"posts\" is missing") }
    let engine = members["engine"].map { text($0) } ?? ""
    return Layout(
      engine: engine,
      name: members["name"].map { text($0) } ?? engine,
      file: file, yaml: yaml,
      recognise: (members["recognise"].map { list($0) } ?? []).map { evidence($0) },
      thread: members["thread"].map { thread($0) } ?? Layout.ThreadRules(),
      posts: (members["posts"].map { list($0) } ?? []).map { post($0) },
      signed: members["signed"].map { signed($0) },
      replies: members["replies"].map { replies($0) },
      inside: members["inside"].map { inside($0) } ?? Layout.InsideRules(),
      listing: members["listing"].map { selectors($0) } ?? [],
      login: members["login"].map { selectors($0) } ?? [],
      read: ())
  }

  private mutating func evidence(_ node: Yams.Node) -> Layout.Evidence {
    let members = mapping(node, keys: ["points", "select"], required: ["points", "select"])
    return Layout.Evidence(
      points: members["points"].map { number($0) } ?? 0,
      select: members["select"].map { selector($0) } ?? "")
  }

  private mutating func thread(_ node: Yams.Node) -> Layout.ThreadRules {
    let members = mapping(node, keys: ["title", "url", "id", "page", "next"])
    var rules = Layout.ThreadRules()
    rules.title = values(members["title"])
    rules.url = values(members["url"])
    rules.id = values(members["id"])
    rules.page = values(members["page"])
    rules.next = values(members["next"])
    return rules
  }

  private mutating func post(_ node: Yams.Node) -> Layout.PostRules {
    let members = mapping(
      node,
      keys: [
        "select", "root", "global", "id", "author", "time", "body", "signature", "score", "parent",
        "answers", "nested", "depth", "depth-of", "permalink", "deleted", "edited", "data",
      ], required: ["select", "body"])
    var rules = Layout.PostRules()
    rules.select = members["select"].map { selector($0) } ?? ""
    rules.isRoot = members["root"].map { flag($0) } ?? false
    rules.isGlobal = members["global"].map { flag($0) } ?? false
    rules.isNested = members["nested"].map { flag($0) } ?? false
    rules.id = values(members["id"])
    rules.author = values(members["author"])
    rules.time = values(members["time"])
    rules.body = members["body"].map { selectors($0) } ?? []
    rules.signature = members["signature"].map { selectors($0) } ?? []
    rules.score = values(members["score"])
    rules.parent = values(members["parent"])
    rules.answers = values(members["answers"])
    rules.depth = values(members["depth"])
    rules.depthOf = members["depth-of"].map { selector($0) }
    rules.permalink = values(members["permalink"])
    rules.deleted = members["deleted"].map { selectors($0) } ?? []
    rules.edited = members["edited"].map { selectors($0) } ?? []
    rules.data = members["data"].map { data($0) }
    return rules
  }

  private mutating func data(_ node: Yams.Node) -> Layout.DataRules {
    let members = mapping(
      node, keys: ["script", "list", "text", "id", "time"], required: ["script", "list", "text"])
    var rules = Layout.DataRules()
    rules.script = members["script"].map { selector($0) } ?? ""
    rules.list = members["list"].map { text($0) } ?? ""
    rules.text = members["text"].map { text($0) } ?? ""
    rules.id = members["id"].map { text($0) } ?? ""
    rules.time = members["time"].map { text($0) } ?? ""
    return rules
  }

  private mutating func signed(_ node: Yams.Node) -> Layout.SignedRules {
    let keys = ["within", "headings", "sections", "drop"]
    let members = mapping(node, keys: keys, required: ["within", "headings", "sections"])
    var rules = Layout.SignedRules()
    rules.within = members["within"].map { selector($0) } ?? ""
    rules.headings = members["headings"].map { selector($0) } ?? ""
    rules.sections = members["sections"].map { selector($0) } ?? ""
    rules.drop = members["drop"].map { selectors($0) } ?? []
    return rules
  }

  private mutating func replies(_ node: Yams.Node) -> Layout.ReplyRules {
    let members = mapping(node, keys: ["entry", "page", "name"], required: ["entry", "page"])
    var rules = Layout.ReplyRules()
    rules.entry = members["entry"].map { selector($0) } ?? ""
    rules.page = values(members["page"])
    rules.name = values(members["name"])
    return rules
  }

  private mutating func inside(_ node: Yams.Node) -> Layout.InsideRules {
    let members = mapping(
      node,
      keys: [
        "after", "drop", "boilerplate", "signature", "code", "images", "quotes", "previews",
        "signature-from",
        "mail",
      ])
    var rules = Layout.InsideRules()
    rules.after = members["after"].map { selectors($0) } ?? []
    rules.drop = members["drop"].map { selectors($0) } ?? []
    rules.boilerplate = members["boilerplate"].map { selectors($0) } ?? []
    rules.signature = members["signature"].map { selectors($0) } ?? []
    rules.code = members["code"].map { selectors($0) } ?? []
    rules.images = members["images"].map { selectors($0) } ?? []
    rules.signatureFrom = members["signature-from"].map { text($0) } ?? ""
    rules.isMail = members["mail"].map { flag($0) } ?? false
    for quote in members["quotes"].map({ list($0) }) ?? [] {
      let members = mapping(quote, keys: ["select", "author", "post"], required: ["select"])
      rules.quotes.append(
        Layout.InsideRules.Quote(
          select: members["select"].map { selector($0) } ?? "",
          author: values(members["author"]), post: values(members["post"])))
    }
    for preview in members["previews"].map({ list($0) }) ?? [] {
      let members = mapping(preview, keys: ["select", "address", "title"], required: ["select"])
      rules.previews.append(
        Layout.InsideRules.Preview(
          select: members["select"].map { selector($0) } ?? "",
          address: values(members["address"]), title: values(members["title"])))
    }
    return rules
  }

  private mutating func values(_ node: Yams.Node?) -> [Layout.Value] {
    guard let node else { return [] }
    return list(node).map { value($0) }
  }

  private mutating func value(_ node: Yams.Node) -> Layout.Value {
    if node.scalar != nil {
      let path = text(node)
      checkPath(path, node)
      return Layout.Value(path: path)
    }
    let members = mapping(
      node, keys: ["select", "match", "closest", "before", "page", "percent", "format", "divide"])
    var value = Layout.Value(path: members["select"].map { text($0) } ?? ".")
    checkPath(value.path, node)
    if let match = members["match"] {
      let pattern = text(match)
      do { _ = try Pattern(pattern) } catch { problem(match, error.message) }
      value.match = pattern
    }
    value.closest = members["closest"].map { selector($0) }
    value.before = members["before"].map { selector($0) }
    value.onPage = members["page"].map { flag($0) } ?? false
    value.isPercentEncoded = members["percent"].map { flag($0) } ?? false
    if let format = members["format"] {
      if let known = TimeFormat(rawValue: text(format)) {
        value.format = known
      } else {
        let known = TimeFormat.allCases.map(\.rawValue).joined(separator: ", ")
        problem(format, "unknown time format \"\(text(format))\"; known are \(known)")
      }
    }
    if let divide = members["divide"] {
      value.divide = number(divide)
      if value.divide < 1 { problem(divide, "divide by a whole number from 1") }
    }
    return value
  }

  private mutating func checkPath(_ path: String, _ node: Yams.Node) {
    do { _ = try ValuePath.parse(path, names: &names) } catch { problem(node, error.message) }
  }

  private mutating func selectors(_ node: Yams.Node) -> [String] { list(node).map { selector($0) } }

  private mutating func selector(_ node: Yams.Node) -> String {
    let source = text(node)
    do { _ = try SelectorParser.parse(source, names: &names) } catch {
      problem(node, error.message)
    }
    return source
  }

  private func list(_ node: Yams.Node) -> [Yams.Node] {
    node.sequence.map(Array.init) ?? [node]
  }

  private mutating func text(_ node: Yams.Node) -> String {
    guard let scalar = node.scalar else {
      problem(node, "expected a text")
      return ""
    }
    return scalar.string
  }

  private mutating func number(_ node: Yams.Node) -> Int {
    guard let number = Int(text(node)) else {
      problem(node, "expected a whole number, got \"\(text(node))\"")
      return 0
    }
    return number
  }

  private mutating func flag(_ node: Yams.Node) -> Bool {
    switch text(node) {
    case "true": return true
    case "false": return false
    default:
      problem(node, "expected true or false, got \"\(text(node))\"")
      return false
    }
  }

  private mutating func mapping(
    _ node: Yams.Node, keys: [String], required: [String] = []
  ) -> [String: Yams.Node] {
    guard let mapping = node.mapping else {
      problem(node, "expected keys among \(keys.joined(separator: ", "))")
      return [:]
    }
    var members: [String: Yams.Node] = [:]
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      if !keys.contains(name) {
        problem(key, "unknown key \"\(name)\"; known are \(keys.joined(separator: ", "))")
      } else if members.updateValue(value, forKey: name) != nil {
        problem(key, "\"\(name)\" stands twice")
      }
    }
    for name in required where members[name] == nil { problem(node, "\"\(name)\" is missing") }
    return members
  }

  private mutating func problem(_ node: Yams.Node, _ message: String) {
    let place = node.mark.map { "\($0.line):\($0.column)" } ?? "1:1"
    problems.append("\(file):\(place): \(message)")
  }
}
