/// Who answers whom, from an archive's index of messages as they answer one another.
///
/// An entry answers the one around it. Mailman indents no deeper than three steps, and notes the
/// whole chain of each message in a comment: `<!--4 00001338.11-00001339.12- -->`, a time and a
/// number a message, the message itself last.
extension PageMiner {
  /// What the page says about other pages beside it; empty if it is no such index.
  func replies(_ rules: PageRules.Replies) -> [PageReply] {
    var pages: [Int: String] = [:]
    var numbers: [String: String] = [:]
    var order: [Int] = []
    for node in tree.select(rules.entry) {
      guard let page = rules.page.value(in: tree, at: node), let path = beside(page) else {
        continue
      }
      pages[node] = path
      order.append(node)
      if let name = rules.name.value(in: tree, at: node) { numbers[name] = path }
    }
    let chains = chains()
    var names: [String: String] = [:]
    for (name, path) in numbers { names[path] = name }
    return order.compactMap { node in
      guard let page = pages[node] else { return nil }
      if let name = names[page], let chain = chains[name] {
        // A chain of one opens a thread, whatever it is indented below.
        return chain.flatMap { numbers[$0] }.map { PageReply(page: page, answers: $0) }
      }
      var above = Int(tree.nodes[node].parent)
      while above > 0, pages[above] == nil { above = Int(tree.nodes[above].parent) }
      guard let answered = pages[above], answered != page else { return nil }
      return PageReply(page: page, answers: answered)
    }
  }

  /// The path of a page in the folder of this one.
  func beside(_ name: String) -> String? {
    let name = name.hasPrefix("./") ? name.dropFirst(2) : name[...]
    guard !name.contains("/"), !name.hasPrefix("#"), !name.contains(":") else { return nil }
    let file = name.prefix { $0 != "#" && $0 != "?" }
    guard !file.isEmpty else { return nil }
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
    return String(folder + file)
  }

  /// By a message's number, the number of the one before it in its chain, nil for the first.
  private func chains() -> [String: String?] {
    var chains: [String: String?] = [:]
    let bytes = text.utf8
    var at = 0
    while let open = bytes[at...].range(ofBytes: Array("<!--".utf8)) {
      at = open.upperBound
      let comment = bytes[at...].prefix(2000).prefix { $0 != UInt8(ascii: ">") }
      let words = comment.split(separator: UInt8(ascii: " "))
      guard words.count >= 2, words[0].allSatisfy(FormatSniffer.isDigit),
        words[1].last == UInt8(ascii: "-")
      else { continue }
      let steps = words[1].split(separator: UInt8(ascii: "-")).map {
        $0.split(separator: UInt8(ascii: "."))
      }
      guard let own = steps.last,
        steps.allSatisfy({ $0.count == 2 && $0[1].allSatisfy(FormatSniffer.isDigit) })
      else { continue }
      let before = steps.dropLast().last.map { String(decoding: $0[1], as: UTF8.self) }
      chains[String(decoding: own[1], as: UTF8.self)] = .some(before)
    }
    return chains
  }
}
