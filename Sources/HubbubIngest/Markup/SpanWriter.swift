internal import HubbubModel
internal import HubbubSystem

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

  /// - Parameter capacity: how many bytes to make room for.
  init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  /// Ends the line, with `lines` line breaks at most between what came and what comes.
  mutating func lineBreak(_ lines: Int) { breaks = max(breaks, lines) }

  /// Adds one more line break to those asked for, up to two.
  mutating func explicitBreak() { breaks = min(2, breaks + 1) }

  /// A place where words must not run together.
  mutating func separate() { space = true }

  /// Begins an item of a list, of one in order with its number.
  mutating func bullet(_ number: Int?, _ voice: Voice) {
    let mark = number.map { Array("\($0). ".utf8) } ?? Self.bullet
    folded(mark.span, voice)
    separate()
  }

  private static let bullet = Array("- ".utf8)

  /// Writes text whose white space folds.
  mutating func folded(_ text: ArraySlice<UInt8>, _ voice: Voice) { folded(text.span, voice) }

  /// Writes text whose white space folds.
  mutating func folded(_ text: Swift.Span<UInt8>, _ voice: Voice) {
    var at = 0
    while at < text.count {
      let byte = text[at]
      if byte == 0x20 || (0x09...0x0D).contains(byte) {
        space = true
        at += 1
        continue
      }
      // U+00A0 folds with other space; forums indent and pad with it.
      if byte == 0xC2, at + 1 < text.count, text[at + 1] == 0xA0 {
        space = true
        at += 2
        continue
      }
      let end = Self.runEnd(text, at + 1)
      begin(voice)
      append(text.extracting(at..<end))
      at = end
    }
  }

  /// Where a run ends whose white space is single blanks between words, which stand as they are.
  private static func runEnd(_ text: Swift.Span<UInt8>, _ start: Int) -> Int {
    var end = start
    while true {
      while end + 8 <= text.count, standsAsItIs(text, end) { end += 8 }
      // Byte by byte through the eight that do not.
      let stop = min(end + 8, text.count)
      while end < stop {
        if isSolid(text[end]) {
          end += 1
        } else if text[end] == 0x20, end + 1 < text.count, isSolid(text[end + 1]) {
          end += 2
        } else {
          return end
        }
      }
      if end >= text.count { return end }
    }
  }

  /// Whether a byte is no white space, nor the first of a no-break space.
  private static func isSolid(_ byte: UInt8) -> Bool { byte > 0x20 && byte != 0xC2 }

  /// Whether eight bytes are solid but for single blanks, none of them the last.
  private static func standsAsItIs(_ text: Swift.Span<UInt8>, _ start: Int) -> Bool {
    let block = EightBytes.load(text, start)
    let isSpace = EightBytes.upTo(0x20, block)
    let isBlank = EightBytes.equal(UInt8(ascii: " "), block)
    let isLead = EightBytes.equal(0xC2, block)
    return isSpace == isBlank && isLead == 0 && isBlank & isBlank << 8 == 0 && isBlank >> 63 == 0
  }

  private mutating func append(_ run: Swift.Span<UInt8>) {
    unsafe run.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
  }

  /// Writes text as it stands.
  mutating func verbatim(_ text: ArraySlice<UInt8>, _ voice: Voice) { verbatim(text.span, voice) }

  /// Writes text as it stands.
  mutating func verbatim(_ text: Swift.Span<UInt8>, _ voice: Voice) {
    var at = 0
    while at < text.count {
      let byte = text[at]
      if byte == 0x0D {
        at += 1
        continue
      }
      if byte == 0x0A {
        // Breaks wait, so that none is left at the end; indentation is kept.
        breaks = breaks == 0 ? 1 : min(breaks + 1, 8)
        space = false
        at += 1
        continue
      }
      if bytes.isEmpty, byte == 0x20 || byte == 0x09 {
        at += 1
        continue
      }
      var end = at + 1
      while end < text.count, text[end] != 0x0A, text[end] != 0x0D { end += 1 }
      if space || breaks > 0 || runs.last?.voice != voice { begin(voice) }
      append(text.extracting(at..<end))
      at = end
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
