internal import HubbubText

/// Words and phrases of the user's, looked up in texts by their stems.
///
/// A phrase matches words that stand side by side with nothing but blank space or a hyphen
/// between, whatever their endings: `scaling laws` matches "scaling law".
final class SeedTerms {
  /// The stems of each term, in the order given; terms without words have none.
  let stems: [[String]]
  private let tokenizer: Tokenizer
  private let stemmer: Stemmer?
  private var known: [String: String] = [:]
  private let beginnings: [String: [Int]]

  /// Prepares terms for texts of a language.
  init(_ terms: [String], language: String) {
    let tokenizer = Tokenizer(language: language)
    let stemmer = Stemmer(language: language)
    var stems: [[String]] = []
    for term in terms {
      var words: [String] = []
      tokenizer.forEachToken(in: term) { token, folded in
        if token.kind == .word || token.kind == .number || token.kind == .hashtag {
          words.append(Self.stem(Self.text(folded), stemmer))
        }
      }
      stems.append(words)
    }
    var beginnings: [String: [Int]] = [:]
    for (number, words) in stems.enumerated() {
      if let first = words.first { beginnings[first, default: []].append(number) }
    }
    self.tokenizer = tokenizer
    self.stemmer = stemmer
    self.stems = stems
    self.beginnings = beginnings
  }

  /// Calls a closure with each occurrence of a term: its number and its bytes.
  func forEachMatch(in text: [UInt8], _ body: (_ term: Int, _ bytes: Range<Int>) -> Void) {
    guard !beginnings.isEmpty else { return }
    var words: [(stem: String, start: Int, end: Int)] = []
    tokenizer.forEachToken(in: text.span) { token, folded in
      if token.kind == .word || token.kind == .number || token.kind == .hashtag {
        words.append((stem(Self.text(folded)), token.start, token.end))
      }
    }
    for (place, word) in words.enumerated() {
      for number in beginnings[word.stem] ?? [] {
        let wanted = stems[number]
        guard place + wanted.count <= words.count else { continue }
        let matches = wanted.indices.allSatisfy { offset in
          words[place + offset].stem == wanted[offset]
            && (offset == 0
              || Self.joins(text, words[place + offset - 1].end, words[place + offset].start))
        }
        if matches { body(number, word.start..<words[place + wanted.count - 1].end) }
      }
    }
  }

  /// Whether nothing but blank space (one line break at most) or one hyphen parts two words.
  private static func joins(_ text: [UInt8], _ from: Int, _ to: Int) -> Bool {
    var breaks = 0
    for byte in text[from..<to] {
      if byte == UInt8(ascii: "\n") { breaks += 1 }
      let isBlank = byte == 0x20 || (0x09...0x0D).contains(byte)
      guard isBlank || (byte == UInt8(ascii: "-") && to - from == 1) else { return false }
    }
    return breaks <= 1
  }

  private func stem(_ word: String) -> String {
    if let stem = known[word] { return stem }
    let stem = Self.stem(word, stemmer)
    known[word] = stem
    return stem
  }

  private static func stem(_ word: String, _ stemmer: Stemmer?) -> String {
    // Snowball leaves English words in -us alone, for `virus`; `gpus` is a plural all the same.
    let base = word.hasSuffix("pus") && word.utf8.count == 4 ? String(word.dropLast()) : word
    return stemmer?.stem(base) ?? base
  }

  private static func text(_ folded: Span<UInt8>) -> String {
    var bytes: [UInt8] = []
    for index in folded.indices { bytes.append(folded[index]) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
