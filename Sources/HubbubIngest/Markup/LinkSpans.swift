internal import HubbubModel

/// Finds bare addresses in an author's own words.
enum LinkSpans {
  private static let openings: [[UInt8]] = [
    Array("http://".utf8), Array("https://".utf8), Array("www.".utf8), Array("ftp://".utf8),
  ]
  /// Marks that end a sentence or close a bracket rather than an address.
  private static let trailing = Array(".,;:!?'\"".utf8)

  /// The body with its bare addresses cut out of the own spans as link spans.
  ///
  /// - Complexity: O(n) in the body's bytes.
  static func cut(_ body: ParsedBody) -> ParsedBody {
    let bytes = Array(body.text.utf8)
    guard mayHoldAddress(bytes.span) else { return body }
    var spans: [ParsedSpan] = []
    spans.reserveCapacity(body.spans.count)
    for span in body.spans {
      guard span.kind == .own else {
        spans.append(span)
        continue
      }
      var from = span.start
      var at = span.start
      while at < span.end {
        guard let end = address(bytes, at, span.end) else {
          at += 1
          continue
        }
        if at > from { spans.append(ParsedSpan(.own, from, at)) }
        spans.append(ParsedSpan(.link, at, end))
        at = end
        from = end
      }
      if span.end > from { spans.append(ParsedSpan(.own, from, span.end)) }
    }
    return ParsedBody(text: body.text, spans: spans)
  }

  /// Whether `://` or, in either case, `www.` stands anywhere: most bodies hold neither.
  private static func mayHoldAddress(_ bytes: Swift.Span<UInt8>) -> Bool {
    for at in 0..<bytes.count {
      if bytes[at] == UInt8(ascii: ":") {
        if at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "/") { return true }
      } else if bytes[at] == UInt8(ascii: "."), at > 0, bytes[at - 1] | 0x20 == UInt8(ascii: "w") {
        return true
      }
    }
    return false
  }

  /// Where the address that begins at a byte ends, if one does.
  private static func address(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Int? {
    let first = bytes[start] | 0x20
    guard first == UInt8(ascii: "h") || first == UInt8(ascii: "w") || first == UInt8(ascii: "f")
    else { return nil }
    if start > 0 {
      let before = bytes[start - 1]
      let isWord =
        (before | 0x20) >= 0x61 && (before | 0x20) <= 0x7A || (0x30...0x39).contains(before)
      if isWord { return nil }
    }
    guard
      let opening = openings.first(where: { opening in
        start + opening.count < limit
          && zip(bytes[start..<start + opening.count], opening).allSatisfy {
            $0 | 0x20 == $1 | 0x20
          }
      })
    else { return nil }
    var end = start + opening.count
    var brackets = 0
    scan: while end < limit {
      switch bytes[end] {
      case 0...0x20, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): break scan
      case UInt8(ascii: "("): brackets += 1
      case UInt8(ascii: ")"):
        if brackets == 0 { break scan }
        brackets -= 1
      default: break
      }
      end += 1
    }
    while end > start, trailing.contains(bytes[end - 1]) { end -= 1 }
    return end > start + opening.count ? end : nil
  }
}
