public import HubbubModel

/// How much a report may tell of the people whose words it quotes.
///
/// A level is a pure function of a report: the same report and key give the same result. It changes
/// what is shown and never an offset or a number. `docs/FORMATS.md` says what each level hides, and
/// what it cannot hide: a quotation of a public post can be searched for.
public enum Privacy: String, CaseIterable, Sendable {
  /// For the owner of the data: as it is.
  case `internal`
  /// For colleagues: handles are replaced by stable pseudonyms.
  case share
  /// For everybody: besides, no addresses, hashed ids and paths, and no quotation that names anyone.
  case `public`

  /// What stands where something was left out.
  static let withheld = "[withheld]"

  /// The report as this level shows it.
  ///
  /// - Parameters:
  ///   - key: from which pseudonyms are derived; keep it secret, and the same to compare reports.
  ///     Whoever has it can test whether a handle belongs to a pseudonym.
  ///   - handles: handles to hide besides those of the quotations' authors, such as all of the
  ///     corpus.
  /// - Complexity: O(n) in the report's size, times the longest handle.
  public func apply(
    to report: Report, key: [UInt8], handles: Set<String> = []
  ) -> Report {
    if self == .internal { return report }
    let mask = PrivacyMask(level: self, key: key, report: report, handles: handles)
    return mask.apply(to: report)
  }
}

/// One level at work on one report.
struct PrivacyMask {
  let level: Privacy
  let names: Pseudonyms
  let identifying: Identifying
  /// Handles that ordinary words could be: hidden in a sentence only where it rests on their posts.
  private let authors: [PostID: String]
  /// The ids of all posts that the report names, sorted.
  private let posts: [String]

  init(level: Privacy, key: [UInt8], report: Report, handles: Set<String>) {
    self.level = level
    names = Pseudonyms(key: key)
    let quotes = PrivacyMask.quotes(of: report)
    identifying = Identifying(handles: handles.union(quotes.compactMap(\.author)))
    let cited = Ledger(of: report).entries.flatMap(\.sentence.basis).compactMap { basis in
      if case .quote(let evidence) = basis { evidence.post } else { nil }
    }
    posts = Set(cited + quotes.map(\.evidence.post)).sorted().map(\.text)
    authors = Dictionary(
      quotes.compactMap { quote in quote.author.map { (quote.evidence.post, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  static func quotes(of report: Report) -> [Quote] {
    report.themes.flatMap(\.quotes) + report.split.quotes + report.split.common.map(\.quote)
      + report.split.shared.map(\.quote)
      + report.outlook.map(\.quote) + report.parallels + report.names.flatMap(\.quotes)
      + report.digests.flatMap(\.quotes)
  }

  func apply(to report: Report) -> Report {
    var result = report
    result.title = sentence(report.title) ?? withheld(report.title)
    result.lede = report.lede.compactMap { tells(of: $0, in: report) ? nil : sentence($0) }
    result.themes = report.themes.map(theme)
    result.takeaways = report.takeaways.compactMap { takeaway in
      tells(of: takeaway.sentence, in: report)
        ? nil
        : sentence(takeaway.sentence).map {
          Takeaway(
            icon: takeaway.icon, sentence: $0, people: takeaway.people, score: takeaway.score)
        }
    }
    result.split.sentences = report.split.sentences.compactMap(sentence)
    result.split.quotes = report.split.quotes.compactMap(quote)
    result.split.common = report.split.common.compactMap { point in
      guard let sentence = sentence(point.sentence), let quote = quote(point.quote) else {
        return nil
      }
      var result = point
      (result.sentence, result.quote) = (sentence, quote)
      return result
    }
    result.split.shared = report.split.shared.compactMap { point in
      guard let sentence = sentence(point.sentence), let quote = quote(point.quote) else {
        return nil
      }
      return SharedPoint(sentence: sentence, quote: quote, people: point.people)
    }
    result.outlook = report.outlook.compactMap { item in
      guard let sentence = sentence(item.sentence), let quote = quote(item.quote) else {
        return nil
      }
      return OutlookItem(sentence: sentence, probability: item.probability, quote: quote)
    }
    result.parallels = report.parallels.compactMap(quote)
    result.parallelSentences = report.parallelSentences.compactMap(sentence)
    result.method = report.method.compactMap(sentence)
    result.digests = report.digests.compactMap(digest)
    result.names = report.names.map(name)
    result.nameSentences = report.nameSentences.compactMap {
      tells(of: $0, in: report) ? nil : sentence($0)
    }
    return result
  }

  /// Whether a sentence rests on a name that is not shown.
  private func tells(of sentence: Sentence, in report: Report) -> Bool {
    let isOfNames = sentence.basis.contains { basis in
      if case .figure(_, let path, _) = basis { path.hasPrefix("names[") } else { false }
    }
    return isOfNames && report.names.contains { isHidden($0) && sentence.text.contains($0.name) }
  }

  /// Whether a name is not shown: in public, that of a person and whatever is somebody's handle.
  private func isHidden(_ name: ReportName) -> Bool {
    level == .public && (name.kind == .person || names(anyone: name.name))
  }

  /// A digest that has lost its sentences tells nothing.
  private func digest(_ digest: ReportDigest) -> ReportDigest? {
    guard let sentence = sentence(digest.sentence) else { return nil }
    var result = digest
    result.sentence = sentence
    result.quotes = digest.quotes.compactMap(quote)
    result.title = digest.title.map { masked($0, strict: level == .public) }
    if level == .public { result.thread = ThreadID(names.post(digest.thread.text)) }
    return result.quotes.isEmpty ? nil : result
  }

  /// A name keeps its place and numbers even where it is hidden: posts point to it by its place.
  private func name(_ name: ReportName) -> ReportName {
    var result = name
    result.quotes = name.quotes.compactMap(quote)
    if isHidden(name) {
      (result.name, result.spellings, result.quotes) = (Privacy.withheld, [], [])
    } else {
      result.name = masked(name.name, strict: level == .public)
      result.spellings = name.spellings.map { masked($0, strict: level == .public) }
    }
    return result
  }

  private func theme(_ theme: ReportTheme) -> ReportTheme {
    var result = theme
    result.gloss = theme.gloss.flatMap(sentence)
    result.theme.gloss =
      result.gloss == nil ? nil : theme.theme.gloss.map { evidence($0) }
    result.theme.label = masked(theme.theme.label, strict: level == .public)
    result.theme.group = theme.theme.group.map { masked($0, strict: level == .public) }
    result.theme.terms = theme.theme.terms.filter {
      level != .public || !names(anyone: $0.term)
    }
    result.sentences = theme.sentences.compactMap(sentence)
    result.quotes = theme.quotes.compactMap(quote)
    return result
  }

  /// The sentence with its people hidden; nil where the level forbids it.
  ///
  /// In public, a sentence that names anyone is one that cannot be shown.
  private func sentence(_ sentence: Sentence) -> Sentence? {
    let own = Set(
      sentence.basis.compactMap { basis -> String? in
        if case .quote(let evidence) = basis { authors[evidence.post] } else { nil }
      })
    var result = sentence
    result.text = masked(sentence.text, strict: false, own: own)
    if level == .public,
      names(anyone: sentence.text, own: own) || repeatsWithheld(sentence)
    {
      return nil
    }
    result.basis = sentence.basis.map { basis in
      switch basis {
      case .quote(let evidence): .quote(self.evidence(evidence))
      case .figure(let artifact, let path, let value):
        .figure(
          artifact: artifact, path: figurePath(path), value: masked(value, strict: false, own: own))
      }
    }
    return result
  }

  /// Whether a sentence gives words at length that may not be quoted.
  private func repeatsWithheld(_ sentence: Sentence) -> Bool {
    sentence.basis.contains { basis in
      guard case .quote(let evidence) = basis else { return false }
      return sentence.text.contains(evidence.text)
        && !identifying.finds(in: evidence.text).isEmpty
    }
  }

  private func withheld(_ sentence: Sentence) -> Sentence {
    var result = sentence
    result.text = masked(sentence.text, strict: true)
    result.basis = sentence.basis.map { basis in
      if case .quote(let evidence) = basis { .quote(self.evidence(evidence)) } else { basis }
    }
    return result
  }

  private func quote(_ quote: Quote) -> Quote? {
    var result = quote
    result.author = quote.author.map(names.author)
    result.evidence = evidence(quote.evidence)
    guard level == .public else {
      // Addresses and paths of some sites hold the author's handle.
      if let author = quote.author {
        if quote.url?.contains(author) == true { result.url = nil }
        if quote.source.path.contains(author) {
          result.source.path = names.source(quote.source.path)
        }
      }
      return result
    }
    guard identifying.finds(in: quote.evidence.text).isEmpty else { return nil }
    result.url = nil
    result.source.path = names.source(quote.source.path)
    return result
  }

  private func evidence(_ evidence: Evidence) -> Evidence {
    var result = evidence
    guard level == .public else {
      result.text = masked(evidence.text, strict: false)
      return result
    }
    if !identifying.finds(in: evidence.text).isEmpty { result.text = Privacy.withheld }
    result.post = PostID(names.post(evidence.post.text))
    return result
  }

  /// A path into an artifact may name a post.
  private func figurePath(_ path: String) -> String {
    guard level == .public else { return masked(path, strict: false) }
    if posts.contains(where: { path.contains($0) }) { return Privacy.withheld }
    return masked(path, strict: true)
  }

  private func names(anyone text: String, own: Set<String> = []) -> Bool {
    identifying.finds(in: text).contains { isSure($0, own) }
  }

  /// Whether a find tells of a person: a bare word that happens to be somebody's handle does so only
  /// where that person's post is what the sentence rests on.
  private func isSure(_ find: Identifying.Find, _ own: Set<String>) -> Bool {
    switch find.kind {
    case .email, .mention, .phone, .link: true
    case .handle: Identifying.isDistinctive(find.text) || own.contains(find.text)
    }
  }

  /// The text with handles and mentions replaced by pseudonyms, and mail addresses left out.
  ///
  /// - Parameter strict: leave phone numbers and links out as well.
  func masked(_ text: String, strict: Bool, own: Set<String> = []) -> String {
    let finds = identifying.finds(in: text)
    guard !finds.isEmpty else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var at = 0
    for find in finds {
      guard let substitute = substitute(for: find, strict: strict, own: own) else { continue }
      result += bytes[at..<find.range.lowerBound]
      result += Array(substitute.utf8)
      at = find.range.upperBound
    }
    return String(decoding: result + bytes[at...], as: UTF8.self)
  }

  private func substitute(
    for find: Identifying.Find, strict: Bool, own: Set<String>
  ) -> String? {
    switch find.kind {
    case .mention: "@\(names.author(String(find.text.dropFirst())))"
    case .handle: isSure(find, own) ? names.author(find.text) : nil
    case .email: Privacy.withheld
    case .phone, .link: strict ? Privacy.withheld : nil
    }
  }
}
