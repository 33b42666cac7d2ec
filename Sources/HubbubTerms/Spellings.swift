internal import HubbubSystem
internal import HubbubText
internal import HubbubVectors

/// How stems are most often written: their most frequent folded form, and of that the most frequent
/// casing; equal counts go to the form that sorts first by its bytes.
struct Spellings: Sendable {
  /// So many stems at a time are spelled; those of one batch need nothing of another.
  let batches: [Range<Int>]
  private let words: [WordTable]
  /// Whether a stem's spelling is asked for.
  private let wanted: [Bool]
  /// Where each stem's variants begin; one more than there are stems.
  private let starts: [Int]
  private let variants: [Variant]

  /// A way of writing in one of the tables.
  private struct Variant {
    var table: Int32
    var number: Int32
  }

  /// Groups the variants of all tables that occur by their stems.
  init(of terms: TermTable, words: [WordTable], wanted: [Bool], batch: Int = 4096) {
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
    self.words = words
    self.wanted = wanted
    self.starts = starts
    self.variants = variants
    batches = Workers.batches(of: batch, in: wanted.count)
  }

  /// The spellings of the stems of a batch; empty for one that is not wanted.
  func spell(_ batch: Int) -> [String] {
    var forms = FormsAtHand(
      places: starts[batches[batch].lowerBound]..<starts[batches[batch].upperBound])
    // A table at a time: what each lends is borrowed once, for threads that borrow at once wait for
    // one another.
    for table in words.indices { gather(batches[batch], of: table, into: &forms) }
    return forms.spell(
      batches[batch].map { starts[$0]..<(wanted[$0] ? starts[$0 + 1] : starts[$0]) })
  }

  private func gather(_ stems: Range<Int>, of table: Int, into forms: inout FormsAtHand) {
    let (starts, wanted, variants) = (starts.span, wanted.span, variants.span)
    words[table].withForms { bytes, bounds, surfaces, counts in
      func range(_ number: Int) -> Range<Int> {
        Int(bounds[number])..<Int(bounds[number + 1])
      }
      for stem in stems where wanted[stem] {
        let isAlone = starts[stem + 1] - starts[stem] == 1
        for place in starts[stem]..<starts[stem + 1] where Int(variants[place].table) == table {
          let number = Int(variants[place].number)
          let word = bytes.extracting(range(number))
          // What has no rival is not compared.
          let folded = bytes.extracting(isAlone ? 0..<0 : range(Int(surfaces[number])))
          forms.add(
            word.extracting(first: Display.shownLength(word)),
            folded: folded.extracting(first: KoreanParticles.stemLength(folded)),
            count: Int(counts[number]), at: place)
        }
      }
    }
  }
}

/// Ways of writing some stems, as shown and as folded, and the choice among them.
private struct FormsAtHand {
  private struct Form {
    var shown = 0..<0
    var folded = 0..<0
    var count = 0
  }

  private struct Part {
    var bytes: Range<Int>
    var count: Int
  }

  /// The first place among all variants.
  private let first: Int
  private var forms: [Form]
  /// The forms' bytes, one behind the other.
  private var bytes: [UInt8] = []

  init(places: Range<Int>) {
    first = places.lowerBound
    forms = Array(repeating: Form(), count: places.count)
  }

  mutating func add(_ shown: Span<UInt8>, folded: Span<UInt8>, count: Int, at place: Int) {
    forms[place - first] = Form(shown: append(shown), folded: append(folded), count: count)
  }

  private mutating func append(_ word: Span<UInt8>) -> Range<Int> {
    let start = bytes.count
    bytes.append(addingCapacity: word.count) { bytes in
      for index in word.indices { bytes.append(word[index]) }
    }
    return start..<bytes.count
  }

  /// The best of the forms at some places, for each stretch of them.
  func spell(_ stretches: [Range<Int>]) -> [String] {
    var parts: [Part] = []
    let (bytes, forms) = (bytes.span, forms.span)
    return stretches.map { places in
      let own = forms.extracting(places.lowerBound - first..<places.upperBound - first)
      return Display.string(bytes.extracting(Self.best(of: own, bytes, &parts)))
    }
  }

  private static func best(
    of forms: Span<Form>, _ bytes: Span<UInt8>, _ parts: inout [Part]
  ) -> Range<Int> {
    guard forms.count > 0 else { return 0..<0 }
    // Many words are written in one way only, by several readers; whichever form wins shows it.
    var differs = false
    for place in forms.indices.dropFirst() where !differs {
      differs = order(bytes, forms[place].shown, forms[0].shown) != 0
    }
    guard differs else { return forms[0].shown }
    parts.removeAll(keepingCapacity: true)
    for place in forms.indices {
      parts.append(Part(bytes: forms[place].folded, count: forms[place].count))
    }
    let folded = heaviest(&parts, bytes)
    parts.removeAll(keepingCapacity: true)
    for place in forms.indices where order(bytes, forms[place].folded, folded) == 0 {
      parts.append(Part(bytes: forms[place].shown, count: forms[place].count))
    }
    return heaviest(&parts, bytes)
  }

  /// The bytes of the parts with the highest sum of counts, the first by its bytes among equals.
  private static func heaviest(_ parts: inout [Part], _ bytes: Span<UInt8>) -> Range<Int> {
    parts.sort { order(bytes, $0.bytes, $1.bytes) < 0 }
    var found = Part(bytes: 0..<0, count: 0)
    var at = 0
    while at < parts.count {
      var group = Part(bytes: parts[at].bytes, count: 0)
      while at < parts.count, order(bytes, parts[at].bytes, group.bytes) == 0 {
        group.count += parts[at].count
        at += 1
      }
      if group.count > found.count { found = group }
    }
    return found.bytes
  }

  /// Below 0 if the first of two stretches comes first by its bytes, 0 if they are equal.
  private static func order(_ bytes: Span<UInt8>, _ a: Range<Int>, _ b: Range<Int>) -> Int {
    for place in 0..<min(a.count, b.count) {
      let (x, y) = (bytes[a.lowerBound + place], bytes[b.lowerBound + place])
      if x != y { return x < y ? -1 : 1 }
    }
    return a.count - b.count
  }
}
