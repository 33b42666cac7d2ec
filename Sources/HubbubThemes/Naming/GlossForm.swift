#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// How well a sentence would stand alone as what a theme claims.
struct GlossForm {
  /// The fewest and the most words of a gloss.
  static let words = 8...35
  /// The same where no better sentence is to be had.
  private static let fewWords = 6...45
  /// The last of the ranks.
  static let worst = 5

  private let sentence: String
  private let tables: LabelWords
  private let subject: GlossSubject
  /// What stands between blanks, as it is written and folded.
  private let parts: [Substring]
  private let folded: [String]
  /// Where the verb stands that claims something.
  private let claim: Int?

  init(_ sentence: String, tables: LabelWords, subject: GlossSubject) {
    self.sentence = sentence
    self.tables = tables
    self.subject = subject
    parts = sentence.split { $0 == " " || $0 == "\n" || $0 == "\t" }
    folded = parts.map { PhraseScan.folded(Array($0.utf8)[...]) }
    claim = folded.firstIndex { tables.claiming.contains($0) }
  }

  /// How fit a sentence is to be a gloss, 0 the best; nil if it is not.
  ///
  /// 0: a claim that has a word of the theme's name among its first ten, stands alone, points at
  /// nothing outside itself and tells nothing of its writer nor of what happened once or goes on.
  /// 1: as much, naming the theme later or by a heavy word alone. 2: a claim that names the theme
  /// and points at nothing outside itself. 3: any statement that begins and ends as one and leans
  /// on none before. 4: any sentence that names the theme, and 5 that points out of itself.
  var rank: Int? {
    guard isPlain, Self.isBalanced(sentence), !endsShort else { return nil }
    guard stands else {
      guard Self.fewWords.contains(length), ends, isAbout else { return nil }
      return isClosed ? Self.worst - 1 : Self.worst
    }
    guard claim != nil, !sentence.utf8.contains(where: Self.isCode), isClosed, isAbout else {
      return 3
    }
    guard !isPersonal, told == 0, !goesOn, !isAdvised, listed < Self.mostListed else { return 2 }
    // What holds no word of the theme's name is a claim of something beside it.
    return isNamed(folded.prefix(10)) ? 0 : 1
  }

  /// Whether a sentence speaks of the theme.
  private var isAbout: Bool { isNamed(folded) || isHeavy(folded) }

  /// Whether a sentence asks nothing, breaks off nowhere and leads to no page.
  private var isPlain: Bool {
    var isASCII = true
    var link = 0
    for byte in sentence.utf8 {
      if byte == UInt8(ascii: "?") { return false }
      link = byte == Self.http[link] ? link + 1 : byte == Self.http[0] ? 1 : 0
      if link == Self.http.count { return false }
      isASCII = isASCII && byte < 0x80
    }
    return isOnOneLine
      && (isASCII || !sentence.unicodeScalars.contains { $0 == "\u{2026}" || $0 == "\u{61F}" })
  }

  private static let http = Array("http".utf8)

  /// Whether a byte is a mark of code.
  private static func isCode(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "<"), UInt8(ascii: "="), UInt8(ascii: "{"), UInt8(ascii: "}"),
      UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "\\"):
      true
    default: false
    }
  }

  /// Whether a sentence is a whole statement that needs no other.
  static func stands(_ sentence: String, _ tables: LabelWords) -> Bool {
    let rank = GlossForm(sentence, tables: tables, subject: GlossSubject(label: "", heavy: [])).rank
    return rank.map { $0 <= 3 } ?? false
  }

  private var stands: Bool {
    guard Self.words.contains(length), let opening = sentence.first, let word = folded.first
    else { return false }
    return opening.isLetter && !opening.isLowercase && ends && !sentence.contains(":")
      && !tables.opening.contains(word) && !tables.greeting.contains(word)
      // "Must be …", "Is a …": somebody left the subject out.
      && !tables.claiming.contains(word)
  }

  /// Words, told by letters in scripts that write none apart.
  private var length: Int {
    max(parts.count, Scripts.words(in: sentence))
  }

  private var ends: Bool {
    // Thai ends its sentences with a blank.
    if let last = sentence.unicodeScalars.last, 0x0E00...0x0EFF ~= last.value { return true }
    return ["." as Character, "\u{3002}", "\u{964}", "\u{6D4}"].contains(sentence.last ?? " ")
      && !sentence.hasSuffix("..")
  }

  /// Whether the last word is an abbreviation, whose full stop ends nothing ("Snijders et al.").
  private var endsShort: Bool {
    guard let last = parts.last else { return false }
    var word = last.drop { !$0.isLetter }
    while let mark = word.last, !mark.isLetter { word.removeLast() }
    return last.hasSuffix(".") && tables.abbreviation.contains(word.lowercased())
  }

  /// Whether lines end within a sentence only where a mail program broke one.
  private var isOnOneLine: Bool {
    guard sentence.utf8.contains(UInt8(ascii: "\n")) else { return true }
    return sentence.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
      .allSatisfy { $0.first?.isLowercase ?? false }
  }

  /// Whether brackets and quotation marks close as often as they open.
  private static func isBalanced(_ sentence: String) -> Bool {
    var (depth, quotes, isASCII) = (0, 0, true)
    for byte in sentence.utf8 {
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "\""): quotes += 1
      default: isASCII = isASCII && byte < 0x80
      }
      if depth < 0 { return false }
    }
    guard depth == 0, quotes.isMultiple(of: 2) else { return false }
    return isASCII
      || sentence.count { $0 == "\u{201C}" } == sentence.count { $0 == "\u{201D}" }
  }

  /// Whether nothing in a sentence points out of it: no "this", no "the other reason".
  private var isClosed: Bool {
    for (place, word) in folded.enumerated() where tables.deictic.contains(word) {
      let next = place + 1 < folded.count ? folded[place + 1] : ""
      // "Those who bake", "such as flour".
      if next == "who" || next == "as" { continue }
      return false
    }
    if pointsBack { return false }
    guard folded.first == "the" else { return true }
    let head = folded.dropFirst().prefix(2)
    if head.contains(where: tables.pointing.contains) { return false }
    return !head.contains(where: tables.vague.contains) || isNamed(folded.prefix(claim ?? 6))
  }

  /// Whether "that" stands for something said before: at an end, or before "if" and the like.
  private var pointsBack: Bool {
    for (place, word) in folded.enumerated() where word == "that" && place > 0 {
      guard place + 1 < folded.count, parts[place].last?.isLetter ?? true else { return true }
      let next = folded[place + 1]
      if next == "if" || next == "and" || next == "but" { return true }
    }
    return false
  }

  /// Whether what stands before a stretch of a post is over there.
  ///
  /// "Mt. Gox is down" is one sentence, whatever stands behind the full stop.
  static func isCutWhole(_ text: [UInt8], _ bytes: Range<Int>) -> Bool {
    var at = bytes.lowerBound
    while at > 0, text[at - 1] == 0x20 { at -= 1 }
    guard at > 0, text[at - 1] == UInt8(ascii: ".") else { return true }
    let end = at - 1
    var first = end
    while first > 0, text[first - 1] | 0x20 >= 0x61, text[first - 1] | 0x20 <= 0x7A {
      first -= 1
    }
    let isCapital = first < end && text[first] < 0x61
    return !(isCapital && end - first >= 2 && end - first <= 3 && text[first + 1] >= 0x61)
  }

  private func isNamed(_ words: some Sequence<String>) -> Bool {
    words.contains(where: subject.isName)
  }

  private func isHeavy(_ words: some Sequence<String>) -> Bool {
    words.contains(where: subject.isHeavy)
  }

  /// Whether a sentence begins with how its writer sees it: "Honestly, …", "Indeed, …".
  private var isAdvised: Bool {
    guard let first = parts.first, first.hasSuffix(",") else { return false }
    return first.hasSuffix("ly,") || tables.comment.contains(folded[0])
  }

  /// Whether something goes on while it is written: "The guy is running".
  private var goesOn: Bool {
    zip(folded, folded.dropFirst()).contains { before, word in
      (before == "is" || before == "are") && word.count > 5 && word.hasSuffix("ing")
    }
  }

  private var isPersonal: Bool { folded.contains(where: tables.personal.contains) }
  /// Commas beyond the first: what a sentence counts up.
  private var listed: Int { max(0, sentence.utf8.count { $0 == UInt8(ascii: ",") } - 1) }
  /// A sentence that counts up so many things claims nothing of one.
  private static let mostListed = 4
  private var told: Int { folded.count(where: tables.telling.contains) }

  /// What a sentence is worth by its form, beside others of its rank.
  var worth: Double {
    let front = folded.prefix(claim.map { min($0, 9) } ?? 6)
    // What a sentence is about and the verb that claims it stand near its beginning.
    let about =
      isNamed(front)
      ? 1.5 : isHeavy(front) ? 1.2 : isNamed(folded) ? 1 : isHeavy(folded) ? 0.8 : 0.4
    let claiming = claim.map { $0 < 7 ? 1.7 : 0.7 } ?? 0.35
    let leans = Double(folded.count(where: tables.leaning.contains))
    // Anecdotes and lists: the writer, what happened, bare names and numbers.
    let single = parts.dropFirst().count { part in
      Self.holdsNumber(part)
        || part.first?.isUppercase ?? false
          && !isNamed([PhraseScan.folded(Array(part.utf8)[...])])
    }
    let general =
      (isPersonal ? 0.3 : 1) * pow(0.7, Double(min(3, told))) * pow(0.85, Double(min(3, passing)))
      / (1 + 0.15 * Double(single) + 0.25 * Double(listed))
    // "A keg holds" speaks of all kegs, "the date" of one that was spoken of before.
    let scope = tables.opening.isEmpty ? 1 : scopeOfSubject(front)
    return about * claiming * general * scope / (1 + 0.2 * leans)
      / pow(Double(folded.count + 8), 0.8)
  }

  /// Whether a part holds a number, an amount or an address.
  private static func holdsNumber(_ part: Substring) -> Bool {
    var isASCII = true
    for byte in part.utf8 {
      if byte &- 0x30 < 10 || byte == UInt8(ascii: "$") || byte == UInt8(ascii: "@") { return true }
      isASCII = isASCII && byte < 0x80
    }
    return !isASCII && part.contains(where: \.isNumber)
  }

  private func scopeOfSubject(_ front: ArraySlice<String>) -> Double {
    switch folded.first {
    case "a", "an": 1.15
    case "the": isNamed(front) || isHeavy(front) ? 0.8 : 0.6
    default: 1
    }
  }

  /// Verbs of what happened: "-ed" that stands behind no "is" or "have".
  private var passing: Int {
    var count = 0
    for (before, word) in zip(folded, folded.dropFirst()) where word.count > 4 {
      let isHelped = tables.beforeAdjective.contains(before) || before.hasPrefix("ha")
      if word.hasSuffix("ed"), !isHelped { count += 1 }
    }
    return count
  }
}
