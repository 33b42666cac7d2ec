internal import HubbubSystem
internal import HubbubVectors

/// How words are most often written.
enum Display {
  /// How a variant is shown: without its language mark and without a possessive ending.
  static func shown(_ variant: Int, of table: WordTable) -> String {
    table.withWord(of: variant) { word in
      string(word.extracting(first: shownLength(word)))
    }
  }

  private static func string(_ bytes: Span<UInt8>) -> String {
    unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// How many bytes of a word stand before a possessive `'s`, all of them if there is none or if it
  /// would leave less than two.
  fileprivate static func shownLength(_ word: Span<UInt8>) -> Int {
    let count = word.count
    guard count >= 4, word[count - 1] | 0x20 == UInt8(ascii: "s") else { return count }
    if word[count - 2] == UInt8(ascii: "'") { return count - 2 }
    let isCurly =
      count >= 6 && word[count - 4] == 0xE2 && word[count - 3] == 0x80 && word[count - 2] == 0x99
    return isCurly ? count - 4 : count
  }

  /// The spelling of each stem that is wanted: its most frequent folded form, and of that the
  /// most frequent casing; equal counts go to the form that sorts first by its bytes.
  ///
  /// - Parameter wanted: whether a stem's spelling is asked for.
  static func surfaces(
    of terms: TermTable, words: [WordTable], wanted: [Bool], workers: Workers
  ) -> [String] {
    let (starts, variants) = grouped(terms, words)
    let batches = Workers.batches(of: 4096, in: wanted.count)
    return workers.map(batches.count) { number in
      var choice = SpellingChoice()
      return batches[number].map { stem in
        wanted[stem] ? choice.best(of: variants[starts[stem]..<starts[stem + 1]], words) : ""
      }
    }.flatMap { $0 }
  }

  /// A way of writing in one of the tables.
  fileprivate struct Variant {
    var table: Int32
    var number: Int32
  }

  /// The variants of all tables that occur, those of each stem side by side, and where each stem's
  /// begin.
  private static func grouped(
    _ terms: TermTable, _ words: [WordTable]
  ) -> (starts: [Int], variants: [Variant]) {
    var starts = [Int](repeating: 0, count: terms.stems.count + 1)
    for (table, stems) in zip(words, terms.stemOfVariant) {
      for (count, stem) in zip(table.counts, stems) where stem >= 0 && count > 0 {
        starts[Int(stem) + 1] += 1
      }
    }
    for stem in 0..<terms.stems.count { starts[stem + 1] += starts[stem] }
    var next = starts
    var variants = [Variant](
      repeating: Variant(table: 0, number: 0), count: starts[terms.stems.count])
    for (table, stems) in terms.stemOfVariant.enumerated() {
      let counts = words[table].counts
      for (variant, stem) in stems.enumerated() where stem >= 0 && counts[variant] > 0 {
        variants[next[Int(stem)]] = Variant(table: Int32(table), number: Int32(variant))
        next[Int(stem)] += 1
      }
    }
    return (starts, variants)
  }

  /// The text of the highest sum of counts, the first by its bytes among equals; empty if there is
  /// none.
  static func best(_ counts: [(text: String, count: Int)]) -> String {
    let sorted = counts.sorted { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) }
    var found = (text: "", count: 0)
    var at = 0
    while at < sorted.count {
      let text = sorted[at].text
      var count = 0
      while at < sorted.count, sorted[at].text == text {
        count += sorted[at].count
        at += 1
      }
      if count > found.count { found = (text, count) }
    }
    return found.text
  }
}

/// Chooses among the ways of writing one stem.
private struct SpellingChoice {
  private struct Part {
    var bytes: Range<Int>
    var count: Int
  }

  /// The forms that are compared, one behind the other.
  private var bytes: [UInt8] = []
  private var folded: [Part] = []
  private var shown: [Part] = []
  private var parts: [Part] = []

  mutating func best(of variants: ArraySlice<Display.Variant>, _ words: [WordTable]) -> String {
    if variants.count == 1, let only = variants.first {
      return Display.shown(Int(only.number), of: words[Int(only.table)])
    }
    bytes.removeAll(keepingCapacity: true)
    folded.removeAll(keepingCapacity: true)
    shown.removeAll(keepingCapacity: true)
    for variant in variants {
      // The table is not taken out of its array: a copy counts references to a dozen arrays.
      let table = Int(variant.table)
      let number = Int(variant.number)
      let count = Int(words[table].counts[number])
      words[table].withWord(of: number) { word in
        let part = append(word.extracting(first: Display.shownLength(word)))
        shown.append(Part(bytes: part, count: count))
      }
      words[table].withWord(of: Int(words[table].surfaces[number])) { word in
        folded.append(Part(bytes: append(word), count: count))
      }
    }
    parts.removeAll(keepingCapacity: true)
    parts += folded
    let form = heaviest()
    parts.removeAll(keepingCapacity: true)
    for (place, part) in shown.enumerated() where Self.order(bytes, folded[place].bytes, form) == 0
    {
      parts.append(part)
    }
    return String(decoding: bytes[heaviest()], as: UTF8.self)
  }

  private mutating func append(_ word: Span<UInt8>) -> Range<Int> {
    let start = bytes.count
    for index in word.indices { bytes.append(word[index]) }
    return start..<bytes.count
  }

  /// The bytes of the parts with the highest sum of counts, the first by its bytes among equals.
  private mutating func heaviest() -> Range<Int> {
    let bytes = bytes
    parts.sort { Self.order(bytes, $0.bytes, $1.bytes) < 0 }
    var found = Part(bytes: 0..<0, count: 0)
    var at = 0
    while at < parts.count {
      var group = Part(bytes: parts[at].bytes, count: 0)
      while at < parts.count, Self.order(bytes, parts[at].bytes, group.bytes) == 0 {
        group.count += parts[at].count
        at += 1
      }
      if group.count > found.count { found = group }
    }
    return found.bytes
  }

  /// Below 0 if the first of two stretches comes first by its bytes, 0 if they are equal.
  private static func order(_ bytes: [UInt8], _ a: Range<Int>, _ b: Range<Int>) -> Int {
    let count = min(a.count, b.count)
    for place in 0..<count {
      let (x, y) = (bytes[a.lowerBound + place], bytes[b.lowerBound + place])
      if x != y { return x < y ? -1 : 1 }
    }
    return a.count - b.count
  }
}
