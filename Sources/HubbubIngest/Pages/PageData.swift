internal import HubbubSystem

/// What the data that a page carries for its script says about the posts that it shows.
///
/// A page made for readers without scripts may show names and words alone, while the data beside
/// them hold numbers and times. A record is told by its words, and each stands for one post.
struct PageData {
  /// Where the data are, and their fields: paths such as `attributes.number`.
  struct Rules: Sendable {
    var script: Selector
    var list: [String]
    var text: [String]
    var id: [String]
    var time: [String]
  }

  /// What is said of one post.
  struct Record {
    var id: String?
    var time: Int64?
  }

  /// Records by the fingerprint of their words, the last first.
  private var records: [UInt64: [Record]] = [:]

  /// Reads the records of a page; none if it has no such data.
  init(_ rules: Rules, in tree: MarkupTree) {
    guard let script = tree.first(rules.script), script + 1 < Int(tree.nodes[script].end),
      tree.isText(script + 1)
    else { return }
    let text = tree.nodes[script + 1]
    let bytes = Array(tree.bytes[Int(text.textStart)..<Int(text.textEnd)])
    guard let data = try? JSONParser().parse(bytes),
      let list = Self.value(data, at: rules.list)
    else { return }
    for entry in list.elements.reversed() {
      guard let html = Self.value(entry, at: rules.text)?.string else { continue }
      let id = Self.value(entry, at: rules.id)
      records[Self.fingerprint(html: html), default: []].append(
        Record(
          id: id?.string ?? id?.integer.map(String.init),
          time: Self.value(entry, at: rules.time)?.string.flatMap(Timestamps.parse)))
    }
  }

  /// The first record with a text that is not yet taken, if there is one.
  mutating func take(_ text: String) -> Record? {
    records[Self.fingerprint(text)]?.popLast()
  }

  private static func value(_ value: JSONValue, at path: [String]) -> JSONValue? {
    var value = value
    for key in path {
      guard let next = value[key] else { return nil }
      value = next
    }
    return value
  }

  private static func fingerprint(_ text: String) -> UInt64 {
    FoldedWords(text).fingerprint(seed: "")
  }

  private static func fingerprint(html: String) -> UInt64 {
    var bytes = Array(html.utf8)
    guard MarkupPreScan.clean(&bytes) == nil else { return 0 }
    return fingerprint(HTMLTreeBuilder.tree(bytes, names: MarkupNames()).foldedText(0))
  }
}
