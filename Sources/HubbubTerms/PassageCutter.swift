/// Cuts a post into passages.
///
/// A post of at most `limit` words stays whole. A longer one is cut into passages of about 100
/// to 180 words: after a paragraph once 100 words are reached, else before the sentence that
/// would pass 180. A sentence of more than 180 words is cut into equal parts. A rest under 50
/// words joins the passage before it. How a post is cut depends on that post alone.
///
/// The limit is 180 words for the unit `passage`, and twice that for `auto`: a post that is
/// barely longer than a passage seldom changes its subject.
struct PassageCutter {
  static let least = 100
  static let most = 180
  static let rest = 50

  /// The word count up to which a post stays whole; nil: always.
  static func limit(_ unit: TermOptions.Unit) -> Int? {
    switch unit {
    case .post: nil
    case .passage: most
    case .auto: 2 * most
    }
  }

  /// The passages of a text as byte ranges, in order, without overlaps.
  ///
  /// - Parameters:
  ///   - text: the text's UTF-8.
  ///   - words: where its words begin, rising.
  ///   - sentences: its sentences as byte ranges, in order.
  static func cut(text: Span<UInt8>, words: [Int], sentences: [Range<Int>]) -> [Range<Int>] {
    var passages: [(range: Range<Int>, words: Int)] = []
    var current: (range: Range<Int>, words: Int)?
    var word = 0
    for (number, sentence) in sentences.enumerated() {
      let first = word
      while word < words.count, words[word] < sentence.upperBound { word += 1 }
      let count = word - first
      if let open = current, open.words > 0, open.words + count > most {
        passages.append(open)
        current = nil
      }
      if count > most {
        let parts = (count + most - 1) / most
        let cuts = (0...parts).map { first + $0 * count / parts }
        for part in 0..<parts {
          let start = part == 0 ? sentence.lowerBound : words[cuts[part]]
          let end =
            part + 1 == parts
            ? sentence.upperBound : trimmed(text, start, words[cuts[part + 1]])
          passages.append((start..<end, cuts[part + 1] - cuts[part]))
        }
        continue
      }
      if let open = current {
        current = (open.range.lowerBound..<sentence.upperBound, open.words + count)
      } else {
        current = (sentence, count)
      }
      let next = number + 1 < sentences.count ? sentences[number + 1].lowerBound : text.count
      if let open = current, open.words >= least,
        endsParagraph(text, sentence.upperBound, next)
      {
        passages.append(open)
        current = nil
      }
    }
    if let open = current {
      if open.words < rest, let last = passages.popLast() {
        passages.append(
          (last.range.lowerBound..<open.range.upperBound, last.words + open.words))
      } else {
        passages.append(open)
      }
    }
    return passages.isEmpty ? [0..<text.count] : passages.map(\.range)
  }

  /// Whether an empty line stands between two sentences.
  private static func endsParagraph(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard start < end else { return false }
    var breaks = 0
    for index in start..<end where text[index] == UInt8(ascii: "\n") { breaks += 1 }
    return breaks >= 2
  }

  private static func trimmed(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var end = end
    while end > start, text[end - 1] <= 0x20 { end -= 1 }
    return end
  }
}
