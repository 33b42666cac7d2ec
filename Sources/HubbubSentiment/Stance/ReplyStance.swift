public import HubbubModel
internal import HubbubSystem

/// What a reply says outright of what it answers.
public enum ReplyStance: String, CaseIterable, Sendable {
  /// "I agree", "+1", "that worked".
  case agrees = "agree"
  /// "I disagree", "that's not true".
  case objects = "disagree"
}

/// Reads whether a reply agrees with what it answers, from the phrases by which people say so.
///
/// Most replies do neither: they ask, add or tell. Only the first words of a reply's own words are
/// read, where people take their stand; questions and denials of a phrase do not count, and a reply
/// that does both does neither.
public struct ReplyStanceReader: Sendable {
  /// How many words are read.
  static let reach = 60

  private struct Cue: Sendable {
    var words: [UInt64]
    var opens: Bool
    var stance: ReplyStance
  }

  /// The phrases by their first word.
  private let cues: [UInt64: [Cue]]

  /// The English phrases of `reply-cues-en.tsv`.
  public static let english = ReplyStanceReader(table: PackageResources.reply_cues_en_tsv)

  /// The digest of the table, for cache keys.
  public static var ingredient: String {
    Digest(of: PackageResources.reply_cues_en_tsv).description
  }

  /// Words that turn a phrase into its opposite, or take it back: it counts for nothing then.
  private static let denials = Set(
    ["not", "never", "if", "hardly", "don't", "isn't", "whether"].map {
      WordTable.hash(of: $0.utf8)
    })

  init(table: [UInt8]) {
    var cues: [UInt64: [Cue]] = [:]
    for line in String(decoding: table, as: UTF8.self).split(separator: "\n")
    where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t")
      guard fields.count == 2, let stance = ReplyStance(rawValue: String(fields[0])) else {
        preconditionFailure("reply-cues-en.tsv: `\(line)` is no cue")
      }
      let opens = fields[1].hasPrefix("^")
      let words = fields[1].drop { $0 == "^" }.split(separator: " ")
        .map { WordTable.hash(of: $0.utf8) }
      cues[words[0], default: []].append(Cue(words: words, opens: opens, stance: stance))
    }
    self.cues = cues
  }

  /// The post that a reply takes a stand on, and which; nil if it takes none.
  ///
  /// That is the post that it quotes before its own words, where that is known, else its parent.
  /// - Complexity: O(1): at most sixty words are read.
  public func read(_ post: Post) -> (stance: ReplyStance, target: PostID)? {
    guard let parent = post.parent, post.language?.hasPrefix("en") ?? true,
      let stance = stance(post.text)
    else { return nil }
    let quoted = post.spans.prefix { $0.kind != .own }.compactMap(\.ref).last
    return (stance, quoted ?? parent)
  }

  /// What the first words of a reply say; nil if nothing, or both.
  func stance(_ text: String) -> ReplyStance? {
    let words = Self.opening(text)
    var found: Set<ReplyStance> = []
    for (index, word) in words.enumerated() where !word.isAsked {
      for cue in cues[word.hash] ?? [] {
        guard !cue.opens || index == 0, index + cue.words.count <= words.count,
          zip(cue.words, words[index...]).allSatisfy({ $0 == $1.hash })
        else { continue }
        let before = words[max(0, index - 2)..<index]
        if cue.opens || !before.contains(where: { Self.denials.contains($0.hash) }) {
          found.insert(cue.stance)
        }
      }
    }
    return found.count == 1 ? found.first : nil
  }

  private struct OpeningWord {
    var hash: UInt64
    var isAsked = false
  }

  /// The first words in lower case, with whether their sentence asks.
  private static func opening(_ text: String) -> [OpeningWord] {
    var words: [OpeningWord] = []
    var word: [UInt8] = []
    var sentence = 0
    func close() {
      if !word.isEmpty { words.append(OpeningWord(hash: WordTable.hash(of: word))) }
      word.removeAll(keepingCapacity: true)
    }
    var bytes = text.utf8.makeIterator()
    while let byte = bytes.next() {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): word.append(byte | 0x20)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "'"):
        word.append(byte)
      case UInt8(ascii: "+") where word.isEmpty: word.append(byte)
      case 0xE2:
        // The right single quotation mark is an apostrophe; other signs end a word.
        let rest = (bytes.next(), bytes.next())
        if rest == (0x80, 0x99) { word.append(UInt8(ascii: "'")) } else { close() }
      case 0x80...: word.append(byte)
      default:
        close()
        if byte == UInt8(ascii: "?") {
          for index in sentence..<words.count { words[index].isAsked = true }
        }
        if [UInt8(ascii: "?"), UInt8(ascii: "."), UInt8(ascii: "!"), 0x0A].contains(byte) {
          sentence = words.count
          if words.count >= reach { return Array(words.prefix(reach)) }
        }
        // A text without sentences.
        if words.count >= 4 * reach { return Array(words.prefix(reach)) }
      }
    }
    close()
    return Array(words.prefix(reach))
  }
}
