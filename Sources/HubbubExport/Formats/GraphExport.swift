internal import HubbubCorpus
internal import HubbubModel
internal import HubbubSystem

/// Who answers whom: GEXF 1.3, a node an author, an arrow from the one who answers.
///
/// An arrow's weight counts the answers; a node says how many posts, of which theme most, and of
/// which mean valence. Posts of unknown authors are left out, as are answers to oneself.
/// Format: <https://gexf.net/schema.html>.
enum GraphExport {
  private struct Person {
    var posts = 0
    var valence = 0.0
    var scored = 0
    var themes: [Int: Int] = [:]
  }

  private struct Arrow: Hashable {
    let from: String
    let to: String
  }

  static func write(_ work: FinishedWork, to path: String) throws -> [String] {
    let ofPosts = work.themesOfPosts()
    var people: [String: Person] = [:]
    var authors: [PostID: String] = [:]
    work.corpus.forEach(in: 0..<work.corpus.count) { row, post in
      guard let author = post.author else { return }
      authors[post.id] = author
      var person = people[author, default: Person()]
      person.posts += 1
      if let valence = work.sentiment?[row].valence {
        person.valence += valence
        person.scored += 1
      }
      if let theme = ofPosts[row].first?.theme { person.themes[theme, default: 0] += 1 }
      people[author] = person
    }
    var answers: [Arrow: Int] = [:]
    work.corpus.forEach(in: 0..<work.corpus.count) { _, post in
      guard let author = post.author, let parent = post.parent, let asked = authors[parent],
        asked != author
      else { return }
      answers[Arrow(from: author, to: asked), default: 0] += 1
    }
    let file = try AtomicFile(path: path)
    try file.write(header)
    let names = people.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var numbers: [String: Int] = [:]
    for (number, name) in names.enumerated() {
      numbers[name] = number
      if let person = people[name] {
        try file.write(node(number, name, person, work.themes?.themes ?? []))
      }
    }
    try file.write("    </nodes>\n    <edges>\n")
    let arrows = answers.compactMap { arrow, count in
      numbers[arrow.from].flatMap { from in numbers[arrow.to].map { (from, $0, count) } }
    }
    .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    for (number, (from, to, count)) in arrows.enumerated() {
      try file.write(
        "      <edge id=\"\(number)\" source=\"\(from)\" target=\"\(to)\" weight=\"\(count)\"/>\n")
    }
    try file.write("    </edges>\n  </graph>\n</gexf>\n")
    try file.commit()
    return [path]
  }

  private static let header = """
    <?xml version="1.0" encoding="UTF-8"?>
    <gexf xmlns="http://gexf.net/1.3" version="1.3">
      <graph mode="static" defaultedgetype="directed">
        <attributes class="node">
          <attribute id="0" title="posts" type="integer"/>
          <attribute id="1" title="theme" type="string"/>
          <attribute id="2" title="valence" type="double"/>
        </attributes>
        <nodes>

    """

  private static func node(
    _ number: Int, _ name: String, _ person: Person, _ themes: [Theme]
  ) -> String {
    var values = "<attvalue for=\"0\" value=\"\(person.posts)\"/>"
    let favourite = person.themes.max { ($0.value, $1.key) < ($1.value, $0.key) }
    if let favourite {
      values += "<attvalue for=\"1\" value=\"\(escaped(themes[favourite.key].id.text))\"/>"
    }
    if person.scored > 0 {
      values += "<attvalue for=\"2\" value=\"\(person.valence / Double(person.scored))\"/>"
    }
    return """
            <node id="\(number)" label="\(escaped(name))"><attvalues>\(values)</attvalues></node>

      """
  }

  /// Text as an attribute's value: XML 1.0 has no way to write most control characters.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\t", "\n", "\r": escaped += "&#\(scalar.value);"
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
