internal import HubbubTerms

/// What form a label has: noun phrases as they are written.
extension Labels {
  /// Whether a run of words can be a noun phrase.
  func isNominal(_ words: [Int32], in theme: Int) -> Bool {
    guard let phrase = scan.phrases[words], let last = words.last, last >= 0,
      let text = spellings[words], !words.contains(where: { unfit.contains(Int($0)) })
    else { return false }
    let parts = parts(of: text, words)
    // In "proof of work" the head is the proof.
    let isOf = words.contains { $0 < 0 }
    let head = isOf ? parts.prefix { !PhraseScan.links.contains($0) }.last : parts.last
    guard let head, !parts.contains(where: { isBarred($0, in: theme) }),
      isOf || !isLight(head, in: theme), words.count > 1 || !isLight(parts[0], in: theme),
      Set(words).count == words.count, !isOf || isLinked(words, phrase),
      !text.split(separator: " ").contains(where: { Self.isCode($0) }),
      mayBeNoun(head, as: isOf ? text : String(text.split(separator: " ").last ?? ""), in: theme),
      !isFragment(text, words, in: theme)
    else { return false }
    // A run that mostly goes on is a fragment of a longer one; not a word where sentences have hardly
    // a word that is no term.
    let isClose = text.unicodeScalars.contains(where: Scripts.isClose)
    guard
      Double(phrase.final) >= 0.4 * Double(phrase.total)
        || words.count == 1 && !isClose && !own[theme].tellsPhrases
    else { return false }
    let use = scan.usage[last] ?? WordUsage()
    guard words.count == 1 else { return isNominal(parts, head: head, text, use, phrase.use) }
    if Persons.isPerson(text, use) { return false }
    // Capitals alone make no name: log levels and shouted verbs have them.
    if isName(text) { return use.asNoun + use.asOther < 6 || use.nominal >= 0.3 }
    guard !head.hasSuffix("ly"), !head.hasSuffix("ed"), !use.isAdjective,
      !isDescribing(head, phrase), isUsual(head, phrase)
    else { return false }
    let form = scan.forms[head] ?? use
    return form.asNoun + form.asOther < 2
      ? use.asNoun + use.asOther < 2 || use.asNoun >= 0.25 * (use.asNoun + use.asOther)
      : form.asNoun >= 0.25 * (form.asNoun + form.asOther)
  }

  /// The words of a text in lower case; those of a script without blanks are its terms.
  private func parts(of text: String, _ words: [Int32]) -> [String] {
    let parts = text.split { $0 == " " || $0 == "-" }.map { $0.lowercased() }
    guard parts.count < words.count, text.unicodeScalars.contains(where: Scripts.isClose) else {
      return parts
    }
    return words.filter { $0 >= 0 }.map { terms.surfaces[Int($0)].lowercased() }
  }

  private func isNominal(
    _ parts: [String], head: String, _ text: String, _ use: WordUsage, _ whole: WordUsage
  ) -> Bool {
    // A verb and its object ("hire interns") are no noun phrase; "hiring interns" is one.
    var first = scan.forms[parts[0]] ?? WordUsage()
    first.add(scan.openings[parts[0]] ?? WordUsage())
    if !parts[0].hasSuffix("ing"), first.asVerb >= 3, 2 * first.asVerb > first.asOther,
      first.asNoun < 0.25 * (first.asNoun + first.asOther)
    {
      return false
    }
    if isName(text) { return true }
    // What stands around the phrase says more of it than what stands around its head elsewhere:
    // whoever is "burning the flag" still speaks of flag burning.
    let told = whole.asNoun + whole.asOther
    if told >= 4, !head.hasSuffix("ly") { return whole.asNoun >= 0.5 * told }
    // Whoever may "vote" or "explore" still speaks of compulsory voting and of space exploration.
    let form = scan.forms[head].flatMap { $0.asNoun + $0.asOther < 2 ? nil : $0 } ?? use
    guard !head.hasSuffix("ly"), !form.isAdjective else { return false }
    return form.asNoun + form.asOther < 2 || form.asNoun >= 0.25 * (form.asNoun + form.asOther)
  }

  /// Whether two nouns belong together around a small word: "of" joins what it stands between, the
  /// others also part a place or a purpose from what is said, so that they must be common.
  private func isLinked(_ words: [Int32], _ phrase: PhraseScan.Phrase) -> Bool {
    guard !words.contains(-1) else { return phrase.total > 2 }
    let fewest = words.filter { $0 >= 0 }.map { scan.phrases[[$0]]?.total ?? 0 }.min() ?? 0
    return phrase.total > 3 && Double(phrase.total) >= 0.3 * Double(fewest)
  }

  private func isBarred(_ word: String, in theme: Int) -> Bool {
    if tables.never.contains(word) || own[theme].never.contains(word) { return true }
    guard let mark = word.firstIndex(where: { $0 == "'" || $0 == "\u{2019}" }) else { return false }
    return own[theme].elided.contains(String(word[..<mark]))
  }

  /// Whether nothing in how a word is written says that it is no noun, in the theme's language.
  private func mayBeNoun(_ head: String, as text: String, in theme: Int) -> Bool {
    let tables = own[theme]
    if tables.capitalisesNouns, text.first?.isLowercase ?? false { return false }
    if tables.otherBeginnings.contains(where: { head.count == 2 && head.hasPrefix($0) }) {
      return false
    }
    return !tables.otherEndings.contains { head.count > $0.count && head.hasSuffix($0) }
  }

  /// Whether words of a script without blanks are a piece of one: only the small letters of
  /// Japanese, which write endings, or several words that end in them.
  ///
  /// Where little is known of what stands around nouns, three words in a row are more likely a piece
  /// of a sentence than a name.
  private func isFragment(_ text: String, _ words: [Int32], in theme: Int) -> Bool {
    let scalars = text.unicodeScalars
    if scalars.contains(where: Scripts.isClose) {
      if scalars.allSatisfy(Scripts.isHiragana) { return scalars.count < 3 || words.count > 1 }
      if words.count > 1, let last = scalars.last, Scripts.isHiragana(last) { return true }
      return words.count > 1 && (scalars.first.map(Scripts.isHiragana) ?? false)
    }
    return words.count > 2 && !own[theme].tellsPhrases
  }

  private func isLight(_ word: String, in theme: Int) -> Bool {
    tables.light.contains(word) || own[theme].light.contains(word)
  }

  /// Whether a form is more than an exception: one in five, together with its plural.
  ///
  /// Nobody speaks of reminders where most of a stem's words are "reminds".
  private func isUsual(_ word: String, _ phrase: PhraseScan.Phrase) -> Bool {
    let forms = Set([word, SameWords.singular(word)] + SameWords.plurals(of: word))
    let own = phrase.spellings.reduce(0) {
      forms.contains($1.key.lowercased()) ? $0 + $1.value : $0
    }
    return own * 5 >= phrase.total
  }

  /// Whether a word describes things: it has an adverb ("physically") and nothing of which there
  /// are several.
  private func isDescribing(_ word: String, _ phrase: PhraseScan.Phrase) -> Bool {
    var counts: [String: Int] = [:]
    for (text, count) in phrase.spellings { counts[text.lowercased(), default: 0] += count }
    let own = Double(counts[word] ?? 0)
    let adverbs = [word + "ly", word + "ally", word.dropLast() + "y", word.dropLast() + "ily"]
      .filter { $0.hasSuffix("ly") }.reduce(0) { $0 + (counts[$1] ?? 0) }
    let several = SameWords.plurals(of: word).reduce(0) { $0 + (counts[$1] ?? 0) }
    return Double(adverbs) >= max(2, 0.1 * own) && Double(several) < 0.1 * own
  }

  /// Whether a word looks like a path, an option, an identifier or a random id and not like a word:
  /// marks that words do not hold, capitals after small letters with figures among them, figures
  /// between letters, or five and more parts.
  static func isCode(_ word: some StringProtocol) -> Bool {
    let letters = Array(word)
    if letters.contains(where: { "/\\_=@#<>{}[]()$%^*+|~:".contains($0) }) { return true }
    if word.split(separator: "-", omittingEmptySubsequences: false).count > 4 { return true }
    // A file by its ending: init.o, main.c, emonhub.conf.
    if letters.count > 3, let dot = letters.lastIndex(of: "."), letters.last?.isLowercase ?? false,
      dot == letters.count - 2 || fileEndings.contains(String(letters[(dot + 1)...]))
    {
      return true
    }
    let digits = letters.count(where: \.isNumber)
    guard digits > 0 else { return false }
    // "3e" is "third" in French.
    if letters.count == digits + 1, letters.last == "e" { return true }
    // H100, GPT-4 and 3D are names; base64jb, x86y and 1d5w are none.
    let kinds = letters.filter { $0 != "-" && $0 != "." }.map(\.isNumber)
    let turns = zip(kinds, kinds.dropFirst()).count { $0 != $1 }
    return turns > 1 || digits == letters.count || (letters.count > 8 && digits < letters.count)
  }

  /// Endings of files that people write in prose, without those that are of sites too ("chess.com").
  private static let fileEndings = Set(
    """
    bak bat bin bmp cfg cmake conf cpp css csv dat db dll doc docx exe gif gz hpp htm html img
    ini iso jar java jpeg jpg js json lib log lua mdl pdf php plist png rb sh so sql svg tar tex
    txt tsv vbs xls xlsx xml yaml yml zip
    """.split { $0 == " " || $0 == "\n" }.map(String.init))

  /// Whether a phrase is written as a name is: with a capital inside a sentence too.
  func isName(_ text: String) -> Bool {
    text.split(separator: " ").last?.first?.isUppercase ?? false
  }

  func isAbstract(_ word: String) -> Bool {
    tables.abstractEndings.contains { word.hasSuffix($0) }
  }

  /// What a form is worth, and how far its words hold passages together: phrases say more than
  /// words; names and what is named by a quality (efficiency, verification) make better names than
  /// things do.
  func worth(_ words: [Int32], in theme: Int) -> Double {
    let text = spellings[words] ?? ""
    let columns = words.filter { $0 >= 0 }
    let length = columns.count
    // A phrase is as coherent as its most coherent word.
    let held = columns.map { Double(coherence[Int($0)]) }.max() ?? 0
    let isTold = own[theme].tellsPhrases || text.unicodeScalars.contains(where: Scripts.isClose)
    var worth = (length == 1 ? fluency(words[0]) : isTold ? 1.5 : 1.1) * (0.3 + held)
    // One sign of Chinese is mostly a part of a word; the small letters of Japanese write endings.
    if length == 1 { worth *= Scripts.weight(of: text) }
    if isName(text) { return worth * 1.1 }
    if length == 1, isAbstract(text) { worth *= 1.2 }
    if let last = words.last, let use = scan.usage[last] {
      worth *= 0.6 + 0.4 * (use.asNoun + 1) / (use.asNoun + use.asOther + 1)
    }
    return worth
  }

  /// How far a word is one of running text, 0.35…1: what hardly ever stands behind an article or a
  /// preposition, beside other words of the discussion, is a word of code, of tables and headings.
  private func fluency(_ word: Int32) -> Double {
    guard let use = scan.usage[word], use.readable >= 8, scan.nounRate > 0 else { return 1 }
    let rate = (use.asNoun + 5 * scan.nounRate) / (use.readable + 5)
    return min(1, 0.35 + 0.65 * rate / (0.3 * scan.nounRate))
  }

  /// The commonest spelling, case aside, and of that the commonest casing.
  ///
  /// - Parameter nominal: how surely the last word, in lower case, is a noun, 0…1.
  static func best(_ spellings: [String: Int], nominal: (String) -> Double = { _ in 1 }) -> String {
    var folded: [String: Double] = [:]
    for (text, count) in spellings { folded[text.lowercased(), default: 0] += Double(count) }
    func first<Count: Comparable>(_ counts: [(key: String, value: Count)]) -> String {
      counts.min {
        $0.value != $1.value
          ? $0.value > $1.value : $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
      }?.key ?? ""
    }
    let form = first(
      folded.map { text, count in
        let last = text.split(separator: " ").last.map(String.init) ?? text
        return (key: text, value: count * nominal(last))
      })
    let cased = spellings.filter { $0.key.lowercased() == form }
    // A sentence gives its first word a capital, only a name each of them: many write it without.
    let named = cased.filter { $0.key.contains(" ") && isTitled($0.key) }
    if named.values.reduce(0, +) * 4 >= cased.values.reduce(0, +), !named.isEmpty {
      return first(Array(named))
    }
    // Many write abbreviations small; who shouts does not shout single words in every fourth case.
    let capitals = form.uppercased()
    if 2...5 ~= form.count, form.allSatisfy(\.isLetter), let shouted = cased[capitals],
      shouted > 2, shouted * 4 >= cased.values.reduce(0, +)
    {
      return capitals
    }
    // At the head of a sentence every word is written with a capital: lower case wins a tie.
    if let lower = cased[form], lower * 2 >= (cased.values.max() ?? 0) {
      // What there are several of is named in the plural.
      let plural = SameWords.plurals(of: form).max { (folded[$0] ?? 0) < (folded[$1] ?? 0) }
      guard let plural, let several = folded[plural] else { return form }
      return several * 4 >= (folded[form] ?? 0) ? plural : form
    }
    let text = first(Array(cased))
    // Words in capitals are shouted; one alone may be an abbreviation.
    return text.contains(" ") && !text.contains(where: \.isLowercase) ? text.lowercased() : text
  }

  /// Whether each word begins with a capital and not all letters are capitals.
  private static func isTitled(_ text: String) -> Bool {
    text.contains(where: \.isLowercase)
      && text.split(separator: " ").allSatisfy { $0.first?.isUppercase ?? false }
  }

  static func capitalised(_ label: String) -> String {
    guard let first = label.split(separator: " ").first,
      first.allSatisfy({ $0.isLetter && !$0.isUppercase || $0 == "-" || $0 == "\u{2019}" })
    else { return label }
    return label.prefix(1).uppercased() + label.dropFirst()
  }
}
