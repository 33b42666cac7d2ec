public import HubbubCorpus
internal import HubbubModel

/// What the corpus holds of one source file: for `hubbub probe`.
public struct SourceYield: Sendable, Hashable {
  /// Posts that were kept.
  public internal(set) var posts = 0
  /// Threads that they belong to.
  public internal(set) var threads = 0
  /// Posts with an author, with a time, and with a place in the reply tree that the source states.
  public internal(set) var authors = 0, times = 0, parents = 0
  /// Quotations, and those whose post is known.
  public internal(set) var quotes = 0, linkedQuotes = 0
  /// Posts with a signature, and posts with words of the site among their own.
  public internal(set) var signatures = 0, boilerplate = 0
  /// Posts by language; `und` where none was told.
  public internal(set) var languages: [String: Int] = [:]
  /// What was noticed, by code: posts.
  public internal(set) var findings: [String: Int] = [:]

  /// What a corpus holds of each file, by the file's path; what lies in an archive counts for it.
  ///
  /// - Complexity: O(n) in the bytes of the corpus.
  public static func byFile(_ corpus: Corpus) -> [String: SourceYield] {
    var yields: [String: SourceYield] = [:]
    var thread: (id: ThreadID, files: Set<String>)?
    corpus.forEach(in: 0..<corpus.count) { _, post in
      let file = file(of: post.source.path)
      // Posts of a thread follow each other.
      if thread?.id != post.thread { thread = (post.thread, []) }
      let isNew = thread?.files.insert(file).inserted == true
      yields[file, default: SourceYield()].count(post, opensThread: isNew)
    }
    return yields
  }

  /// The file that a path lies in: `a.zip` of `a.zip!/b.html`.
  public static func file(of path: String) -> String {
    path.firstRange(of: "!/").map { String(path[..<$0.lowerBound]) } ?? path
  }

  private mutating func count(_ post: Post, opensThread: Bool) {
    posts += 1
    threads += opensThread ? 1 : 0
    authors += post.author == nil ? 0 : 1
    times += post.time == nil ? 0 : 1
    let isGuess = post.findings.contains { Self.guessed.contains($0) }
    parents += isGuess ? 0 : 1
    let quoted = post.spans.filter { $0.kind == .quote }
    quotes += quoted.count
    linkedQuotes += quoted.filter { $0.ref != nil }.count
    signatures += post.spans.contains { $0.kind == .signature } ? 1 : 0
    boilerplate += post.spans.contains { $0.kind == .boilerplate } ? 1 : 0
    languages[post.language ?? "und", default: 0] += 1
    for finding in post.findings {
      findings[finding.split(separator: ":").first.map(String.init) ?? finding, default: 0] += 1
    }
  }

  /// Findings of posts whose place in the tree was not stated.
  private static let guessed: Set<String> = ["reply-to-thread", "orphan"]
}
