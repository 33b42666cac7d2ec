internal import HubbubCorpus
internal import HubbubModel
internal import HubbubTerms

/// The texts that a theme is named from: its nearest passages, read once.
struct ThemeTexts: Sendable {
  /// One passage of a theme.
  struct Text: Sendable {
    var passage: Int
    var theme: Int
    /// The UTF-8 of the whole post.
    var bytes: [UInt8]
    var post: PostID
    var language: String?
    var author: String?
    var thread: ThreadID
    var fit: Float
  }

  /// The passages, by their rows.
  let texts: [Text]

  /// At most so many passages of a theme are read for its name.
  static let most = 600

  init(corpus: Corpus, terms: TermIndex, placing: Placing, themes: Int) {
    var rows = [[Int]](repeating: [], count: themes)
    for (row, own) in placing.theme.enumerated() where own >= 0 { rows[own].append(row) }
    var chosen: [Int] = []
    for list in rows {
      let nearest = list.sorted { (placing.fit[$1], $0) < (placing.fit[$0], $1) }
      chosen += nearest.prefix(Self.most)
    }
    chosen.sort()
    // Passages stand in the order of their posts: those of a long post share its bytes.
    var read = LastPost(of: corpus)
    texts = chosen.map { row in
      let (post, bytes) = read(terms.passages[row].post)
      return Text(
        passage: row, theme: placing.theme[row], bytes: bytes, post: post.id,
        language: post.language, author: post.author, thread: post.thread,
        fit: placing.fit[row])
    }
  }
}
