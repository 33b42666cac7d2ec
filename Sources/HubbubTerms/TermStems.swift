internal import HubbubSystem
internal import HubbubVectors

/// The stems of all readers, numbered.
///
/// Those of the first reader's first language, nearly all where a corpus is in one, stay where they
/// are among its words; the others are in a table of their own.
struct TermStems: Sendable {
  private let words: WordBytes
  /// The stems among the words.
  private let variants: [Int32]
  private var others = Vocabulary()

  /// The number of stems.
  var count: Int { variants.count + others.count }

  init(_ first: FirstStems) {
    words = first.table.variants.words
    variants = first.variants
  }

  /// The number of a stem that is not one of the first reader's, which is added if it is new.
  mutating func insert(_ stem: Swift.Span<UInt8>) -> Int32 {
    Int32(variants.count + others.insert(stem))
  }

  /// The bytes of a stem, lent to a closure.
  func withBytes<R>(of number: Int, _ body: (Swift.Span<UInt8>) -> R) -> R {
    number < variants.count
      ? words.withBytes(of: Int(variants[number]), body)
      : others.withBytes(of: number - variants.count, body)
  }

  /// A stem.
  func string(_ number: Int) -> String { withBytes(of: number, Display.string) }
}

/// The stems of a table's first language, and the numbers that they have among all stems.
struct FirstStems: Sendable {
  private static let family = 0
  let table: WordTable
  /// The variants that are stems, by number.
  let variants: [Int32]
  /// The number of each class of the table; −1 if it is of another language, or undecided.
  private let numbers: [Int32]

  /// - Parameter table: one that is not closed yet.
  init(_ table: WordTable) {
    var variants: [Int32] = []
    numbers = table.classes.map { found in
      guard case .stem(let own) = found, table.variants.family(of: Int(own)) == Self.family
      else { return -1 }
      variants.append(own)
      return Int32(variants.count - 1)
    }
    self.variants = variants
    self.table = table
  }

  /// The number of a stem, if it is one of these.
  func number(of stem: Swift.Span<UInt8>) -> Int32? {
    table.stemClass(of: stem, family: Self.family).map { numbers[Int($0)] }
  }

  /// The number of each class of a table; −1 if its stem is none of these.
  ///
  /// - Parameter isFirst: whether it is the table that these are of.
  func numbers(of other: WordTable, isFirst: Bool, workers: Workers) -> [Int32] {
    let batches = Workers.batches(of: 4096, in: other.classes.count)
    return workers.map(batches.count) { batch in
      batches[batch].map { place -> Int32 in
        if isFirst, numbers[place] >= 0 { return numbers[place] }
        guard case .stem(let own) = other.classes[place] else { return -1 }
        return other.withWord(of: Int(own)) { number(of: $0) } ?? -1
      }
    }.flatMap { $0 }
  }
}
