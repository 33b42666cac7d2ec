/// Bytes as UTF-8, and the way back to the raw ones.
public struct DecodedText: Sendable {
  /// Valid UTF-8 without a byte order mark.
  public let utf8: [UInt8]
  /// The encoding's name in the WHATWG Encoding Standard.
  public let encoding: String
  /// What was noticed: `ill-formed-utf8`, `declared-encoding-wrong`, `unknown-encoding-label`.
  public let findings: [String]
  let map: OffsetMap

  /// Where a byte of the decoded text stands in the raw source.
  ///
  /// - Complexity: O(log n) in the stretches whose length changed.
  public func sourceOffset(of utf8Offset: Int) -> Int { map.old(utf8Offset) }
}

/// Decodes raw bytes: byte order mark, then what is declared, then what the bytes say.
public enum TextDecoder {
  /// Decodes bytes.
  ///
  /// A declared single-byte encoding gives way to UTF-8 where the bytes are well-formed UTF-8 with
  /// at least two longer sequences: chance makes that next to impossible, and pages that lie about
  /// their encoding are common.
  /// - Parameter declared: the label of an HTTP header, `<meta>` or XML declaration, if any.
  /// - Complexity: O(n); UTF-8 is only checked, not converted.
  public static func decode(_ bytes: [UInt8], declared: String?) -> DecodedText {
    if let marked = byteOrderMark(bytes) { return marked }
    var findings: [String] = []
    var encoding = declared.flatMap(Encoding.init(label:))
    if declared != nil, encoding == nil { findings.append("unknown-encoding-label") }
    let form = UTF8Form(bytes)
    if form.isWellFormed,
      encoding == nil || encoding == .utf8 || form.sequences == 0 || form.sequences >= 2
    {
      // UTF-16 and ISO-2022 look like ASCII too; only they keep their word.
      let isWide = encoding.map { $0.name.hasPrefix("utf-16") || $0.name == "iso-2022-jp" } ?? false
      if !isWide {
        if let encoding, encoding != .utf8, form.sequences >= 2 {
          findings.append("declared-encoding-wrong")
        }
        return DecodedText(utf8: bytes, encoding: "utf-8", findings: findings, map: .identity)
      }
    }
    if encoding == .utf8 {
      if form.sequences > form.illFormed {
        return lossy(bytes, findings + ["ill-formed-utf8"])
      }
      findings.append("declared-encoding-wrong")
      encoding = nil
    }
    let chosen = encoding ?? Encoding.detected(in: bytes) ?? .windows1252
    if chosen == .utf8 { return lossy(bytes, findings + ["ill-formed-utf8"]) }
    let (utf8, map) = chosen.decode(bytes)
    return DecodedText(utf8: utf8, encoding: chosen.name, findings: findings, map: map)
  }

  private static func byteOrderMark(_ bytes: [UInt8]) -> DecodedText? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      let rest = Array(bytes.dropFirst(3))
      let shifted = OffsetMap(runs: [OffsetMap.Run(to: 0, from: 3)])
      if UTF8Form(rest).isWellFormed {
        return DecodedText(utf8: rest, encoding: "utf-8", findings: [], map: shifted)
      }
      let text = lossy(rest, ["ill-formed-utf8"])
      return DecodedText(
        utf8: text.utf8, encoding: "utf-8", findings: text.findings, map: text.map.after(shifted))
    }
    for (mark, label) in [([0xFE, 0xFF], "utf-16be"), ([0xFF, 0xFE], "utf-16le")]
      as [([UInt8], String)]
    where bytes.starts(with: mark) {
      guard let encoding = Encoding(label: label) else { continue }
      let (utf8, map) = encoding.decode(Array(bytes.dropFirst(2)))
      return DecodedText(
        utf8: utf8, encoding: label, findings: [],
        map: map.after(OffsetMap(runs: [OffsetMap.Run(to: 0, from: 2)])))
    }
    return nil
  }

  private static func lossy(_ bytes: [UInt8], _ findings: [String]) -> DecodedText {
    let (utf8, map) = Encoding.utf8.decode(bytes)
    return DecodedText(utf8: utf8, encoding: "utf-8", findings: findings, map: map)
  }
}

/// What bytes look like when read as UTF-8.
struct UTF8Form {
  /// Well-formed sequences of two bytes or more.
  var sequences = 0
  /// Bytes that belong to no well-formed sequence.
  var illFormed = 0

  var isWellFormed: Bool { illFormed == 0 }

  init(_ bytes: [UInt8]) {
    let span = bytes.span
    var at = 0
    while at < span.count {
      let end = min(at + 64, span.count)
      if Self.isASCII(span.extracting(at..<end)) {
        at = end
        continue
      }
      while at < end {
        let length = span[at] < 0x80 ? 1 : Self.length(bytes, at)
        if length == 0 { illFormed += 1 } else if length > 1 { sequences += 1 }
        at += max(1, length)
      }
    }
  }

  /// Whether a block is ASCII; without branches, so that the compiler makes vectors of it.
  private static func isASCII(_ block: Span<UInt8>) -> Bool {
    var all: UInt8 = 0
    for at in block.indices { all |= block[at] }
    return all < 0x80
  }

  /// The length of the well-formed sequence that begins at a byte; 0 if none does.
  ///
  /// Table 3-7 of the Unicode Standard.
  static func length(_ bytes: [UInt8], _ at: Int) -> Int {
    let lead = bytes[at]
    let (length, low, high): (Int, UInt8, UInt8)
    switch lead {
    case 0xC2...0xDF: (length, low, high) = (2, 0x80, 0xBF)
    case 0xE0: (length, low, high) = (3, 0xA0, 0xBF)
    case 0xED: (length, low, high) = (3, 0x80, 0x9F)
    case 0xE1...0xEF: (length, low, high) = (3, 0x80, 0xBF)
    case 0xF0: (length, low, high) = (4, 0x90, 0xBF)
    case 0xF1...0xF3: (length, low, high) = (4, 0x80, 0xBF)
    case 0xF4: (length, low, high) = (4, 0x80, 0x8F)
    default: return 0
    }
    guard at + length <= bytes.count, (low...high).contains(bytes[at + 1]) else { return 0 }
    for index in (at + 2)..<max(at + 2, at + length) where bytes[index] & 0xC0 != 0x80 { return 0 }
    return length
  }
}
