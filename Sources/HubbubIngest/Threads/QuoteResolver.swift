internal import HubbubModel

/// Finds the posts that quotes were taken from.
///
/// First the post that the markup names, unless it is neither by whom the quote names nor holds its
/// words. Else the latest earlier post of the author that the
/// quote names, which holds the quoted words; for a quote that names nobody, the post answered or
/// the latest earlier post that holds them. A post holds words if at least half of the quote's
/// runs of four words occur in it.
struct QuoteResolver {
  private let posts: [StoredPost]
  private let index: [String: Int]
  private let isKept: [Bool]
  /// The runs of words of posts, by post and length of run.
  private var shingles: [Int: [UInt64]] = [:]
  /// The authors' names that a quote's was held against, folded.
  private var folded: [Int: String] = [:]

  init(posts: [StoredPost], index: [String: Int], isKept: [Bool]) {
    self.posts = posts
    self.index = index
    self.isKept = isKept
  }

  /// The posts that a post's spans refer to, and the one that its leading quote does.
  mutating func resolve(_ number: Int, parent: Int?) -> (refs: [Int?], leading: Int?) {
    guard posts[number].post.spans.contains(where: { $0.kind == .quote }) else {
      return (Array(repeating: nil, count: posts[number].post.spans.count), nil)
    }
    let post = posts[number].post
    let bytes = Array(post.body.utf8)
    var refs: [Int?] = []
    var leading: Int?
    var isLeading = true
    for span in post.spans {
      if span.kind == .quote {
        let ref = source(of: span, bytes, number, parent)
        refs.append(ref)
        if isLeading { leading = ref }
        isLeading = false
      } else {
        refs.append(nil)
        if isLeading, span.kind == .own || span.kind == .link || span.kind == .code,
          bytes[span.start..<span.end].contains(where: { !FormatSniffer.isSpace($0) })
        {
          isLeading = false
        }
      }
    }
    return (refs, leading)
  }

  private mutating func source(
    of span: ParsedSpan, _ bytes: [UInt8], _ number: Int, _ parent: Int?
  ) -> Int? {
    let name = span.attribution.map(Self.fold).flatMap { $0.isEmpty ? nil : $0 }
    let marked = span.quoted.flatMap { index[$0] }.flatMap { target in
      target != number && isKept[target] ? target : nil
    }
    // The number may be that of a post in another thread: then neither name nor words agree.
    if let marked, posts[marked].post.author == nil || name.map({ matches(marked, $0) }) ?? true {
      return marked
    }
    let words = Self.quotedWords(bytes[span.start..<span.end])
    guard !words.isEmpty else { return nil }
    let size = min(4, words.count)
    let wanted = WantedRuns(Self.shingles(words, size: size))
    if let marked, holds(marked, wanted, size) { return marked }
    if let name {
      for earlier in stride(from: number - 1, through: 0, by: -1)
      where isKept[earlier] && matches(earlier, name) && holds(earlier, wanted, size) {
        return earlier
      }
      return nil
    }
    if let parent, isKept[parent], holds(parent, wanted, size) { return parent }
    guard words.count >= 5 else { return nil }
    for earlier in stride(from: number - 1, through: 0, by: -1)
    where isKept[earlier] && holds(earlier, wanted, size) {
      return earlier
    }
    return nil
  }

  /// Whether a post's author is whom a quote names: the same, or one name within the other.
  private mutating func matches(_ number: Int, _ name: String) -> Bool {
    guard let shown = posts[number].post.author else { return false }
    let author = folded[number] ?? Self.fold(shown)
    folded[number] = author
    if author.isEmpty { return false }
    if author == name { return true }
    let (long, short) = author.utf8.count > name.utf8.count ? (author, name) : (name, author)
    let words = Set(long.split(separator: " "))
    let parts = short.split(separator: " ")
    return short.utf8.count >= 3 && parts.allSatisfy(words.contains)
  }

  private mutating func holds(_ number: Int, _ wanted: WantedRuns, _ size: Int) -> Bool {
    let place = number * 4 + size - 1
    if let held = shingles[place] { return wanted.areHeld(by: held) }
    let held = Self.shingles(FoldedWords(posts[number].post.body).hashes, size: size)
    shingles[place] = held
    return wanted.areHeld(by: held)
  }

  /// The quoted words without quote marks and without the line that attributes them.
  private static func quotedWords(_ quote: ArraySlice<UInt8>) -> [UInt64] {
    let bytes = Array(quote)
    var kept: [UInt8] = []
    var isMarked = false
    Lines.forEach(bytes) { line in
      let content = bytes[line].drop(while: FormatSniffer.isSpace)
      // What stands above the first marked line attributes the quote.
      if content.first == UInt8(ascii: ">"), !isMarked {
        isMarked = true
        kept.removeAll()
      }
      kept.append(contentsOf: content.drop { $0 == UInt8(ascii: ">") || $0 == 0x20 })
      kept.append(10)
    }
    return FoldedWords(String(decoding: kept, as: UTF8.self)).hashes
  }

  /// Runs of so many words.
  private static func shingles(_ words: [UInt64], size: Int) -> [UInt64] {
    guard words.count >= size else { return [] }
    let words = words.span
    return (0...(words.count - size)).map { start in
      var hash = UInt64(size)
      for at in start..<start + size { hash = StableHash.mix(hash ^ words[at]) &+ 1 }
      return hash
    }
  }

  /// A name without marks: words in lower case.
  private static func fold(_ name: String) -> String {
    name.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "." }
      .joined(separator: " ")
  }
}

/// The runs of words of a quote, to be found in posts.
private struct WantedRuns {
  /// Sorted; one that occurs twice in the quote counts twice.
  private let runs: [UInt64]
  /// A bit for each of their hashes: nearly all runs of other posts are known by it.
  private var marks: InlineArray<16, UInt64> = .init(repeating: 0)

  init(_ runs: [UInt64]) {
    self.runs = runs.sorted()
    for run in runs { marks[Int(run >> 6 & 15)] |= 1 << (run & 63) }
  }

  /// Whether at least half of them occur in a list.
  func areHeld(by held: [UInt64]) -> Bool {
    var found: [Bool] = []
    for run in held where marks[Int(run >> 6 & 15)] & 1 << (run & 63) != 0 {
      var low = 0
      var high = runs.count
      while low < high {
        let middle = (low + high) / 2
        if runs[middle] < run { low = middle + 1 } else { high = middle }
      }
      guard low < runs.count, runs[low] == run else { continue }
      if found.isEmpty { found = Array(repeating: false, count: runs.count) }
      while low < runs.count, runs[low] == run {
        found[low] = true
        low += 1
      }
    }
    return found.count { $0 } * 2 >= runs.count
  }
}
