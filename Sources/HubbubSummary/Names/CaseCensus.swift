internal import HubbubCorpus
internal import HubbubModel
internal import HubbubSystem

/// How a corpus writes each word, and which words with capitals stand side by side in it.
struct CaseCensus: Sendable {
  /// How often a word stands in which case.
  struct Cases: Sendable {
    /// In small letters.
    var lower: Int32 = 0
    /// With a capital at its start, where no sentence begins.
    var capital: Int32 = 0
    /// In capitals where its neighbours are not, or with a capital inside.
    var special: Int32 = 0
    /// With a capital where any word would have one.
    var opening: Int32 = 0
    /// In code.
    var code: Int32 = 0

    mutating func add(_ more: Cases) {
      lower += more.lower
      capital += more.capital
      special += more.special
      opening += more.opening
      code += more.code
    }

    /// The sightings that make it a name.
    var evidence: Int32 { capital + special }

    /// The share of the sightings that say anything which make it a name.
    var share: Double {
      lower + evidence == 0 ? 0 : Double(evidence) / Double(lower + evidence)
    }
  }

  /// Words with capitals in a row.
  struct Row: Sendable {
    var words: [UInt64]
    /// Whether a word of them is in capitals or has one inside.
    var isSpecial: Bool
    /// The posts that hold them; the last one, to count each once.
    var posts: Int32
    var lastPost: Int32

    mutating func note(_ post: Int32, isSpecial special: Bool) {
      if special { isSpecial = true }
      guard lastPost != post else { return }
      lastPost = post
      posts += 1
    }
  }

  private(set) var cases: [UInt64: Cases] = [:]
  /// Rows of two to four words, and single ones, by the key of their words.
  private(set) var rows: [UInt64: Row] = [:]

  /// The longest name, in words.
  static let longest = 4

  /// Reads every post once, on all workers.
  ///
  /// - Complexity: O(n) in the corpus's bytes; memory for its vocabulary.
  static func read(_ corpus: Corpus, _ tables: NameTables, workers: Workers) -> CaseCensus {
    let batches = Workers.batches(of: 512, in: corpus.count)
    let parts = workers.gather(
      batches.count, into: { (census: CaseCensus(), scanner: NameScanner(tables)) },
      { part, batch in
        corpus.forEach(in: batches[batch], reading: .text) { row, post in
          guard NameTables.tellsNames(post.language) else { return }
          part.scanner.scan(Array(post.text.utf8))
          part.census.count(part.scanner.tokens, post: Int32(row), tables)
          for key in part.scanner.codeWords {
            part.census.cases[key, default: Cases()].code += 1
          }
        }
      })
    var all = parts.first?.census ?? CaseCensus()
    for part in parts.dropFirst() { all.add(part.census) }
    return all
  }

  private mutating func add(_ other: CaseCensus) {
    // Counts are sums, so that the order of a dictionary cannot show.
    for (key, more) in other.cases {
      cases[key, default: Cases()].add(more)
    }
    rows.merge(other.rows) { row, more in
      var row = row
      row.posts += more.posts
      row.isSpecial = row.isSpecial || more.isSpecial
      return row
    }
  }

  mutating func count(_ tokens: [NameToken], post: Int32, _ tables: NameTables) {
    for token in tokens { count(token) }
    var at = 0
    while at < tokens.count {
      guard isPart(tokens[at], first: true, tables) else {
        at += 1
        continue
      }
      var end = at + 1
      while end < tokens.count, !tokens[end].traits.contains(.parted),
        isPart(tokens[end], first: false, tables)
      {
        end += 1
      }
      for from in at..<end {
        for to in from + 1...min(end, from + Self.longest) {
          note(tokens[from..<to], post: post, tables)
        }
      }
      at = end
    }
  }

  private mutating func count(_ token: NameToken) {
    switch token.shape {
    case .number: return
    case .lower: cases[token.key, default: Cases()].lower += 1
    case _ where token.traits.contains(.unclear):
      cases[token.key, default: Cases()].opening += 1
    case .capital where token.traits.contains(.opening):
      cases[token.key, default: Cases()].opening += 1
    case .capital: cases[token.key, default: Cases()].capital += 1
    case .capitals, .mixed: cases[token.key, default: Cases()].special += 1
    }
  }

  private func isPart(_ token: NameToken, first: Bool, _ tables: NameTables) -> Bool {
    if token.isNameLike { return true }
    return !first && (token.shape == .number || tables.connectors.contains(token.key))
  }

  private mutating func note(_ words: ArraySlice<NameToken>, post: Int32, _ tables: NameTables) {
    guard let first = words.first, let last = words.last, first.isNameLike,
      last.isNameLike || last.shape == .number && !last.traits.contains(.version),
      words.dropLast().allSatisfy({ $0.shape != .number }),
      !words.contains(where: { $0.traits.contains(.unclear) }),
      !tables.calendar.contains(first.key),
      !tables.never.contains(first.key)
        || words.count > 1 && tables.leads.contains(first.key) && !first.traits.contains(.opening)
    else { return }
    // The first word of a sentence has a capital in any case: alone it says nothing.
    if words.count == 1, first.shape == .capital, first.traits.contains(.opening) { return }
    let isSpecial = words.contains { $0.shape == .capitals || $0.shape == .mixed }
    let key = NameToken.key(of: words.lazy.map(\.key))
    rows[key, default: Row(words: words.map(\.key), isSpecial: false, posts: 0, lastPost: -1)]
      .note(post, isSpecial: isSpecial)
  }
}
