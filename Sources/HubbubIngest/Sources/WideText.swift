internal import HubbubModel

/// Dumps in UTF-16, as Excel's "Unicode text", SQL Server and PowerShell write them: read as UTF-8,
/// with the way back to the bytes of the source.
///
/// The way back needs no table: a character has four bytes in UTF-16 where it has four in UTF-8, and
/// two otherwise, also where half a surrogate pair became U+FFFD.
enum WideText {
  /// Which byte of a unit comes first.
  enum Order: Sendable { case little, big }

  /// The order of a source's bytes, by its byte order mark, or else by the zeros beside the two ASCII
  /// characters that every dump begins with; nil if it is no UTF-16.
  static func order(of head: [UInt8]) -> Order? {
    guard head.count >= 4 else { return nil }
    if head.starts(with: [0xFF, 0xFE]) { return head[2] | head[3] == 0 ? nil : .little }
    if head.starts(with: [0xFE, 0xFF]) { return .big }
    func isText(_ byte: UInt8) -> Bool { (0x20..<0x7F).contains(byte) || byte == 10 || byte == 13 }
    if head[1] | head[3] == 0, isText(head[0]), isText(head[2]) { return .little }
    return head[0] | head[2] == 0 && isText(head[1]) && isText(head[3]) ? .big : nil
  }

  /// Whether a source says by its first bytes that it is UTF-16.
  static func isMarked(_ head: [UInt8]) -> Bool {
    head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF])
  }

  /// UTF-16 as UTF-8, the byte order mark as well; a byte that is left over is dropped.
  static func utf8(_ bytes: [UInt8], _ order: Order) -> [UInt8] {
    var decoder = Decoder(order)
    return decoder.utf8(bytes) + decoder.end()
  }

  /// How many bytes some UTF-8 has in UTF-16.
  ///
  /// - Complexity: O(n).
  static func length(_ utf8: Swift.Span<UInt8>) -> Int {
    var length = 0
    for at in utf8.indices {
      length += utf8[at] & 0xC0 == 0x80 ? 0 : utf8[at] >= 0xF0 ? 4 : 2
    }
    return length
  }

  /// A stream as it is, or as UTF-8 if it is UTF-16.
  static func reading(_ stream: any ByteStream) -> PeekedStream {
    let raw = stream as? PeekedStream ?? PeekedStream(stream)
    return order(of: raw.head(4)).map { PeekedStream(WideStream(raw, $0)) } ?? raw
  }

  /// Units that become UTF-8 as they come.
  struct Decoder {
    private let order: Order
    /// A byte whose other half has not come yet, and the first half of a surrogate pair.
    private var half: UInt8?
    private var high: UInt16?

    init(_ order: Order) { self.order = order }

    /// The next bytes as UTF-8.
    mutating func utf8(_ bytes: [UInt8]) -> [UInt8] {
      var out: [UInt8] = []
      out.reserveCapacity(bytes.count)
      for byte in bytes {
        guard let first = half else {
          half = byte
          continue
        }
        half = nil
        let (low, top) = order == .little ? (first, byte) : (byte, first)
        add(UInt16(top) << 8 | UInt16(low), to: &out)
      }
      return out
    }

    /// What is left at the end of the source.
    mutating func end() -> [UInt8] {
      var out: [UInt8] = []
      if high != nil { Self.append(0xFFFD, to: &out) }
      high = nil
      return out
    }

    private mutating func add(_ unit: UInt16, to out: inout [UInt8]) {
      if let high {
        self.high = nil
        if 0xDC00..<0xE000 ~= unit {
          let value = 0x10000 + UInt32(high - 0xD800) << 10 + UInt32(unit - 0xDC00)
          return Self.append(value, to: &out)
        }
        Self.append(0xFFFD, to: &out)
      }
      switch unit {
      case 0xD800..<0xDC00: high = unit
      case 0xDC00..<0xE000: Self.append(0xFFFD, to: &out)
      default: Self.append(UInt32(unit), to: &out)
      }
    }

    private static func append(_ value: UInt32, to out: inout [UInt8]) {
      if value < 0x80 { return out.append(UInt8(value)) }
      guard let scalar = Unicode.Scalar(value) else { return }
      out.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }
}

/// A stream of UTF-16 as one of UTF-8.
private final class WideStream: ByteStream {
  private let raw: any ByteStream
  private var decoder: WideText.Decoder
  private var ended = false

  init(_ raw: any ByteStream, _ order: WideText.Order) {
    self.raw = raw
    decoder = WideText.Decoder(order)
  }

  var isWide: Bool { true }

  func read() throws(SourceDamage) -> [UInt8]? {
    while !ended {
      guard let piece = try raw.read() else {
        ended = true
        let rest = decoder.end()
        return rest.isEmpty ? nil : rest
      }
      let text = decoder.utf8(piece)
      if !text.isEmpty { return text }
    }
    return nil
  }
}

extension RecordChunk {
  /// What was made of records with the places that these have in the source's own bytes.
  func restored(_ batch: ReaderBatch) -> ReaderBatch {
    guard isWide else { return batch }
    let places = WidePlaces(self)
    var batch = batch
    for index in batch.drafts.indices {
      batch.drafts[index].post.source = places.restored(batch.drafts[index].post.source)
    }
    batch.quarantine = batch.quarantine.map(places.restored)
    return batch
  }

  /// Entries of the quarantine with the places of their records in the source's own bytes.
  func restored(_ quarantine: [QuarantineEntry]) -> [QuarantineEntry] {
    guard isWide else { return quarantine }
    return quarantine.map(WidePlaces(self).restored)
  }
}

/// The places of a chunk's bytes in the UTF-16 that they were read from.
private struct WidePlaces {
  private let chunk: RecordChunk
  /// The place of every 1024th byte.
  private var marks: [Int] = []

  init(_ chunk: RecordChunk) {
    self.chunk = chunk
    var place = chunk.offset
    let bytes = chunk.bytes.span
    for start in stride(from: 0, through: bytes.count, by: 1024) {
      marks.append(place)
      place += WideText.length(bytes.extracting(start..<min(start + 1024, bytes.count)))
    }
  }

  func restored(_ source: SourceRange) -> SourceRange {
    SourceRange(path: source.path, start: place(source.start), end: place(source.end))
  }

  func restored(_ entry: QuarantineEntry) -> QuarantineEntry {
    QuarantineEntry(
      source: restored(entry.source), stage: entry.stage, reason: entry.reason,
      detail: entry.detail)
  }

  /// The readers count a record's bytes from where its chunk begins in the source.
  private func place(_ offset: Int) -> Int {
    let at = offset - chunk.offset
    guard (0...chunk.bytes.count).contains(at) else { return offset }
    let start = at / 1024 * 1024
    return marks[at / 1024] + WideText.length(chunk.bytes.span.extracting(start..<at))
  }
}
