internal import HubbubModel
internal import HubbubText

/// What can be seen of a sentence that may stand for its thread.
enum Trait: String, CaseIterable, Sendable {
  /// Always 1.
  case constant
  /// 1 / (1 + sentences of its post before it).
  case early
  /// The same in the thread's first post, else 0.
  case opening
  /// The cosine of its words with those of the thread, each word of the thread 1 + log₂ its count.
  case central
  /// The share of the other posts that its words are used in, averaged over its words.
  case shared
  /// The cosine of its words with the title's.
  case titled
  /// Words up to 40, in forties.
  case length
  /// Whether it ends in a mark that ends a sentence.
  case finished
  /// log₂ of 1 + the sentences of its post.
  case talkative
}

/// A thread's sentences and their words, counted.
struct ThreadTraits {
  /// A sentence that may be taken.
  struct Sentence {
    /// The place of its post in the thread.
    var post: Int
    /// The place among the posts that have sentences.
    var turn: Int
    /// The sentences of its post before it.
    var order: Int
    var range: Range<Int>
    var text: String
    /// Words parted by white space.
    var length: Int
    /// Different stems, stop words left out, in the order of their bytes.
    var stems: [String]
    var isFinished: Bool

    /// The cosine of the sets of stems.
    func likeness(to other: Sentence) -> Double {
      guard !stems.isEmpty, !other.stems.isEmpty else { return 0 }
      let shared = Set(stems).intersection(other.stems).count
      return Double(shared) / Double(stems.count * other.stems.count).squareRoot()
    }
  }

  private(set) var sentences: [Sentence] = []
  private var weights: [String: Double] = [:]
  private var norm = 1.0
  private var postsWith: [String: Int] = [:]
  private var title: Set<String> = []
  private var perPost: [Int: Int] = [:]

  /// The most sentences read of a thread: what a digest takes comes early.
  private static let most = 400
  /// Fewest words of a sentence that says something.
  private static let fewest = 4

  init(_ posts: [Post]) {
    var counts: [String: Int] = [:]
    for (place, post) in posts.enumerated() {
      guard sentences.count < Self.most else { break }
      let language = post.language.map { String($0.prefix { $0 != "-" }) } ?? "en"
      let stemmer = Stemmer(language: language)
      read(post, place, language, stemmer, &counts)
    }
    let first = posts.first
    if let text = first?.title {
      let language = first?.language.map { String($0.prefix { $0 != "-" }) } ?? "en"
      title = Set(Self.stems(Words.of(text), language, Stemmer(language: language)))
    }
    weights = counts.mapValues { 1 + Survey.log2(Double($0)) }
    let squares = weights.keys.sorted().reduce(0.0) { $0 + (weights[$1] ?? 0) * (weights[$1] ?? 0) }
    norm = max(1, squares.squareRoot())
    for (_, stems) in Dictionary(grouping: sentences, by: \.post) {
      for stem in Set(stems.flatMap(\.stems)) { postsWith[stem, default: 0] += 1 }
    }
  }

  private mutating func read(
    _ post: Post, _ place: Int, _ language: String, _ stemmer: Stemmer?,
    _ counts: inout [String: Int]
  ) {
    let bytes = Array(post.text.utf8)
    let joints = Joints.of(post)
    let filter = QuoteFilter.english
    for range in Sentences.ranges(in: post.text, language: post.language) {
      let words = Words.of(Array(bytes[range]))
      guard words.count(where: { $0.kind != .mark }) >= Self.fewest else { continue }
      let reason = filter.reason(
        against: bytes, range, words: words, joints: joints,
        allowing: [.question, .opening, .short])
      // What ends in a colon announces what comes after it.
      guard reason.map(Self.tolerated.contains) ?? true, bytes[range].last != 0x3A else { continue }
      let stems = Self.stems(words, language, stemmer)
      for stem in stems { counts[stem, default: 0] += 1 }
      let text = String(decoding: bytes[range], as: UTF8.self)
      sentences.append(
        Sentence(
          post: place, turn: perPost.count - (perPost[place] == nil ? 0 : 1),
          order: perPost[place] ?? 0, range: range, text: text,
          length: text.split(whereSeparator: \.isWhitespace).count,
          stems: Set(stems).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) },
          isFinished: Edges.ending(bytes, range) == .terminal))
      perPost[place, default: 0] += 1
    }
  }

  /// What keeps a sentence from standing alone as a quotation, but not from standing for its post
  /// among others of the same thread.
  private static let tolerated: Set<QuoteFilter.Reason> = [
    .deixis, .aside, .unterminated, .trailingOff,
  ]

  private static func stems(_ words: [Word], _ language: String, _ stemmer: Stemmer?) -> [String] {
    words.compactMap { word in
      guard word.kind == .word || word.kind == .number, word.text.utf8.count > 1,
        !StopWords.contains(word.text, language: language)
      else { return nil }
      return stemmer?.stem(word.text) ?? word.text
    }
  }

  /// The traits of a sentence, in the order of `Trait.allCases`.
  func traits(of sentence: Sentence) -> [Double] {
    let n = Double(max(1, sentence.stems.count))
    let others = Double(max(1, perPost.count - 1))
    let early = 1 / Double(1 + sentence.order)
    return Trait.allCases.map { trait in
      switch trait {
      case .constant: 1
      case .early: early
      case .opening: sentence.turn == 0 ? early : 0
      case .central:
        sentence.stems.reduce(0) { $0 + (weights[$1] ?? 0) } / (norm * n.squareRoot())
      case .shared:
        sentence.stems.reduce(0) { $0 + Double((postsWith[$1] ?? 1) - 1) } / (others * n)
      case .titled:
        Double(sentence.stems.count(where: title.contains))
          / (Double(max(1, title.count)) * n).squareRoot()
      case .length: Double(min(40, sentence.length)) / 40
      case .finished: sentence.isFinished ? 1 : 0
      case .talkative: Survey.log2(Double(1 + (perPost[sentence.post] ?? 0)))
      }
    }
  }
}
