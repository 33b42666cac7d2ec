internal import HubbubCorpus
internal import HubbubModel

/// The most discussed threads in brief.
extension Article {
  /// Fewer posts than these, or fewer people, need no digest: a reader has read them as soon.
  private static let fewestPosts = 5
  private static let fewestPeople = 3
  /// Words of a digest: what ConvoSumm's threads are summarised in.
  private static let digestWords = 77
  /// Posts of a thread that are read: what a digest takes comes early.
  private static let readPosts = 400

  /// What a mailing list sets before its titles: a first word in brackets that half of them share.
  static func commonTag(_ titles: [String]) -> Substring? {
    var counts: [Substring: Int] = [:]
    for title in titles { if let tag = leadingTag(title) { counts[tag, default: 0] += 1 } }
    return counts.first { $0.value >= 3 && 2 * $0.value > titles.count }?.key
  }

  private static func leadingTag(_ title: String) -> Substring? {
    guard title.first == "[", let end = title.firstIndex(of: "]") else { return nil }
    return title[...end]
  }

  /// A title without the list's tag, unless nothing is left.
  static func untagged(_ title: String, _ tag: Substring?) -> String {
    guard let tag, title.hasPrefix(tag) else { return title }
    let rest = title.dropFirst(tag.count).drop { $0.isWhitespace }
    return rest.isEmpty ? title : String(rest)
  }

  /// The largest threads, each in about 77 of its own words; of equal ones, the first.
  ///
  /// What is printed elsewhere in the report is not told again.
  mutating func digests(_ corpus: Corpus) -> [ReportDigest] {
    var starts: [Int] = []
    var next = 0
    for thread in survey.threads {
      starts.append(next)
      next += thread.posts
    }
    let ranked = survey.threads.indices.filter { survey.threads[$0].posts >= Self.fewestPosts }
      .sorted { a, b in
        let (x, y) = (survey.threads[a].posts, survey.threads[b].posts)
        return x != y ? x > y : a < b
      }
    let tag = Self.commonTag(survey.threads.compactMap(\.title))
    var digests: [ReportDigest] = []
    for place in ranked {
      guard digests.count < options.digests else { break }
      let thread = survey.threads[place]
      let rows = starts[place]..<starts[place] + thread.posts
      let authors = Set(rows.compactMap { survey.rows[$0].author })
      guard authors.isEmpty ? survey.source.authors == 0 : authors.count >= Self.fewestPeople
      else { continue }
      let read = rows.prefix(Self.readPosts)
      let posts = read.map { corpus[$0] }
      let digest = ThreadDigester.english.digest(posts, words: Self.digestWords) { post, range in
        shelf.isFree(rows.lowerBound + post, range)
      }
      // One voice alone is no discussion in brief.
      guard Set(digest.lines.map(\.post)).count > 1 else { continue }
      let evidence = digest.lines.map { line in
        Evidence(
          text: line.text, post: posts[line.post].id, start: line.range.lowerBound,
          end: line.range.upperBound)
      }
      let path = "digests[\(digests.count)]"
      var facts = Facts()
      facts["posts"] = Wording.count(thread.posts, .post, at: "\(path).posts")
      facts["authors"] = Wording.count(authors.count, .person, at: "\(path).authors")
      facts.flag("authored", !authors.isEmpty)
      facts.basis = evidence.map { .quote($0) }
      digests.append(
        ReportDigest(
          thread: thread.id, title: thread.title.map { Self.untagged($0, tag) },
          posts: thread.posts, authors: authors.count,
          sentence: written("digest.size", facts),
          quotes: zip(evidence, digest.lines).map { evidence, line in
            shelf.quote(evidence, row: rows.lowerBound + line.post)
          }))
    }
    return digests
  }
}
