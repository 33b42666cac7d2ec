internal import HubbubModel

/// The most discussed threads in brief.
extension ReportView {
  /// The values of `digests.mustache`.
  func digests() -> [String: TemplateValue] {
    let places = Dictionary(
      posts.threads.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    return [
      "has_digests": .flag(!report.digests.isEmpty),
      "digests": .list(
        zip(report.digests, numbers.digests).enumerated().map { index, pair in
          let (digest, id) = pair
          return [
            "rank": .text(String(index + 1)),
            "title": .text(digest.title.map(Untrusted.line) ?? words["untitled"]),
            "sentence": .object(sentence(digest.sentence, id)),
            "thread": .optional(places[digest.thread].map { String($0) }),
            "lines": .list(
              digest.quotes.enumerated().map { quote($1, "qd\(index + 1)-\($0 + 1)") }),
          ]
        }),
    ]
  }
}
