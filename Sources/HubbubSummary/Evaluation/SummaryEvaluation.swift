public import HubbubModel
public import HubbubSystem

/// How much our summaries of threads share with those that people wrote of the same threads.
public struct SummaryEvaluation: Hashable, Sendable {
  /// A way of summarising, and how it scored.
  public struct Method: Hashable, Sendable {
    /// The mean scores.
    public var rouge: Rouge
    /// The mean number of words of a summary.
    public var words: Double
  }

  /// The number of threads.
  public let threads: Int
  /// The summary as the report prints it: what was said, with who said it.
  public let printed: Method
  /// The same sentences without their speakers.
  public let sentences: Method
  /// The thread's first words, cut at the same length: what few methods beat.
  public let lead: Method
  /// The first words with the name of who wrote them before each post.
  public let namedLead: Method

  /// Summarises threads and compares each summary with its reference.
  ///
  /// - Parameters:
  ///   - threads: the posts of each thread, in their order.
  ///   - references: what people wrote of each.
  ///   - words: how long a summary may be.
  public init(
    threads: [[Post]], references: [String], words: Int, stemming: Bool, workers: Workers
  ) {
    precondition(threads.count == references.count, "a reference for each thread")
    self.threads = threads.count
    let digester = ThreadDigester.english
    let texts = workers.map(threads.count) { index -> [String] in
      let posts = threads[index]
      let digest = digester.digest(posts, words: words)
      return [
        digest.printed(posts), digest.lines.map { Self.unwrapped($0.text) }.joined(separator: " "),
        Self.lead(posts, words, named: false), Self.lead(posts, words, named: true),
      ]
    }
    let methods = (0..<4).map { method -> Method in
      let scores = workers.map(texts.count) {
        Rouge(of: texts[$0][method], against: references[$0], stemming: stemming)
      }
      let total = texts.reduce(0) { $0 + $1[method].split(whereSeparator: \.isWhitespace).count }
      return Method(
        rouge: Rouge.mean(scores), words: Double(total) / Double(max(1, texts.count)))
    }
    printed = methods[0]
    sentences = methods[1]
    lead = methods[2]
    namedLead = methods[3]
  }

  private static func unwrapped(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func lead(_ posts: [Post], _ words: Int, named: Bool) -> String {
    var kept: [Substring] = []
    for post in posts where kept.count < words {
      if named, let author = post.author { kept += author.split(whereSeparator: \.isWhitespace) }
      kept += post.text.split(whereSeparator: \.isWhitespace).prefix(max(0, words - kept.count))
    }
    return kept.prefix(words).joined(separator: " ")
  }
}
