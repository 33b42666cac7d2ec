internal import HubbubModel
public import HubbubSystem

/// Holds what a parser takes out of pages against reference texts.
///
/// Measures after the Web Content Extraction Benchmark: word F1 of the posts with the reference; the
/// share of snippets that must be there and are; the share of snippets of boilerplate that must not
/// be there and are. Which classes of text a reference judges, `JudgedText` says; the same F1 for
/// the posts' own words alone, whatever the reference holds, is `ownWordsF1`.
public enum ExtractionEvaluation {
  /// How one page came out.
  public struct PageScore: Sendable, Hashable {
    /// The page's name without its ending, as its reference has it.
    public var page: String
    /// Posts found.
    public var posts: Int
    /// Posts that the reference does not judge.
    public var unjudged: Int
    /// Harmonic mean of word precision and recall.
    public var f1: Double
    /// The share of the words found that the reference has.
    public var precision: Double
    /// The share of the reference's words that were found.
    public var recall: Double
    /// The F1 of the posts' own words, whatever classes of text the reference has.
    public var ownWordsF1: Double
    /// The share of required snippets that were found; nil where none are given.
    public var snippetRecall: Double?
    /// The share of forbidden snippets that were found; nil where none are given.
    public var leak: Double?
    /// Why the page was set aside, if it was.
    public var reason: String?
  }

  /// Scores of all pages, and their means.
  public struct Scores: Sendable {
    /// The pages in the order of their names.
    public var pages: [PageScore]
    /// Pages whose reference holds too few words to compare with.
    public var skipped: [String]
    /// Pages that do not hold what their reference says: saved before a script filled them.
    public var unanswerable: [String]

    /// The mean word F1 over all pages, those set aside with 0.
    public var f1: Double { Self.mean(pages.map(\.f1)) }
    /// The mean word precision.
    public var precision: Double { Self.mean(pages.map(\.precision)) }
    /// The mean word recall.
    public var recall: Double { Self.mean(pages.map(\.recall)) }
    /// The mean F1 of own words.
    public var ownWordsF1: Double { Self.mean(pages.map(\.ownWordsF1)) }
    /// The mean share of required snippets found.
    public var snippetRecall: Double { Self.mean(pages.compactMap(\.snippetRecall)) }
    /// The mean share of forbidden snippets found.
    public var leak: Double { Self.mean(pages.compactMap(\.leak)) }

    private static func mean(_ values: [Double]) -> Double {
      values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
    }

    /// The scores as JSON: means first, then each page.
    public var json: JSON {
      [
        "pages": .integer(Int64(pages.count)), "f1": .number(f1), "precision": .number(precision),
        "recall": .number(recall), "own_words_f1": .number(ownWordsF1),
        "snippet_recall": .number(snippetRecall), "leak": .number(leak),
        "skipped": .array(skipped.map(JSON.string)),
        "unanswerable": .array(unanswerable.map(JSON.string)),
        "scores": .array(
          pages.map { page in
            [
              "page": .string(page.page), "posts": .integer(Int64(page.posts)),
              "unjudged": .integer(Int64(page.unjudged)), "f1": .number(page.f1),
              "precision": .number(page.precision), "recall": .number(page.recall),
              "own_words_f1": .number(page.ownWordsF1),
              "snippet_recall": .optional(page.snippetRecall),
              "leak": .optional(page.leak), "reason": .optional(page.reason),
            ]
          }),
      ]
    }
  }

  /// The fewest words of a reference that can be compared with.
  static let leastWords = 10
  /// The least share of a reference's words that its page must hold somewhere, in whatever form.
  static let leastHeld = 0.5

  /// Parses the pages of a folder that a folder of references knows, and compares.
  ///
  /// A reference `0501.json` belongs to the page `0501.html` or `0501.html.gz`, and holds, at its
  /// top or under `ground_truth`, `main_content`, `with` and `without`.
  /// - Throws: `IngestError` if a folder is missing or no page has a reference.
  public static func run(
    pages: String, gold: String, parser: any DocumentParser, workers: Workers
  ) throws -> Scores {
    for folder in [pages, gold] where Files.kind(of: folder) != .folder {
      throw IngestError("there is no folder \(folder)", code: .noSuchInput)
    }
    let files = try Files.filesBelow(pages)
    let references = try Files.filesBelow(gold).filter { $0.hasSuffix(".json") }
    var found: [(name: String, page: String, gold: String)] = []
    var byName: [String: String] = [:]
    for file in files {
      for ending in [".html", ".htm", ".html.gz"] where file.hasSuffix(ending) {
        byName[stem(file, ending)] = file
      }
    }
    for reference in references {
      let name = stem(reference, ".json")
      if let page = byName[name] {
        found.append((name, "\(pages)/\(page)", "\(gold)/\(reference)"))
      }
    }
    guard !found.isEmpty else {
      throw IngestError(
        "no page in \(pages) has a reference in \(gold): 0501.html needs a 0501.json")
    }
    found.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    let pairs = found
    let scored = try workers.map(pairs.count) { index -> Verdict in
      let pair = pairs[index]
      let reference = try Reference(JSONParser().parse(try Files.read(pair.gold)))
      guard let reference else { return .noReference(pair.name) }
      let page = try bytes(ofPage: pair.page)
      guard isAnswerable(page, reference) else { return .unanswerable(pair.name) }
      return .score(
        score(parser.parse(page, path: pair.name), against: reference, page: pair.name))
    }
    var scores = Scores(pages: [], skipped: [], unanswerable: [])
    for verdict in scored {
      switch verdict {
      case .score(let page): scores.pages.append(page)
      case .noReference(let name): scores.skipped.append(name)
      case .unanswerable(let name): scores.unanswerable.append(name)
      }
    }
    return scores
  }

  private enum Verdict: Sendable {
    case score(PageScore)
    case noReference(String)
    case unanswerable(String)
  }

  /// Whether the words of a reference stand in its page's bytes at all, be it in a script.
  ///
  /// Some references were written from what a browser showed after scripts had run.
  static func isAnswerable(_ page: [UInt8], _ reference: Reference) -> Bool {
    let held = words(of: PageText.unescaped(PageText(page).utf8))
    return overlap(held, words(of: reference.text)).1 >= leastHeld
  }

  private static func stem(_ path: String, _ ending: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    return name.hasSuffix(ending) ? String(name.dropLast(ending.count)) : String(name)
  }

  private static func bytes(ofPage path: String) throws -> [UInt8] {
    guard path.hasSuffix(".gz") else { return try Files.read(path) }
    let reader = try ArchiveReader(path: path, limits: SourceLimits())
    guard try reader.next() != nil else { return [] }
    return try PeekedStream(reader).readAll(limit: SourceLimits().documentBytes)
  }

  /// What a page should give.
  struct Reference: Sendable {
    var text: String
    var required: [String] = []
    var forbidden: [String] = []

    init?(_ value: JSONValue) {
      let truth = value["ground_truth"] ?? value
      guard let text = truth["main_content"]?.string else { return nil }
      self.text = text
      required = truth["with"]?.elements.compactMap(\.string) ?? []
      forbidden = truth["without"]?.elements.compactMap(\.string) ?? []
      guard words(of: text).count >= ExtractionEvaluation.leastWords else { return nil }
    }
  }

  static func score(
    _ document: ParsedDocument, against reference: Reference, page: String
  ) -> PageScore {
    let posts = document.threads.flatMap(\.posts)
    let wanted = words(of: reference.text)
    let judged = JudgedText(document, reference: reference.text)
    let (precision, recall) = overlap(words(of: judged.text), wanted)
    let own = overlap(words(of: posts.map(JudgedText.own).joined(separator: "\n\n")), wanted)
    let shown =
      (document.threads.compactMap(\.title)
      + posts.flatMap {
        [$0.author, $0.shownTime].compactMap(\.self) + [JudgedText.shown($0)]
      }).joined(separator: "\n")
    let folded = fold(shown)
    func share(_ snippets: [String]) -> Double? {
      let snippets = snippets.map(fold).filter { !$0.isEmpty }
      guard !snippets.isEmpty else { return nil }
      return Double(snippets.filter { folded.contains($0) }.count) / Double(snippets.count)
    }
    return PageScore(
      page: page, posts: posts.count, unjudged: judged.unjudged,
      f1: harmonicMean((precision, recall)), precision: precision, recall: recall,
      ownWordsF1: harmonicMean(own), snippetRecall: share(reference.required),
      leak: share(reference.forbidden), reason: document.quarantine.first?.reason)
  }

  private static func harmonicMean(_ pair: (Double, Double)) -> Double {
    pair.0 + pair.1 > 0 ? 2 * pair.0 * pair.1 / (pair.0 + pair.1) : 0
  }

  /// Runs of letters, digits and underscores in lower case, as Python's `\w+` finds them.
  static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    for scalar in text.lowercased().unicodeScalars {
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_" {
        word.append(scalar)
      } else if !word.isEmpty {
        words.append(String(word))
        word = String.UnicodeScalarView()
      }
    }
    if !word.isEmpty { words.append(String(word)) }
    return words
  }

  /// Precision and recall of bags of words.
  static func overlap(_ found: [String], _ wanted: [String]) -> (Double, Double) {
    var counts: [String: Int] = [:]
    for word in wanted { counts[word, default: 0] += 1 }
    var common = 0
    for word in found {
      guard let left = counts[word], left > 0 else { continue }
      counts[word] = left - 1
      common += 1
    }
    return (
      found.isEmpty ? 0 : Double(common) / Double(found.count),
      wanted.isEmpty ? 0 : Double(common) / Double(wanted.count)
    )
  }

  /// A text for looking snippets up in: lower case, white space single, quotation marks and dashes
  /// of one kind, because references write them as they please.
  static func fold(_ text: String) -> String {
    var folded = String.UnicodeScalarView()
    for scalar in text.lowercased().unicodeScalars {
      switch scalar {
      case "\u{2018}", "\u{2019}", "\u{2032}", "`": folded.append("'")
      case "\u{201C}", "\u{201D}", "\u{2033}": folded.append("\"")
      case "\u{2010}"..."\u{2015}", "\u{2212}": folded.append("-")
      case "\u{2026}": folded.append(contentsOf: "...".unicodeScalars)
      case "\u{200B}"..."\u{200D}", "\u{FEFF}", "\u{FE0F}": break
      case _ where scalar.properties.isWhitespace:
        if folded.last != " ", !folded.isEmpty { folded.append(" ") }
      default: folded.append(scalar)
      }
    }
    if folded.last == " " { folded.removeLast() }
    return String(folded)
  }
}
