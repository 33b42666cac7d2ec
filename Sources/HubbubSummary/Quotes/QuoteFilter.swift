internal import HubbubModel

/// Decides whether a sentence of a post can stand alone between quotation marks.
///
/// A quotation is one or more whole sentences, verbatim; so it cannot begin after a negator or end
/// before one, and no ellipsis of ours can hide one. What remains is to keep out fragments, replies
/// that lean on the sentence before, civilities, code and debris.
struct QuoteFilter: Sendable {
  /// Why a sentence was turned down.
  enum Reason: String, CaseIterable, Sendable {
    case tooShort = "too-short"
    case tooLong = "too-long"
    case notWhole = "not-whole"
    case spliced
    case unterminated
    case trailingOff = "trailing-off"
    case unbalanced
    case address
    case code
    case markup
    case figures
    case shouting
    case question
    case opening
    case greeting
    case deixis
    case aside
    case promotion
    case rude
  }

  /// What a kind of quotation may do beyond the ordinary.
  struct Allowance: OptionSet, Sendable {
    let rawValue: Int
    /// It may be a question.
    static let question = Allowance(rawValue: 1)
    /// It may begin with a pronoun or conjunction: the reader knows what it is about.
    static let opening = Allowance(rawValue: 2)
    /// It may be of any length up to the most.
    static let short = Allowance(rawValue: 4)
  }

  /// Fewest and most words of a quotation.
  static let wordRange = 8...60

  let table: PhraseTable
  /// What each row of the table turns a sentence down for.
  private let reasons: [Reason?]

  init(table: PhraseTable) {
    self.table = table
    reasons = table.rows.map { Reason(rawValue: $0.fields[0]) }
  }

  /// The filter for English.
  static let english: QuoteFilter = {
    do {
      return QuoteFilter(
        table: try PhraseTable(
          PhraseBooks.text(PackageResources.quote_filter_en_tsv), columns: 1))
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  /// Why a sentence cannot be quoted; nil if it can.
  ///
  /// - Parameters:
  ///   - text: the UTF-8 of the post's own words.
  ///   - range: the sentence, without white space at its ends.
  ///   - words: the sentence's words.
  ///   - joints: where something left out parts the own words, see `Joints`.
  func reason(
    against text: [UInt8], _ range: Range<Int>, words: [Word], joints: [Int] = [],
    allowing allowance: Allowance = []
  ) -> Reason? {
    let count = Words.count(words)
    if count > Self.wordRange.upperBound { return .tooLong }
    if count < (allowance.contains(.short) ? 3 : Self.wordRange.lowerBound) { return .tooShort }
    if joints.contains(where: { range.lowerBound < $0 && $0 < range.upperBound }) {
      return .spliced
    }
    if !Edges.isWhole(text, range) { return .notWhole }
    switch Edges.ending(text, range) {
    case .terminal:
      // What ends in a title was cut before a name.
      if Edges.endsInTitle(text[max(range.lowerBound, range.upperBound - 8)..<range.upperBound]) {
        return .trailingOff
      }
    case .none: return .unterminated
    case .ellipsis: return .trailingOff
    }
    let sentence = text[range]
    if !Balance.holds(words) { return .unbalanced }
    if let debris = Debris.reason(sentence, words: words) { return debris }
    let question = FutureStatement.Reader.isQuestion(words) || Edges.asks(sentence)
    if question, !allowance.contains(.question) { return .question }
    // A sentence in brackets is an aside to the one before.
    if words.first?.text == "(", !allowance.contains(.opening) { return .opening }
    return leaning(words, allowance, question: question)
  }

  private func leaning(_ words: [Word], _ allowance: Allowance, question: Bool) -> Reason? {
    for index in table.candidates(for: words) {
      guard let reason = reasons[index] else { continue }
      if reason == .opening, allowance.contains(.opening) { continue }
      let pattern = table.rows[index].pattern
      if pattern.firstMatch(in: words, year: nil, numbers: [:]) != nil { return reason }
    }
    return nil
  }
}

/// Where in a post's own words something was left out: a quotation, code, a signature.
enum Joints {
  /// Offsets in the text; a sentence across one was never written as it would read.
  ///
  /// - Complexity: O(n) in the body's bytes.
  static func of(_ post: Post) -> [Int] {
    guard post.spans.contains(where: { $0.kind != .own && $0.kind != .link }) else { return [] }
    let body = Array(post.body.utf8)
    let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
    var kept = 0
    var leading = 0
    var started = false
    var last: UInt8 = 0
    var skipped = false
    var joints: [Int] = []
    for span in post.spans {
      guard span.kind == .own || span.kind == .link else {
        skipped = true
        continue
      }
      if skipped, kept > 0 {
        if last != 0x0A { kept += 1 }
        if started { joints.append(kept) }
      }
      if skipped, kept > 0, !started, last != 0x0A { leading += 1 }
      skipped = false
      for byte in body[span.start..<span.end] {
        if !started {
          if isSpace(byte) { leading += 1 } else { started = true }
        }
        kept += 1
        last = byte
      }
    }
    return joints.map { $0 - leading }
  }
}
