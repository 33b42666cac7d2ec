/// What a person types into a search field, as a query of FTS5.
///
/// Words must all occur; `"several words"` in that order; `word*` begins a word; `-word` must not
/// occur; `OR` between two means either. Whatever else would be syntax to FTS5 is a word here, so
/// that no input is an error.
enum SearchWords {
  /// The query; nil if nothing is asked for.
  static func query(_ text: String) -> String? {
    var wanted: [String] = []
    var unwanted: [String] = []
    var joinsPrevious = false
    for word in words(of: text) {
      if word == "OR", !wanted.isEmpty {
        joinsPrevious = true
        continue
      }
      let isUnwanted = word.hasPrefix("-") && word.count > 1
      let phrase = quoted(isUnwanted ? String(word.dropFirst()) : word)
      guard let phrase else { continue }
      if isUnwanted {
        unwanted.append(phrase)
      } else if joinsPrevious, let last = wanted.popLast() {
        wanted.append("(\(last) OR \(phrase))")
      } else {
        wanted.append(phrase)
      }
      joinsPrevious = false
    }
    guard !wanted.isEmpty else { return nil }
    return ([wanted.joined(separator: " AND ")] + unwanted).joined(separator: " NOT ")
  }

  private static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    for character in text {
      if character == "\"" {
        isQuoted.toggle()
        word.append(character)
      } else if character.isWhitespace, !isQuoted {
        words.append(word)
        word = ""
      } else {
        word.append(character)
      }
    }
    words.append(word)
    return words.filter { !$0.isEmpty }
  }

  /// A string of FTS5, with the asterisk of a prefix outside it.
  private static func quoted(_ word: String) -> String? {
    let bare = word.replacing("\"", with: "")
    let text = bare.hasSuffix("*") ? String(bare.dropLast()) : bare
    guard text.contains(where: { $0.isLetter || $0.isNumber }) else { return nil }
    return "\"\(text)\"" + (bare.hasSuffix("*") ? "*" : "")
  }
}
