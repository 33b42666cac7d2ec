internal import HubbubTerms

/// What form a label has: noun phrases as they are written.
extension Labels {
  /// Whether a run of words can be a noun phrase.
  func isNominal(_ words: [Int32]) -> Bool {
    guard let phrase = scan.phrases[words], let last = words.last, last >= 0,
      let text = spellings[words], !words.contains(where: { unfit.contains(Int($0)) })
    else { return false }
    let parts = text.split { $0 == " " || $0 == "-" }.map { $0.lowercased() }
    // In "proof of work" the head is the proof.
    let isOf = words.contains(-1)
    let head = isOf ? parts.prefix { $0 != "of" }.last : parts.last
    guard let head, !parts.contains(where: { tables.never.contains($0) }),
      isOf || !tables.light.contains(head), words.count > 1 || !tables.light.contains(parts[0]),
      Set(words).count == words.count, !isOf || phrase.total > 2,
      !text.split(separator: " ").contains(where: { Self.isCode($0) })
    else { return false }
    // A run that mostly goes on is a fragment of a longer one.
    guard Double(phrase.final) >= 0.4 * Double(phrase.total) else { return false }
    if isName(text) { return true }
    guard !head.hasSuffix("ly"), !(head.hasSuffix("ed") && words.count == 1) else { return false }
    guard let use = scan.usage[last] else { return true }
    if use.isAdjective { return false }
    return use.asNoun + use.asOther < 2 || use.asNoun >= 0.25 * (use.asNoun + use.asOther)
  }

  /// Whether a word looks like a path, an option, an identifier or a random id and not like a word:
  /// marks that words do not hold, capitals after small letters with figures among them, figures
  /// between letters, or five and more parts.
  static func isCode(_ word: some StringProtocol) -> Bool {
    let letters = Array(word)
    if letters.contains(where: { "/\\_=@#<>{}[]()$%^*+|~:".contains($0) }) { return true }
    if word.split(separator: "-", omittingEmptySubsequences: false).count > 4 { return true }
    // A file by its ending: init.o, main.c.
    if letters.count > 3, letters[letters.count - 2] == ".", letters.last?.isLowercase ?? false {
      return true
    }
    let digits = letters.count(where: \.isNumber)
    guard digits > 0 else { return false }
    // H100, GPT-4 and 3D are names; base64jb, x86y and 1d5w are none.
    let kinds = letters.filter { $0 != "-" && $0 != "." }.map(\.isNumber)
    let turns = zip(kinds, kinds.dropFirst()).count { $0 != $1 }
    return turns > 1 || digits == letters.count || (letters.count > 8 && digits < letters.count)
  }

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
  func worth(_ words: [Int32]) -> Double {
    let text = spellings[words] ?? ""
    let columns = words.filter { $0 >= 0 }
    let length = columns.count
    // A phrase is as coherent as its most coherent word.
    let held = columns.map { Double(coherence[Int($0)]) }.max() ?? 0
    var worth = (length == 1 ? 1 : 1.5) * (0.3 + held)
    if isName(text) { return worth * 1.1 }
    if length == 1, isAbstract(text) { worth *= 1.2 }
    if let last = words.last, let use = scan.usage[last] {
      worth *= 0.6 + 0.4 * (use.asNoun + 1) / (use.asNoun + use.asOther + 1)
    }
    return worth
  }

  /// The commonest spelling, case aside, and of that the commonest casing.
  static func best(_ spellings: [String: Int]) -> String {
    var folded: [String: Int] = [:]
    for (text, count) in spellings { folded[text.lowercased(), default: 0] += count }
    func first(_ counts: [(key: String, value: Int)]) -> String {
      counts.min {
        $0.value != $1.value
          ? $0.value > $1.value : $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
      }?.key ?? ""
    }
    let form = first(Array(folded))
    let cased = spellings.filter { $0.key.lowercased() == form }
    // At the head of a sentence every word is written with a capital: lower case wins a tie.
    if let lower = cased[form], lower * 2 >= (cased.values.max() ?? 0) {
      // What there are several of is named in the plural.
      let plural = form + "s"
      return (folded[plural] ?? 0) * 4 >= (folded[form] ?? 0) ? plural : form
    }
    let text = first(Array(cased))
    // Words in capitals are shouted; one alone may be an abbreviation.
    return text.contains(" ") && !text.contains(where: \.isLowercase) ? text.lowercased() : text
  }

  static func capitalised(_ label: String) -> String {
    guard let first = label.split(separator: " ").first,
      first.allSatisfy({ $0.isLetter && !$0.isUppercase || $0 == "-" || $0 == "\u{2019}" })
    else { return label }
    return label.prefix(1).uppercased() + label.dropFirst()
  }
}
