internal import HubbubModel
internal import HubbubSystem

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
    var text = body.text
    text.makeContiguousUTF8()
    let bytes = text.utf8.span
    guard mayHoldAddress(bytes) else { return body }
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
        let first = bytes[at] | 0x20
        guard
          first == UInt8(ascii: "h") || first == UInt8(ascii: "w") || first == UInt8(ascii: "f"),
          let end = address(bytes, at, span.end)
        else {
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

  /// Whether `:/` or, in either case, `w.` stands anywhere: most bodies hold neither.
  private static func mayHoldAddress(_ bytes: Swift.Span<UInt8>) -> Bool {
    var at = 0
    while let colon = ByteSearch.next(UInt8(ascii: ":"), in: bytes, from: at, to: bytes.count) {
      at = colon + 1
      if at < bytes.count, bytes[at] == UInt8(ascii: "/") { return true }
    }
    at = 1
    while let dot = ByteSearch.next(UInt8(ascii: "."), in: bytes, from: at, to: bytes.count) {
      if bytes[dot - 1] | 0x20 == UInt8(ascii: "w") { return true }
      at = dot + 1
    }
    return false
  }

  /// Where the address that begins at a byte ends, if one does.
  private static func address(
    _ bytes: Swift.Span<UInt8>, _ start: Int, _ limit: Int
  ) -> Int? {
    if start > 0 {
      let before = bytes[start - 1]
      let isWord =
        (before | 0x20) >= 0x61 && (before | 0x20) <= 0x7A || (0x30...0x39).contains(before)
      if isWord { return nil }
    }
    guard
      let opening = openings.first(where: { opening in
        start + opening.count < limit
          && opening.indices.allSatisfy { bytes[start + $0] | 0x20 == opening[$0] | 0x20 }
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
