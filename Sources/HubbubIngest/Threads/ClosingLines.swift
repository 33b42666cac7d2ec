internal import HubbubModel

/// The author's last lines in a post, from the end up: where signatures stand.
///
/// Below a signature there may be what the author answers, or what a list appends; above it blank
/// lines. Lines of anything but own words end the walk once it has begun.
struct ClosingLines {
  /// A line of own words.
  struct Line {
    /// Its bytes in the body, without the line end.
    let range: Range<Int>
    /// Its words, without regard to case and punctuation; marks alone as they are.
    let hash: UInt64
    /// Whether a blank line, or no own line, stands above it.
    let opensParagraph: Bool
  }

  /// More lines than that are no signature.
  static let limit = 12
  /// The last lines, the last one first.
  private(set) var lines: [Line] = []
  /// Whether own words stand above the lines.
  private(set) var hasMore = false

  init(_ body: String, _ spans: [ParsedSpan]) {
    let bytes = Array(body.utf8)
    var span = spans.count - 1
    var end = bytes.count
    var pendingBlank = false
    while end > 0 {
      // The line that ends at `end`.
      var stop = end
      if bytes[stop - 1] == 10 { stop -= 1 }
      var start = stop
      while start > 0, bytes[start - 1] != 10 { start -= 1 }
      defer { end = start }
      while span > 0, spans[span].start > start { span -= 1 }
      let isBlank = bytes[start..<stop].allSatisfy(FormatSniffer.isSpace)
      let isOwn = Self.isOwn(start..<stop, spans, span)
      if isBlank {
        if !lines.isEmpty { pendingBlank = true }
        continue
      }
      guard isOwn else {
        if lines.isEmpty { continue }
        closeParagraph()
        hasMore = hasMore || Self.holdsOwn(bytes, spans[...max(span, 0)], before: start)
        return
      }
      if pendingBlank { closeParagraph() }
      pendingBlank = false
      if lines.count == Self.limit {
        hasMore = true
        return
      }
      let words = FoldedWords(String(decoding: bytes[start..<stop], as: UTF8.self))
      let hash =
        words.count > 0
        ? words.fingerprint(seed: "")
        : StableHash.of(String(decoding: bytes[start..<stop], as: UTF8.self))
      lines.append(Line(range: start..<stop, hash: hash, opensParagraph: false))
    }
    closeParagraph()
  }

  private mutating func closeParagraph() {
    guard let last = lines.last else { return }
    lines[lines.count - 1] = Line(range: last.range, hash: last.hash, opensParagraph: true)
  }

  private static func isOwn(_ line: Range<Int>, _ spans: [ParsedSpan], _ first: Int) -> Bool {
    var index = max(first, 0)
    while index < spans.count, spans[index].start < line.upperBound {
      if spans[index].end > line.lowerBound, spans[index].kind != .own, spans[index].kind != .link {
        return false
      }
      index += 1
    }
    return true
  }

  private static func holdsOwn(
    _ bytes: [UInt8], _ spans: ArraySlice<ParsedSpan>, before end: Int
  ) -> Bool {
    spans.contains { span in
      span.kind == .own && span.start < end
        && bytes[span.start..<min(span.end, end)].contains { !FormatSniffer.isSpace($0) }
    }
  }

  /// One number for the last `count` lines, for each count from one.
  func suffixes(seed: UInt64) -> [UInt64] {
    var hash = seed
    return lines.map { line in
      hash = StableHash.mix(hash ^ line.hash) &+ 0x9E37_79B9_7F4A_7C15
      return max(1, hash)
    }
  }

  /// The bytes from the first of the last `count` lines to the end of the last.
  func range(ofLast count: Int) -> Range<Int> {
    lines[count - 1].range.lowerBound..<lines[0].range.upperBound
  }

  /// Whether own words are left above the last `count` lines.
  func leavesWords(aboveLast count: Int) -> Bool { hasMore || count < lines.count }

  /// Spans with the own words of a range typed as something else.
  static func retyped(
    _ spans: [ParsedSpan], _ range: Range<Int>, as kind: HubbubModel.Span.Kind
  ) -> [ParsedSpan] {
    var out = SpanBuilder()
    for span in spans {
      guard span.kind == .own || span.kind == .link, span.start < range.upperBound,
        span.end > range.lowerBound
      else {
        out.add(
          span.kind, span.start, span.end, attribution: span.attribution, quoted: span.quoted)
        continue
      }
      let start = max(span.start, range.lowerBound)
      let end = min(span.end, range.upperBound)
      out.add(span.kind, span.start, start)
      out.add(kind, start, end)
      out.add(span.kind, end, span.end)
    }
    return out.spans
  }
}
