internal import HubbubCorpus
internal import HubbubModel

/// How a theme's posts write the words of its name.
struct LabelUsage {
  /// How they most often write its first word within a sentence; nil where they never do.
  let written: String?
  /// For the words of its halves, in small letters, what their last one is counted as.
  private let nouns: [[String]: Noun]

  /// How often a noun stands alone in either number.
  struct Noun: Equatable {
    var singular = 0
    var plural = 0
    /// Behind "a", "each" and the like.
    var counted = 0
    /// Behind those, "my", "their" and the like.
    var determined = 0

    /// Whether it is a thing that one counts, so that "two minds on wallet" lacks an ending.
    ///
    /// Bounds read off the themes of eleven corpora: "yard", "currency" and "bug" pass, "terrain",
    /// "fermentation" and "weather" do not.
    var isCountable: Bool {
      counted * 10 >= 3 * singular && counted >= 3
        || plural >= 1 && determined * 5 >= singular && determined >= 3 && counted >= 1
        || plural >= 2 && plural * 10 >= singular && counted * 100 >= 9 * singular && counted >= 2
    }
  }

  /// - Parameters:
  ///   - words: the words of a name, as its label has them.
  ///   - members: the rows of the theme's posts.
  init(of words: [String], in members: [Int], _ corpus: Corpus) {
    // Of "air-tight" and "as.character" the parts say nothing.
    let parts = words.first.map { Words.of($0) } ?? []
    let sought = parts.count == 1 ? parts[0].text : nil
    var nouns: [[String]: Noun] = [:]
    for half in Self.halves(words) { nouns[half.map { $0.lowercased() }] = Noun() }
    var spellings: [String: Int] = [:]
    for row in members.prefix(Self.enough) {
      let post = corpus[row]
      let bytes = Array(post.text.utf8)
      let found = Words.of(bytes)
      if let sought {
        for (before, word) in zip(found, found.dropFirst())
        where word.text == sought && before.kind == .word {
          spellings[String(decoding: bytes[word.start..<word.end], as: UTF8.self), default: 0] += 1
        }
      }
      guard post.language ?? "en" == "en" else { continue }
      for half in nouns.keys { nouns[half]?.count(half, in: found) }
    }
    written =
      spellings.max {
        $0.value != $1.value
          ? $0.value < $1.value : $1.key.utf8.lexicographicallyPrecedes($0.key.utf8)
      }?.key
    self.nouns = nouns
  }

  /// A name's words with what is counted in the plural: "wallets" of "wallet".
  ///
  /// - Parameter words: as they stand in prose; what has a capital is a name and stays.
  func inNumber(_ words: [String]) -> [String] {
    Array(
      Self.halves(words).map { half -> [String] in
        guard let last = half.last, last.utf8.allSatisfy({ $0 &- 0x61 < 26 }),
          nouns[half.map { $0.lowercased() }]?.isCountable ?? false
        else { return half }
        return half.dropLast() + [Plural.of(last)]
      }.joined(separator: ["and"]))
  }

  private static func halves(_ words: [String]) -> [[String]] {
    words.split(separator: "and", omittingEmptySubsequences: false).map(Array.init)
  }

  /// Posts that suffice to tell how a word is written.
  private static let enough = 400
}

extension LabelUsage.Noun {
  private static let counting: Set<String> = ["a", "an", "each", "every", "another", "one"]
  private static let owning: Set<String> = ["my", "your", "our", "his", "her", "their", "its"]

  /// Counts a noun of one or more words, given in small letters, in a post.
  mutating func count(_ noun: [String], in found: [Word]) {
    guard let last = noun.last, found.count >= noun.count else { return }
    let many = Plural.of(last)
    for end in noun.count - 1..<found.count
    where found[end].text == last || found[end].text == many {
      let start = end - noun.count + 1
      guard zip(found[start..<end], noun).allSatisfy({ $0.text == $1 }) else { continue }
      guard found[end].text == last else {
        plural += 1
        continue
      }
      singular += 1
      let before = start > 0 ? found[start - 1].text : ""
      let isCounted = Self.counting.contains(before)
      if isCounted { counted += 1 }
      if isCounted || Self.owning.contains(before) { determined += 1 }
    }
  }
}
