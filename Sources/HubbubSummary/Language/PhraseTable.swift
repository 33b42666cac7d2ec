/// A table of phrases: one a line, each with the columns that say what it means.
///
/// Lines of the resource: `@name<TAB>word word …` adds to a class of words; `#` begins a comment;
/// any other line has the fields of its table and the phrase last, all parted by tabs.
struct PhraseTable: Sendable {
  /// One line; shared, because copying one for each sentence costs more than matching it.
  final class Row: Sendable {
    /// The columns before the phrase.
    let fields: [String]
    /// The columns' numbers, where they are numbers.
    let values: [Double?]
    /// The phrase.
    let pattern: PhrasePattern
    /// The phrase as written.
    let source: String

    init(fields: [String], pattern: PhrasePattern, source: String) {
      self.fields = fields
      values = fields.map { Double($0) }
      self.pattern = pattern
      self.source = source
    }
  }

  /// The lines in order.
  let rows: [Row]
  /// For a word, the rows that it anchors.
  private let anchored: WordIndex
  /// Rows without a word to look for, a bit each.
  private let unanchored: [UInt64]

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
    var anchored: [UInt64: [Int]] = [:]
    var unanchored = [UInt64](repeating: 0, count: (rows.count + 63) / 64)
    for (index, row) in rows.enumerated() {
      guard let anchors = row.pattern.anchors else {
        unanchored[index >> 6] |= 1 << UInt64(index & 63)
        continue
      }
      for word in anchors { anchored[WordKey.of(word.utf8), default: []].append(index) }
    }
    self.anchored = WordIndex(anchored)
    self.unanchored = unanchored
  }

  /// The rows that may match a sentence, in the order of the table.
  func candidates(for words: [Word]) -> [Int] {
    var bits = unanchored
    for index in words.indices { anchored.mark(words[index].key, in: &bits) }
    var found: [Int] = []
    for (place, block) in bits.enumerated() {
      var rest = block
      while rest != 0 {
        found.append(place << 6 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
    return found
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
