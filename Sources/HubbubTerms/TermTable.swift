internal import HubbubSystem
internal import HubbubVectors

/// The terms of all shards, numbered as they come; the numbers do not outlive the indexing.
struct TermTable: Sendable {
  /// The stems.
  private(set) var stems = Vocabulary()
  /// For each shard, the stem of each of its variants; −1 for what is no term.
  private(set) var stemOfVariant: [[Int32]] = []

  /// Merges the shards' words and stems each different word once.
  init(
    _ shards: [TokenShard], primary: String, workers: Workers,
    analyzer: @Sendable (String) -> any TermAnalyzer
  ) {
    var allSurfaces = Vocabulary()
    let merged = shards.map { allSurfaces.merge($0.surfaces) }
    let surfaces = allSurfaces
    let counts = Self.counts(of: surfaces, shards: shards, merged: merged)
    let batches = Workers.batches(of: 8192, in: surfaces.count)
    let parts = workers.map(batches.count) { number in
      var analyzers: [String: any TermAnalyzer] = [:]
      return batches[number].map { surface in
        let (word, language) = Self.parts(of: surface, in: surfaces)
        let key = language ?? primary
        let known = analyzers[key] ?? analyzer(key)
        analyzers[key] = known
        return known.stem(
          key == "en" ? Self.singular(word, surface, in: surfaces, counts: counts) : word)
      }
    }
    var stemOfSurface: [Int32] = []
    for part in parts {
      for stem in part { stemOfSurface.append(Int32(stems.insert(stem))) }
    }
    for (shard, renumbering) in zip(shards, merged) {
      stemOfVariant.append(
        shard.surfaceOfVariant.map { surface in
          surface < 0 ? -1 : stemOfSurface[Int(renumbering[Int(surface)])]
        })
    }
  }

  /// The singular of an English plural in -us that Snowball takes for a Latin word in -us.
  ///
  /// The English stemmer leaves `gpus` and `menus` as it leaves `virus`. A word in -us is a plural
  /// here if the corpus has its singular, at least a tenth as often.
  private static func singular(
    _ word: String, _ surface: Int, in surfaces: Vocabulary, counts: [Int]
  ) -> String {
    guard word.utf8.count >= 4, word.hasSuffix("us") else { return word }
    let base = String(word.dropLast())
    guard let other = surfaces.find(base), counts[other] * 10 >= counts[surface] else {
      return word
    }
    return base
  }

  private static func counts(
    of surfaces: Vocabulary, shards: [TokenShard], merged: [[Int32]]
  ) -> [Int] {
    var counts = [Int](repeating: 0, count: surfaces.count)
    for (shard, renumbering) in zip(shards, merged) {
      for (variant, surface) in shard.surfaceOfVariant.enumerated() where surface >= 0 {
        counts[Int(renumbering[Int(surface)])] += Int(shard.variantCounts[variant])
      }
    }
    return counts
  }

  /// A marked word without its mark, and the language that it names.
  static func parts(of number: Int, in table: Vocabulary) -> (word: String, language: String?) {
    table.withBytes(of: number) { bytes in
      var word: [UInt8] = []
      for index in bytes.indices { word.append(bytes[index]) }
      guard let mark = word.firstIndex(of: TokenShard.languageMark) else {
        return (String(decoding: word, as: UTF8.self), nil)
      }
      return (
        String(decoding: word[..<mark], as: UTF8.self),
        String(decoding: word[(mark + 1)...], as: UTF8.self)
      )
    }
  }
}

/// How words are most often written.
enum Display {
  /// How a variant is shown: without its language mark and without a possessive ending.
  static func shown(_ variant: Int, of table: Vocabulary) -> String {
    let word = TermTable.parts(of: variant, in: table).word
    let bytes = Array(word.utf8)
    for ending in ["'s", "\u{2019}s", "'S", "\u{2019}S"] where word.hasSuffix(ending) {
      let kept = bytes.count - ending.utf8.count
      if kept >= 2 { return String(decoding: bytes[..<kept], as: UTF8.self) }
    }
    return word
  }

  /// The spelling of each stem that is wanted: its most frequent folded form, and of that the
  /// most frequent casing; equal counts go to the form that sorts first by its bytes.
  ///
  /// - Parameter wanted: whether a stem's spelling is asked for.
  static func surfaces(
    of table: TermTable, shards: [TokenShard], wanted: [Bool]
  ) -> [String] {
    struct Form { var text: String; var folded: String; var count: Int }
    var forms: [[String: Form]] = Array(repeating: [:], count: wanted.count)
    for (shard, stems) in zip(shards, table.stemOfVariant) {
      for (variant, stem) in stems.enumerated() where stem >= 0 && wanted[Int(stem)] {
        let text = shown(variant, of: shard.variants)
        let folded = TermTable.parts(
          of: Int(shard.surfaceOfVariant[variant]), in: shard.surfaces
        ).word
        let count = Int(shard.variantCounts[variant])
        forms[Int(stem)][text, default: Form(text: text, folded: folded, count: 0)].count += count
      }
    }
    return forms.map { forms in
      var totals: [String: Int] = [:]
      for form in forms.values { totals[form.folded, default: 0] += form.count }
      let folded = best(totals.map { ($0.key, $0.value) })
      return best(forms.values.filter { $0.folded == folded }.map { ($0.text, $0.count) })
    }
  }

  /// The text of the highest count, the first by its bytes among equals; empty if there is none.
  static func best(_ counts: [(text: String, count: Int)]) -> String {
    var found: (text: String, count: Int)?
    for candidate in counts {
      guard let known = found else {
        found = candidate
        continue
      }
      if candidate.count > known.count
        || (candidate.count == known.count
          && candidate.text.utf8.lexicographicallyPrecedes(known.text.utf8))
      {
        found = candidate
      }
    }
    return found?.text ?? ""
  }
}
