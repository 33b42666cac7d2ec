internal import HubbubIngest
internal import HubbubText

/// What decoding, repair and the reading of fragments promise.
enum TextPromises {
  /// Any bytes decode to UTF-8, whose every byte has a place in the source, in order.
  ///
  /// The first line stands for what a server declared.
  static func checkDecoding(_ bytes: [UInt8]) throws {
    let line = bytes.prefix(40).prefix { $0 != 10 }
    let rest = Array(bytes.dropFirst(min(bytes.count, line.count + 1)))
    try check(bytes, declared: DeclaredEncoding.label(in: bytes))
    try check(rest, declared: String(decoding: line, as: UTF8.self))
    try check(rest, declared: nil)
  }

  private static func check(_ bytes: [UInt8], declared: String?) throws {
    let text = TextDecoder.decode(bytes, declared: declared)
    try ensure(
      String(validating: text.utf8, as: UTF8.self) != nil, "\(text.encoding): not UTF-8")
    try ensure(Encoding(label: text.encoding) != nil, "\(text.encoding) names no encoding")
    try checkPlaces(text.utf8.count, in: bytes.count) { text.sourceOffset(of: $0) }
    let again = TextDecoder.decode(bytes, declared: declared)
    try ensure(again.utf8 == text.utf8 && again.encoding == text.encoding, "decoded otherwise")
  }

  /// A repaired text is one that needs no repair; what is not repaired keeps its places.
  static func checkRepair(_ bytes: [UInt8]) throws {
    let text = String(decoding: bytes, as: UTF8.self)
    let first = Mojibake.repair(text)
    try checkPlaces(first.text.utf8.count, in: text.utf8.count) { first.map.old($0) }
    try ensure(
      first.repaired || first.text.unicodeScalars.count == text.unicodeScalars.count,
      "changed and not called repaired")
    let again = Mojibake.repair(text)
    try ensure(again.text == first.text && again.map == first.map, "repaired otherwise")
  }

  /// A fragment's spans tile its text.
  static func checkFragment(_ bytes: [UInt8]) throws {
    let html = String(decoding: bytes, as: UTF8.self)
    let body = ReaderPromises.fragments.body(html: html)
    var end = 0
    for span in body.spans {
      try ensure(span.start == end && span.end > end, "spans do not tile: \(body.spans)")
      end = span.end
    }
    try ensure(end == body.text.utf8.count, "spans cover \(end) of \(body.text.utf8.count) bytes")
    try ensure(ReaderPromises.fragments.body(html: html).text == body.text, "read otherwise")
  }

  private static func checkPlaces(
    _ count: Int, in sourceCount: Int, _ place: (Int) -> Int
  ) throws(BrokenPromise) {
    var last = 0
    for offset in 0...count {
      let at = place(offset)
      try ensure(
        last <= at && at <= sourceCount, "byte \(offset) stands at \(at) of \(sourceCount)")
      last = at
    }
  }
}
