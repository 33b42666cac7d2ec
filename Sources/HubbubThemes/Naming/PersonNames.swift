internal import HubbubModel
internal import HubbubTerms
internal import HubbubVectors

/// Terms that do nothing but name the people of a discussion, which are no subjects of it.
///
/// A word that is written as an author's name is, or as a part of it, names that person if at
/// least half of the passages that hold it stand in threads of bearers of the name: people are
/// talked to where they are. A plain word must moreover be clearly commoner there than chance has
/// it; one with figures, capitals or underscores inside is hardly anything but a name. So is what
/// mostly stands behind an @.
struct PersonNames: Sendable {
  /// The columns of these words, and of phrases with one.
  let columns: Set<Int>

  /// The share of a word's passages that stand in threads of its bearers.
  private static let leastShare = 0.5
  /// How many times commoner there than chance has it a plain word is.
  private static let leastLift = 1.5
  init(people: People, terms: TermIndex, texts: [ThemeTexts.Text]) {
    var words = Self.mentioned(texts, terms)
    words.formUnion(Self.named(by: people, terms))
    let stems = Set(words.map { terms.terms[$0] })
    if !stems.isEmpty {
      for column in terms.terms.indices where terms.isPhrase[column] {
        if terms.terms[column].split(separator: " ").contains(where: { stems.contains(String($0)) })
        {
          words.insert(column)
        }
      }
    }
    columns = words
  }

  private static func named(by people: People, _ terms: TermIndex) -> Set<Int> {
    let threadsOfName = people.threadsOfNames()
    var threads: [Int: Set<Int32>] = [:]
    for column in terms.terms.indices where !terms.isPhrase[column] {
      if let own = threadsOfName[terms.surfaces[column]] { threads[column] = own }
    }
    guard !threads.isEmpty else { return [] }
    var counts: [Int: (all: Int, near: Int)] = [:]
    var passages = [Int](repeating: 0, count: people.threads.count)
    for (row, passage) in terms.passages.enumerated() {
      let thread = people.threadOfPost[passage.post]
      passages[Int(thread)] += 1
      for entry in terms.counts.range(of: row) {
        let column = Int(terms.counts.indices[entry])
        guard let own = threads[column] else { continue }
        counts[column, default: (0, 0)].all += 1
        if own.contains(thread) { counts[column, default: (0, 0)].near += 1 }
      }
    }
    return Set(
      counts.filter { column, count in
        let share = Double(count.near) / Double(count.all)
        guard share >= leastShare else { return false }
        if isOdd(terms.surfaces[column]) { return true }
        let theirs = threads[column, default: []].reduce(0) { $0 + passages[Int($1)] }
        return share * Double(terms.passages.count) >= leastLift * Double(theirs)
      }.keys)
  }

  /// Whether a word is written as no plain word is: with figures, underscores or capitals inside.
  static func isOdd(_ word: String) -> Bool {
    word.contains { $0.isNumber || $0 == "_" } && word.contains(where: \.isLetter)
      || word.dropFirst().contains(where: \.isUppercase) && word.contains(where: \.isLowercase)
  }

  /// Words that stand behind an @ at least half the time.
  private static func mentioned(_ texts: [ThemeTexts.Text], _ terms: TermIndex) -> Set<Int> {
    var counts: [Int: (all: Int, marked: Int)] = [:]
    for text in texts {
      for place in terms.sequence.range(of: text.passage) {
        let column = Int(terms.sequence.terms[place])
        guard !terms.isPhrase[column] else { continue }
        let start = terms.sequence.bytes(of: place).lowerBound
        // In an address something stands before the @.
        let isMarked =
          start > 0 && text.bytes[start - 1] == UInt8(ascii: "@")
          && (start == 1 || text.bytes[start - 2] <= 0x20)
        counts[column, default: (0, 0)].all += 1
        if isMarked { counts[column, default: (0, 0)].marked += 1 }
      }
    }
    return Set(counts.filter { $1.marked > 0 && $1.marked * 2 >= $1.all }.keys)
  }
}
