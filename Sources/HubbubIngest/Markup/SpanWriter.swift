internal import HubbubModel

/// Lays out text and types it at once: white space folds, blocks break lines, and every byte
/// written belongs to a span.
struct SpanWriter {
  /// A span's kind, and which quote it is part of.
  struct Voice: Equatable {
    var kind: Span.Kind = .own
    var quote = -1
  }

  private(set) var bytes: [UInt8] = []
  private var runs: [(voice: Voice, start: Int)] = []
  private var space = false
  private var breaks = 0

  /// Ends the line, with `lines` line breaks at most between what came and what comes.
  mutating func lineBreak(_ lines: Int) { breaks = max(breaks, lines) }

  /// Adds one more line break to those asked for, up to two.
  mutating func explicitBreak() { breaks = min(2, breaks + 1) }

  /// A place where words must not run together.
  mutating func separate() { space = true }

  /// Writes text whose white space folds.
  mutating func folded(_ text: ArraySlice<UInt8>, _ voice: Voice) {
    var at = text.startIndex
    while at < text.endIndex {
      let byte = text[at]
      if byte == 0x20 || (0x09...0x0D).contains(byte) {
        space = true
        at += 1
        continue
      }
      // U+00A0 folds with other space; forums indent and pad with it.
      if byte == 0xC2, at + 1 < text.endIndex, text[at + 1] == 0xA0 {
        space = true
        at += 2
        continue
      }
      var end = at + 1
      while end < text.endIndex {
        if Self.isSolid(text[end]) {
          end += 1
        } else if text[end] == 0x20, end + 1 < text.endIndex, Self.isSolid(text[end + 1]) {
          // A single blank between words stands as it is.
          end += 2
        } else {
          break
        }
      }
      begin(voice)
      bytes.append(contentsOf: text[at..<end])
      at = end
    }
  }

  /// Whether a byte is no white space, nor the first of a no-break space.
  private static func isSolid(_ byte: UInt8) -> Bool { byte > 0x20 && byte != 0xC2 }

  /// Writes text as it stands.
  mutating func verbatim(_ text: ArraySlice<UInt8>, _ voice: Voice) {
    for byte in text {
      if byte == 0x0D { continue }
      if byte == 0x0A {
        // Breaks wait, so that none is left at the end; indentation is kept.
        breaks = breaks == 0 ? 1 : min(breaks + 1, 8)
        space = false
        continue
      }
      if breaks > 0 || bytes.isEmpty, byte == 0x20 || byte == 0x09 {
        if bytes.isEmpty { continue }
      }
      if space || breaks > 0 || runs.last?.voice != voice { begin(voice) }
      bytes.append(byte)
    }
  }

  private mutating func begin(_ voice: Voice) {
    if !bytes.isEmpty {
      if breaks > 0 {
        while bytes.last == 0x20 || bytes.last == 0x09 {
          guard bytes.count - 1 > (runs.last?.start ?? 0) else { break }
          bytes.removeLast()
        }
        for _ in 0..<breaks { bytes.append(0x0A) }
      } else if space, bytes.last != 0x20 {
        bytes.append(0x20)
      }
    }
    breaks = 0
    space = false
    if runs.last?.voice != voice { runs.append((voice, bytes.count)) }
  }

  /// The body: separators belong to the span before them.
  func body(quotes: [(attribution: String?, quoted: String?)]) -> ParsedBody {
    var end = bytes.count
    while end > 0, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    var spans: [ParsedSpan] = []
    for (index, run) in runs.enumerated() {
      let stop = index + 1 < runs.count ? runs[index + 1].start : end
      guard stop > run.start else { continue }
      let origin: (attribution: String?, quoted: String?) =
        run.voice.quote >= 0 ? quotes[run.voice.quote] : (nil, nil)
      spans.append(
        ParsedSpan(
          run.voice.kind, run.start, stop, attribution: origin.attribution,
          quoted: origin.quoted))
    }
    return ParsedBody(text: String(decoding: bytes[..<end], as: UTF8.self), spans: spans)
  }
}
