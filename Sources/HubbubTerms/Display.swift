internal import HubbubSystem
internal import HubbubVectors

/// How words are most often written.
enum Display {
  /// How a variant is shown: without its language mark and without a possessive ending.
  static func shown(_ variant: Int, of table: WordTable) -> String {
    let word = WordTable.parts(of: variant, in: table.variants).word
    let count = word.utf8.count
    for ending in ["'s", "\u{2019}s", "'S", "\u{2019}S"] where word.hasSuffix(ending) {
      let kept = count - ending.utf8.count
      if kept >= 2 { return String(decoding: Array(word.utf8)[..<kept], as: UTF8.self) }
    }
    return word
  }

  /// The spelling of each stem that is wanted: its most frequent folded form, and of that the
  /// most frequent casing; equal counts go to the form that sorts first by its bytes.
  ///
  /// - Parameter wanted: whether a stem's spelling is asked for.
  static func surfaces(
    of terms: TermTable, words: [WordTable], wanted: [Bool], workers: Workers
  ) -> [String] {
    let (starts, variants) = grouped(terms)
    let batches = Workers.batches(of: 4096, in: wanted.count)
    return workers.map(batches.count) { number in
      batches[number].map { stem in
        wanted[stem] ? spelling(variants[starts[stem]..<starts[stem + 1]], words) : ""
      }
    }.flatMap { $0 }
  }

  private typealias Variant = (table: Int32, number: Int32)

  /// The variants of all tables, those of each stem side by side, and where each stem's begin.
  private static func grouped(_ terms: TermTable) -> (starts: [Int], variants: [Variant]) {
    var starts = [Int](repeating: 0, count: terms.stems.count + 1)
    for stems in terms.stemOfVariant {
      for stem in stems where stem >= 0 { starts[Int(stem) + 1] += 1 }
    }
    for stem in 0..<terms.stems.count { starts[stem + 1] += starts[stem] }
    var next = starts
    var variants = [Variant](repeating: (0, 0), count: starts[terms.stems.count])
    for (table, stems) in terms.stemOfVariant.enumerated() {
      for (variant, stem) in stems.enumerated() where stem >= 0 {
        variants[next[Int(stem)]] = (Int32(table), Int32(variant))
        next[Int(stem)] += 1
      }
    }
    return (starts, variants)
  }

  private static func spelling(
    _ variants: ArraySlice<Variant>, _ words: [WordTable]
  ) -> String {
    struct Form {
      var text: String
      var folded: String
      var count: Int
    }
    if variants.count == 1, let only = variants.first {
      return shown(Int(only.number), of: words[Int(only.table)])
    }
    let forms = variants.map { variant in
      let table = words[Int(variant.table)]
      let use = table.uses[Int(variant.number)]
      return Form(
        text: shown(Int(variant.number), of: table),
        folded: WordTable.parts(of: Int(use.surface), in: table.surfaces).word,
        count: Int(use.count))
    }
    let folded = best(forms.map { ($0.folded, $0.count) })
    return best(forms.filter { $0.folded == folded }.map { ($0.text, $0.count) })
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
