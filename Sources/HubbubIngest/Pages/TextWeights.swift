/// Bytes of shown text below each node: in links, and not.
struct TextWeights {
  private(set) var plain: [Int]
  private(set) var linked: [Int]

  /// Counts in one pass.
  init(_ tree: MarkupTree) {
    plain = Array(repeating: 0, count: tree.nodes.count)
    linked = plain
    var at = 1
    var linkEnd = 0
    while at < tree.nodes.count {
      let node = tree.nodes[at]
      if tree.isText(at) {
        let count = tree.bytes[Int(node.textStart)..<Int(node.textEnd)].reduce(0) {
          $0 + ($1 > 0x20 ? 1 : 0)
        }
        var above = Int(node.parent)
        if at < linkEnd { linked[at] = count } else { plain[at] = count }
        while above >= 0 {
          if at < linkEnd { linked[above] += count } else { plain[above] += count }
          above = Int(tree.nodes[above].parent)
        }
      } else if HTMLTag.traits(of: node.tag).contains(.hidden) {
        at = Int(node.end)
        continue
      } else if node.tag == HTMLTag.a.rawValue {
        linkEnd = max(linkEnd, Int(node.end))
      }
      at += 1
    }
  }
}
