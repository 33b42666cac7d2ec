internal import HubbubModel
internal import HubbubTerms
internal import HubbubText

/// How words and runs of words are used: in which themes, how written, and as what part of speech.
///
/// Runs are one to four words of the vocabulary that stand side by side, or around one small word
/// such as "of".
struct PhraseScan: Sendable {
  /// A word or a run of words.
  struct Phrase: Sendable {
    /// The columns of its words.
    var words: [Int32]
    /// In how many passages of each theme it occurs.
    var passages: [Int]
    /// How often each way of writing it occurs.
    var spellings: [String: Int] = [:]
    /// Occurrences at the end of a run of words.
    var final = 0
    /// All occurrences.
    var total = 0
    /// How it is used where it ends a run, if it is of several words.
    var use = WordUsage()
  }

  /// What may stand within a run: "vow of celibacy", "women in combat".
  static let links = ["of", "in", "for"]

  /// The number of a link in a run; nil if none stands between two places.
  private static func link(_ text: [UInt8], _ from: Int, _ to: Int) -> Int32? {
    guard to - from == 4 || to - from == 5, text[from] == 0x20, text[to - 1] == 0x20 else {
      return nil
    }
    let word = text[from + 1..<to - 1]
    return links.firstIndex { word.elementsEqual($0.utf8) }.map { -1 - Int32($0) }
  }

  /// The longest run in words.
  static let longest = 4

  /// Words, and runs of words that occur more than once.
  private(set) var phrases: [[Int32]: Phrase] = [:]
  /// The usage of each column's word where it stands alone or ends a run.
  private(set) var usage: [Int32: WordUsage] = [:]
  /// The same for each form of a word, in lower case.
  private(set) var forms: [String: WordUsage] = [:]
  /// What stands before each form where another word goes on: a verb is told by its subject though
  /// its object follows ("we should adopt atheism").
  private(set) var openings: [String: WordUsage] = [:]
  /// How often a word stands behind what stands before nouns, where that is known.
  private(set) var nounRate = 0.0
  /// How many passages of each theme are in each language.
  private(set) var languages: [[String: Int]]
  /// The number of passages of each theme.
  private(set) var passages: [Int]
  /// For each theme the words of its passages in order, who wrote them and in which thread.
  private var lines: [[(words: [Int32], author: String?, thread: ThreadID)]]
  /// For each theme how its passages lie over threads, and over people where they are known.
  private var crowds: [(threads: ValueSizes, authors: ValueSizes)] = []

  init(_ texts: [ThemeTexts.Text], terms: TermIndex, themes: Int) {
    passages = Array(repeating: 0, count: themes)
    lines = Array(repeating: [], count: themes)
    languages = Array(repeating: [:], count: themes)
    let isWord = terms.isPhrase.map { !$0 }
    let words = texts.map { text in
      terms.sequence.range(of: text.passage).compactMap { place in
        isWord[Int(terms.sequence.terms[place])]
          ? Word(column: terms.sequence.terms[place], bytes: terms.sequence.bytes(of: place)) : nil
      }
    }
    // Nearly all long runs occur once and are no candidates: telling them apart first by a hash
    // saves most of the work.
    var once = Set<UInt64>()
    var repeated = Set<UInt64>()
    for (text, words) in zip(texts, words) {
      Self.forEachRun(in: text.bytes, words) { run, _, _ in
        guard run.count > 1 else { return }
        let hash = Self.hash(run)
        if !once.insert(hash).inserted { repeated.insert(hash) }
      }
    }
    for (text, words) in zip(texts, words) {
      passages[text.theme] += 1
      if let language = text.language { languages[text.theme][language, default: 0] += 1 }
      lines[text.theme].append((words.map(\.column), text.author, text.thread))
      scan(text, words, repeated, themes, terms)
    }
    crowds = Self.crowds(of: lines)
    // Counts are whole numbers: their sum is the same in any order.
    let readable = usage.values.reduce(0) { $0 + $1.readable }
    if readable > 0 { nounRate = usage.values.reduce(0) { $0 + $1.asNoun } / readable }
  }

  private static func crowds(
    of lines: [[(words: [Int32], author: String?, thread: ThreadID)]]
  ) -> [(threads: ValueSizes, authors: ValueSizes)] {
    lines.map { (ValueSizes($0.map(\.thread)), ValueSizes($0.compactMap(\.author))) }
  }

  /// The same with themes put together.
  ///
  /// - Parameter group: the number of each theme's group, below `count`.
  func joined(_ group: [Int], count: Int) -> PhraseScan {
    func summed(_ counts: [Int]) -> [Int] {
      var sums = [Int](repeating: 0, count: count)
      for (theme, number) in counts.enumerated() { sums[group[theme]] += number }
      return sums
    }
    var result = self
    result.passages = summed(passages)
    result.phrases = phrases.mapValues { phrase in
      var phrase = phrase
      phrase.passages = summed(phrase.passages)
      return phrase
    }
    result.lines = Array(repeating: [], count: count)
    for (theme, own) in lines.enumerated() { result.lines[group[theme]] += own }
    result.languages = Array(repeating: [:], count: count)
    for (theme, own) in languages.enumerated() {
      result.languages[group[theme]].merge(own, uniquingKeysWith: +)
    }
    result.crowds = Self.crowds(of: result.lines)
    return result
  }

  private struct Word: Sendable {
    var column: Int32
    var bytes: Range<Int>
  }

  private static func hash(_ run: [Int32]) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for word in run {
      hash = (hash ^ UInt64(UInt32(bitPattern: word))) &* 0x9e37_79b9_7f4a_7c15
      hash ^= hash >> 29
    }
    return hash
  }

  /// Calls a closure with each run of words: its columns (below 0 for a link between two words),
  /// where its last word stands, and whether the run ends there.
  private static func forEachRun(
    in text: [UInt8], _ words: [Word],
    _ body: (_ run: [Int32], _ places: ClosedRange<Int>, _ isFinal: Bool) -> Void
  ) {
    var run: [Int32] = []
    for first in words.indices {
      run.removeAll(keepingCapacity: true)
      var last = first
      while run.count < longest {
        run.append(words[last].column)
        let isFinal =
          last + 1 == words.count || !joined(text, words[last].bytes, words[last + 1].bytes)
        body(run, first...last, isFinal)
        guard last + 1 < words.count else { break }
        if isFinal {
          guard
            run.count < 3, !run.contains(where: { $0 < 0 }),
            let link = link(text, words[last].bytes.upperBound, words[last + 1].bytes.lowerBound)
          else { break }
          run.append(link)
        }
        last += 1
      }
    }
  }

  /// How far a run of words is spread over a theme.
  struct Spread {
    /// The threads that hold it, as a share of what so many passages have by chance.
    var threads: Double
    /// The same for people, where authors are known; else 1.
    var authors: Double
    /// The largest share of its threads in which the two words before or after it are the same.
    var template: Double
  }

  /// How far a run of words is spread over the passages of a theme.
  ///
  /// - Complexity: O(words of the theme).
  func spread(of run: [Int32], in theme: Int) -> Spread {
    let wanted = run.filter { $0 >= 0 }
    var threads: [ThreadID] = []
    var authors: [String] = []
    // The title above a thread's posts is no form: a thread counts once.
    var (before, after) = ([[Int32]: Set<ThreadID>](), [[Int32]: Set<ThreadID>]())
    for line in lines[theme] {
      guard let place = Self.place(of: wanted, in: line.words) else { continue }
      threads.append(line.thread)
      if let author = line.author { authors.append(author) }
      let end = place + wanted.count
      if place >= 2 {
        before[Array(line.words[place - 2..<place]), default: []].insert(line.thread)
      }
      if end + 2 <= line.words.count {
        after[Array(line.words[end..<end + 2]), default: []].insert(line.thread)
      }
    }
    let all = Set(threads).count
    let most = max(
      before.values.lazy.map(\.count).max() ?? 0, after.values.lazy.map(\.count).max() ?? 0)
    return Spread(
      threads: crowds[theme].threads.evenness(of: threads),
      authors: crowds[theme].authors.evenness(of: authors),
      template: all < 4 ? 0 : Double(most) / Double(all))
  }

  /// In how many passages of a theme each of two runs of words stands, and both do.
  ///
  /// - Complexity: O(words of the theme).
  func together(_ a: [Int32], _ b: [Int32], in theme: Int) -> (a: Int, b: Int, both: Int) {
    var counts = (a: 0, b: 0, both: 0)
    for line in lines[theme] {
      let (hasA, hasB) = (Self.holds(line.words, a), Self.holds(line.words, b))
      if hasA { counts.a += 1 }
      if hasB { counts.b += 1 }
      if hasA && hasB { counts.both += 1 }
    }
    return counts
  }

  private static func holds(_ words: [Int32], _ run: [Int32]) -> Bool {
    place(of: run.filter { $0 >= 0 }, in: words) != nil
  }

  /// Where words first stand side by side.
  private static func place(of wanted: [Int32], in words: [Int32]) -> Int? {
    guard let first = wanted.first, words.count >= wanted.count else { return nil }
    return (0...words.count - wanted.count).first { place in
      words[place] == first && words[place..<place + wanted.count].elementsEqual(wanted)
    }
  }

  private mutating func scan(
    _ text: ThemeTexts.Text, _ words: [Word], _ repeated: Set<UInt64>, _ themes: Int,
    _ terms: TermIndex
  ) {
    let tables = LabelWords.of(text.language)
    var seen = Set<[Int32]>()
    Self.forEachRun(in: text.bytes, words) { run, places, isFinal in
      guard run.count == 1 || repeated.contains(Self.hash(run)) else { return }
      let bytes =
        words[places.lowerBound].bytes
        .lowerBound..<words[places.upperBound].bytes
        .upperBound
      guard !Self.isOption(text.bytes, bytes.lowerBound) else { return }
      let spelling = note(
        run, text, bytes, themes, isFinal: isFinal, isNew: seen.insert(run).inserted, terms: terms)
      guard run.count == 1 || isFinal else { return }
      let use = WordUsage(of: bytes, in: text.bytes, tables: tables)
      if run.count > 1 {
        phrases[run]?.use.add(use)
      } else if isFinal {
        usage[run[0], default: WordUsage()].add(use)
        forms[spelling.lowercased(), default: WordUsage()].add(use)
      } else {
        openings[spelling.lowercased(), default: WordUsage()].add(use)
      }
    }
  }

  private mutating func note(
    _ run: [Int32], _ text: ThemeTexts.Text, _ bytes: Range<Int>, _ themes: Int, isFinal: Bool,
    isNew: Bool, terms: TermIndex
  ) -> String {
    var spelling = Self.spelling(text.bytes[bytes])
    let usual = terms.surfaces[Int(run[0])].first
    if Self.opensSentence(text.bytes, bytes.lowerBound), usual?.isLowercase ?? false,
      spelling.dropFirst().first?.isLowercase ?? false
    {
      spelling = spelling.prefix(1).lowercased() + spelling.dropFirst()
    }
    Self.note(
      spelling, text.theme, isFinal, isNew,
      &phrases[run, default: Phrase(words: run, passages: Array(repeating: 0, count: themes))])
    return spelling
  }

  private static func note(
    _ spelling: String, _ theme: Int, _ isFinal: Bool, _ isNew: Bool, _ phrase: inout Phrase
  ) {
    if isNew { phrase.passages[theme] += 1 }
    phrase.total += 1
    if isFinal { phrase.final += 1 }
    phrase.spellings[spelling, default: 0] += 1
  }

  /// Whether nothing but blank space stands between a place and a mark that ends a sentence.
  private static func opensSentence(_ text: [UInt8], _ place: Int) -> Bool {
    var at = place
    while at > 0, text[at - 1] == 0x20 || text[at - 1] == UInt8(ascii: "\"") { at -= 1 }
    guard at > 0 else { return true }
    switch text[at - 1] {
    case 0x0A, UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ":"):
      return true
    default: return false
    }
  }

  /// The words of a run with one space for any blank space, without a possessive ending.
  private static func spelling(_ bytes: ArraySlice<UInt8>) -> String {
    var kept: [UInt8] = []
    for byte in bytes {
      let isBlank = byte <= 0x20
      if isBlank && kept.last == 0x20 { continue }
      kept.append(isBlank ? 0x20 : byte)
    }
    var text = String(decoding: kept, as: UTF8.self)
    for ending in ["'s", "\u{2019}s"] where text.hasSuffix(ending) {
      text.removeLast(2)
    }
    guard let last = kept.last, last >= 0x80 else { return text }
    let length = KoreanParticles.stemLength(kept.span)
    return length < kept.count ? String(decoding: kept[..<length], as: UTF8.self) : text
  }

  /// Whether a word stands in a program's option: what it is written together with begins with a
  /// hyphen.
  private static func isOption(_ text: [UInt8], _ place: Int) -> Bool {
    var first = place
    while first > 0, text[first - 1] > 0x20, place - first < 64 { first -= 1 }
    return first < place && text[first] == UInt8(ascii: "-")
  }

  /// Whether two words stand side by side: one blank or hyphen between them, or nothing where a
  /// script has no blanks.
  private static func joined(_ text: [UInt8], _ a: Range<Int>, _ b: Range<Int>) -> Bool {
    if b.lowerBound == a.upperBound { return true }
    // A Korean particle ends what is said of its noun.
    if text[a.upperBound - 1] >= 0x80, KoreanParticles.isOn(text.span.extracting(a)) {
      return false
    }
    guard b.lowerBound == a.upperBound + 1 else { return false }
    let between = text[a.upperBound]
    return between == 0x20 || between == UInt8(ascii: "-") || between == 0x0A
  }

  static func neighbour(_ text: [UInt8], before place: Int) -> String? {
    guard place > 1, text[place - 1] == 0x20 else { return nil }
    var first = place - 1
    while first > 0, text[first - 1] > 0x20, place - first < 24 { first -= 1 }
    return folded(text[first..<place - 1])
  }

  static func neighbour(_ text: [UInt8], after place: Int) -> String? {
    guard place + 1 < text.count, text[place] == 0x20 else { return nil }
    var last = place + 1
    while last < text.count, text[last] > 0x20, last - place < 24 { last += 1 }
    return folded(text[(place + 1)..<last])
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
  }

  /// Lower case with plain apostrophes, without marks at the ends.
  static func folded(_ word: ArraySlice<UInt8>) -> String {
    guard word.allSatisfy({ $0 < 0x80 }) else { return foldedBeyondASCII(word) }
    guard let first = word.firstIndex(where: isLetter) else { return "" }
    let rest = word[first...].prefix { $0 != 0x20 }
    let last = rest.lastIndex(where: isLetter) ?? first
    let bytes = rest[...last].map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The same for any script, by characters: too slow for the words around every word.
  static func foldedBeyondASCII(_ word: ArraySlice<UInt8>) -> String {
    let text = String(decoding: word, as: UTF8.self).lowercased()
      .replacing("\u{2019}", with: "'")
    return String(text.trimmingPrefix { !$0.isLetter })
      .split(separator: " ").first.map { word in
        var word = word
        while let last = word.last, !last.isLetter { word.removeLast() }
        return String(word)
      } ?? ""
  }
}
