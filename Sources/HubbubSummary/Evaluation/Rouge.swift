/// How much of a reference's words a summary shares (Lin 2004, "ROUGE: A Package for Automatic
/// Evaluation of Summaries"), as the F measure of precision and recall.
///
/// The numbers are those of the Python package `rouge-score` 0.1.2: lower case, words of ASCII
/// letters and digits, words of more than three letters stemmed if asked for, and ROUGE-L over the
/// whole text as one sentence.
public struct Rouge: Hashable, Sendable {
  /// F of single words, 0…1.
  public var one: Double
  /// F of pairs of neighbours, 0…1.
  public var two: Double
  /// F of the longest common subsequence of words, 0…1.
  public var longest: Double

  /// Creates a set of scores.
  public init(one: Double, two: Double, longest: Double) {
    self.one = one
    self.two = two
    self.longest = longest
  }

  /// Scores a summary against a reference.
  ///
  /// - Complexity: O(n · m) in their words, for the subsequence.
  public init(of summary: String, against reference: String, stemming: Bool = true) {
    let found = Self.words(summary, stemming: stemming)
    let wanted = Self.words(reference, stemming: stemming)
    one = Self.grams(found, wanted, 1)
    two = Self.grams(found, wanted, 2)
    longest = Self.measure(Self.commonSubsequence(found, wanted), found.count, wanted.count)
  }

  /// The mean of many scores, or zeros of none.
  public static func mean(_ scores: [Rouge]) -> Rouge {
    func mean(_ part: (Rouge) -> Double) -> Double {
      scores.isEmpty ? 0 : scores.reduce(0) { $0 + part($1) } / Double(scores.count)
    }
    return Rouge(one: mean(\.one), two: mean(\.two), longest: mean(\.longest))
  }

  static func words(_ text: String, stemming: Bool) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    func close() {
      guard !word.isEmpty else { return }
      let whole = stemming && word.count > 3 ? PorterStemmer.stem(word) : word
      words.append(String(decoding: whole, as: UTF8.self))
      word = []
    }
    // A few letters beyond ASCII have small forms within it, as the Kelvin sign has `k`.
    for byte in text.lowercased().utf8 {
      if byte &- 0x61 < 26 || byte &- 0x30 < 10 { word.append(byte) } else { close() }
    }
    close()
    return words
  }

  private static func grams(_ found: [String], _ wanted: [String], _ n: Int) -> Double {
    func counted(_ words: [String]) -> [[String]: Int] {
      var counts: [[String]: Int] = [:]
      guard words.count >= n else { return counts }
      for start in 0...(words.count - n) {
        counts[Array(words[start..<start + n]), default: 0] += 1
      }
      return counts
    }
    let have = counted(found)
    let shared = counted(wanted).reduce(0) { $0 + min($1.value, have[$1.key] ?? 0) }
    return measure(shared, found.count - n + 1, wanted.count - n + 1)
  }

  private static func measure(_ shared: Int, _ found: Int, _ wanted: Int) -> Double {
    let precision = Double(shared) / Double(max(found, 1))
    let recall = Double(shared) / Double(max(wanted, 1))
    return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
  }

  private static func commonSubsequence(_ a: [String], _ b: [String]) -> Int {
    var row = [Int](repeating: 0, count: b.count + 1)
    for word in a {
      var corner = 0
      for (column, other) in b.enumerated() {
        let above = row[column + 1]
        row[column + 1] = word == other ? corner + 1 : max(above, row[column])
        corner = above
      }
    }
    return row[b.count]
  }
}
