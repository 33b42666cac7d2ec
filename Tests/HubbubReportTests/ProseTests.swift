import HubbubModel
import Testing

@testable import HubbubReport

/// Every sentence that a rendering prints as prose is in the ledger.
@Suite struct ProseTests {
  let ledger = Ledger(of: SampleReport.report)

  @Test func `the page prints each sentence of the ledger once, under its id`() {
    var found: [String: String] = [:]
    for (text, inside) in PageReader(
      HTMLReport.render(SampleReport.report, posts: SamplePosts.posts)
    ).texts {
      guard let last = inside.last, let id = last.attributes["data-sentence"] else { continue }
      #expect(found[id] == nil)
      found[id] = text
    }
    #expect(found.count == ledger.entries.count)
    for entry in ledger.entries { #expect(found[entry.id] == entry.sentence.text) }
  }

  @Test func `whatever else the page prints is a quotation, a name, a number or furniture`() {
    let known = Furniture(SampleReport.report)
    for (text, inside) in PageReader(
      HTMLReport.render(SampleReport.report, posts: SamplePosts.posts)
    ).texts {
      let names = inside.map(\.name)
      let isSentence = inside.contains {
        $0.attributes["data-sentence"] != nil || $0.attributes["id"]?.hasPrefix("e-") == true
      }
      if isSentence || names.contains("blockquote") || names.contains("q")
        || names.contains("style")
        || names.contains("script")
      {
        continue
      }
      // The labels of axes are dates and numbers, those of the map and the tree names of themes.
      if names.contains("svg"), ["tspan", "text"].contains(names.last) {
        let isKnown = known.isLabel(text)
        #expect(isKnown, "\(text)")
        continue
      }
      let isKnown = known.covers(text)
      #expect(isKnown, "\(text)")
    }
  }

  @Test func `the article in Markdown is made of the same sentences`() {
    let known = Furniture(SampleReport.report)
    let text = String(decoding: MarkdownReport.render(SampleReport.report), as: UTF8.self)
    for line in text.split(separator: "\n") where !line.hasPrefix(">") {
      var rest = PageReader.decoded(String(line).replacing("\\", with: ""))
      for entry in ledger.entries { rest = rest.replacing(entry.sentence.text, with: "") }
      for piece in rest.split(whereSeparator: { "|·#*".contains($0) }) {
        let isKnown = known.covers(String(piece))
        #expect(isKnown, "\(piece)")
      }
    }
    for entry in ledger.entries {
      #expect(text.contains(MarkdownText.line(entry.sentence.text)), "\(entry.sentence.text)")
    }
  }

  /// What a rendering may print besides sentences: `words.tsv` with anything filled in, and the
  /// report's own names, codes and numbers.
  struct Furniture {
    private var patterns: [[String]] = []
    private var names: Set<String> = []

    init(_ report: Report) {
      let words = Words.english
      for key in words.keys {
        // "a {x} b" becomes ["a ", " b"].
        var parts: [String] = []
        var rest = words[key][...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
          parts.append(String(rest[..<open]))
          rest = rest[rest.index(after: close)...]
        }
        parts.append(String(rest))
        if parts.contains(where: { !$0.isEmpty }) { patterns.append(parts) }
      }
      names.formUnion([report.title.text, Rendering().program])
      names.formUnion(SamplePosts.posts.threads.flatMap { [$0.title ?? "", $0.id.text] })
      names.formUnion(report.conservation.dropped.keys)
      for takeaway in report.takeaways { names.insert(takeaway.icon) }
      for theme in report.themes {
        names.insert(theme.theme.label)
        if let group = theme.theme.group { names.insert(group) }
        names.formUnion(theme.theme.label.split(separator: ":").map(String.init))
        names.formUnion(theme.theme.terms.map(\.term))
        names.insert(theme.theme.terms.map(\.term).joined(separator: ", "))
      }
      let quotes =
        report.themes.flatMap(\.quotes) + report.split.quotes + report.parallels
        + report.split.common.map(\.quote) + report.split.shared.map(\.quote)
        + report.outlook.map(\.quote)
        + report.names.flatMap(\.quotes) + report.digests.flatMap(\.quotes)
      for digest in report.digests { names.insert(digest.title ?? "") }
      for name in report.names {
        names.insert(name.name)
        names.insert(name.spellings.joined(separator: ", "))
      }
      for quote in quotes {
        names.insert(quote.evidence.post.text)
        names.insert(quote.source.path)
        if let author = quote.author { names.insert(Untrusted.shown(author)) }
        if let url = quote.url { names.insert(url) }
      }
    }

    func covers(_ text: String) -> Bool {
      let text = text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
      let trimmed = String(text)
      if names.contains(trimmed) || !trimmed.contains(where: \.isLetter) { return true }
      if isDate(trimmed) { return true }
      return patterns.contains { matches(trimmed, $0) }
    }

    /// Whether a text is a part of a theme's name, a date or a number.
    func isLabel(_ text: String) -> Bool {
      !text.contains(where: \.isLetter) || names.contains { $0.contains(text) }
        || text.contains(/^(\d+ )?[A-Z][a-z]{2}( \d+)?$/)
    }

    private func isDate(_ text: String) -> Bool {
      let parts = text.split(separator: " ")
      return parts.count == 3 && Int(parts[0]) != nil && Int(parts[2]) != nil
    }

    /// Whether a text is a pattern with things filled in that are covered themselves.
    private func matches(_ text: String, _ parts: [String]) -> Bool {
      guard text.hasPrefix(parts[0]) else { return false }
      return fills(text.dropFirst(parts[0].count), parts.dropFirst())
    }

    private func fills(_ text: Substring, _ parts: ArraySlice<String>) -> Bool {
      guard let part = parts.first else { return text.isEmpty }
      if parts.count == 1 {
        return text.hasSuffix(part) && covers(String(text.dropLast(part.count)))
      }
      var from = text.startIndex
      while let range = text[from...].firstRange(of: part) {
        if covers(String(text[..<range.lowerBound])),
          fills(text[range.upperBound...], parts.dropFirst())
        {
          return true
        }
        from = text.index(after: range.lowerBound)
      }
      return false
    }
  }
}
