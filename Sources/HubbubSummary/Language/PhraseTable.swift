/// A table of phrases: one a line, each with the columns that say what it means.
///
/// Lines of the resource: `@name<TAB>word word …` adds to a class of words; `#` begins a comment;
/// any other line has the fields of its table and the phrase last, all parted by tabs.
struct PhraseTable: Sendable {
  /// One line.
  struct Row: Sendable {
    /// The columns before the phrase.
    var fields: [String]
    /// The phrase.
    var pattern: PhrasePattern
    /// The phrase as written.
    var source: String
  }

  /// The lines in order.
  let rows: [Row]
  /// For a word, the rows that it anchors, in order.
  private let anchored: [String: [Int]]
  /// Rows without a word to look for.
  private let unanchored: [Int]

  /// Compiles a table.
  init(_ text: String, columns: Int) throws(PhraseError) {
    var classes: [String: Set<String>] = [:]
    var rows: [Row] = []
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      if line.hasPrefix("@"), fields.count == 2 {
        let members = fields[1].split(separator: " ").map(String.init)
        classes[String(fields[0].dropFirst()), default: []].formUnion(members)
        continue
      }
      guard fields.count == columns + 1 else {
        throw PhraseError(source: String(line), element: "\(fields.count) columns")
      }
      let source = fields[columns]
      rows.append(
        Row(
          fields: Array(fields[..<columns]), pattern: try PhrasePattern(source, classes: classes),
          source: source))
    }
    self.rows = rows
    var anchored: [String: [Int]] = [:]
    var unanchored: [Int] = []
    for (index, row) in rows.enumerated() {
      guard let anchors = row.pattern.anchors else {
        unanchored.append(index)
        continue
      }
      for word in anchors { anchored[word, default: []].append(index) }
    }
    self.anchored = anchored
    self.unanchored = unanchored
  }

  /// The rows that may match a sentence, in the order of the table.
  func candidates(for words: [Word]) -> [Int] {
    var found = Set(unanchored)
    for word in words {
      if let rows = anchored[word.text] { found.formUnion(rows) }
    }
    return found.sorted()
  }
}

/// Words for numbers, of a resource with `word<TAB>value` lines.
enum NumberWords {
  /// The values by word.
  static func parse(_ text: String) -> [String: Double] {
    var values: [String: Double] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t")
      if fields.count == 2, let value = Double(fields[1]) { values[String(fields[0])] = value }
    }
    return values
  }
}
