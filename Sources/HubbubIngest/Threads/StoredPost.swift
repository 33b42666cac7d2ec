internal import HubbubModel
internal import HubbubSystem

/// A cleaned post as bytes: a key that sorts it into its place, and its fields.
struct StoredPost: Sendable {
  var thread: String
  var title: String?
  var threadURL: String?
  var post: ParsedPost
  var links: [String]
  var subject: String?
  var language: String?
  /// Author and own words, normalised; 0 where there are too few words to call it a duplicate.
  var fingerprint: UInt64
  /// The id that it was stored under, where its thread gave it another.
  var storedID: String?

  /// The id under which copies of it were looked for.
  var surveyedID: String { storedID ?? post.localID }

  /// Author and body as one number.
  var authorAndBody: UInt64 { StableHash.of((post.author ?? "") + "\0" + post.body) }

  /// Whether two people wrote these two, in different words.
  func isByAnother(than other: StoredPost) -> Bool {
    guard let author = post.author, let second = other.post.author else { return false }
    return author != second && post.body != other.post.body
  }

  /// Bytes whose order is the corpus order: thread, place in it, file.
  static func encodeKey(
    thread: String, position: Draft.Position, path: String, into key: inout PackedBytes
  ) {
    key.append(thread)
    key.append(0)
    func add(_ number: Int) {
      // Shifted so that negative numbers sort first.
      key.bigEndian(UInt64(bitPattern: Int64(number)) ^ (1 << 63))
    }
    switch position {
    case .page(let page, let order):
      add(page)
      add(order)
      key.append(path)
    case .time(let time, let order):
      add(time.map { Int($0) } ?? .max)
      key.append(path)
      key.append(0)
      add(order)
    case .row(let order):
      key.append(path)
      key.append(0)
      add(order)
    }
  }

  /// The thread's key within a sorting key.
  static func thread(ofKey key: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    key.prefix { $0 != 0 }
  }

  /// Whether a sorting key is one of a thread's.
  static func isKey(_ key: ArraySlice<UInt8>, of thread: [UInt8]) -> Bool {
    let end = key.startIndex + thread.count
    return end < key.endIndex && key[end] == 0 && key[..<end].elementsEqual(thread)
  }

  /// The same key under another thread.
  static func rekey(_ key: ArraySlice<UInt8>, thread: String) -> [UInt8] {
    Array(thread.utf8) + key.drop { $0 != 0 }
  }

  /// A cleaned draft as bytes.
  ///
  /// - Parameters:
  ///   - fingerprint: of author and own words; see `fingerprint`.
  ///   - bands: of its own words (see `MinHash`); none if they are few.
  static func encode(
    _ draft: borrowing Draft, language: String?, fingerprint: UInt64, bands: [UInt32],
    into out: inout PackedBytes
  ) {
    out.fixed(fingerprint, bytes: 8)
    out.append(UInt8(bands.count))
    for band in bands { out.fixed(UInt64(band), bytes: 4) }
    out.optional(draft.post.time.map { Int($0) })
    out.text(draft.post.localID)
    out.text(draft.thread)
    out.optional(draft.title)
    out.optional(draft.threadURL)
    out.optional(draft.post.globalID)
    out.optional(draft.post.author)
    switch draft.post.parent {
    case .unstated: out.number(0)
    case .post(let id):
      out.number(1)
      out.text(id)
    case .depth(let depth):
      out.number(2)
      out.number(depth)
    }
    out.optional(draft.post.score)
    out.optional(draft.post.url)
    out.text(draft.post.body)
    out.number(draft.post.spans.count)
    for span in draft.post.spans {
      out.number(Self.number(of: span.kind))
      out.number(span.start)
      out.number(span.end)
      out.optional(span.attribution)
      out.optional(span.quoted)
    }
    out.text(draft.post.source.path)
    out.number(draft.post.source.start)
    out.number(draft.post.source.end)
    out.texts(draft.post.findings)
    out.texts(draft.links)
    out.optional(draft.subject)
    out.optional(language)
  }

  private static let kinds = Span.Kind.allCases.sorted { number(of: $0) < number(of: $1) }

  private static func number(of kind: Span.Kind) -> Int {
    switch kind {
    case .own: 0
    case .quote: 1
    case .code: 2
    case .signature: 3
    case .boilerplate: 4
    case .link: 5
    }
  }

  /// What can be known without reading the rest.
  struct Head {
    let time: Int64?
    let localID: String
  }

  /// The fingerprint alone.
  static func fingerprint(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    var input = PackedReader(bytes)
    return input.fixed(bytes: 8)
  }

  /// The bands alone, read as they are asked for.
  static func bands(_ bytes: ArraySlice<UInt8>) -> some Collection<UInt32> {
    (0..<Int(bytes[bytes.startIndex + 8])).lazy.map { band in
      UInt32(truncatingIfNeeded: EightBytes.load(bytes.span, 9 + 4 * band))
    }
  }

  /// Reads the head only.
  static func head(_ bytes: ArraySlice<UInt8>) -> Head {
    var input = PackedReader(bytes)
    input.skip(8)
    input.skip(Int(input.fixed(bytes: 1)) * 4)
    return Head(time: input.optional().map(Int64.init), localID: input.text())
  }

  /// - Parameter neighbour: another post of its thread, whose texts it shares where they are the same.
  init(decoding bytes: ArraySlice<UInt8>, beside neighbour: StoredPost? = nil) {
    var input = PackedReader(bytes)
    fingerprint = input.fixed(bytes: 8)
    input.skip(Int(input.fixed(bytes: 1)) * 4)
    let time = input.optional().map(Int64.init)
    let localID = input.text()
    thread = input.text(or: neighbour?.thread)
    title = input.optionalText()
    threadURL = input.optionalText()
    let globalID = input.optionalText()
    let author = input.optionalText()
    let parent: ParsedPost.Parent
    switch input.number() {
    case 1: parent = .post(input.text())
    case 2: parent = .depth(input.number())
    default: parent = .unstated
    }
    let score = input.optional()
    let url = input.optionalText()
    let body = input.text()
    let count = input.number()
    var spans: [ParsedSpan] = []
    spans.reserveCapacity(count)
    for _ in 0..<count {
      spans.append(
        ParsedSpan(
          Self.kinds[input.number()], input.number(), input.number(),
          attribution: input.optionalText(), quoted: input.optionalText()))
    }
    let source = SourceRange(
      path: input.text(or: neighbour?.post.source.path), start: input.number(),
      end: input.number())
    let findings = input.texts()
    links = input.texts()
    subject = input.optionalText()
    language = input.optionalText()
    post = ParsedPost(
      localID: localID, globalID: globalID, author: author, time: time, parent: parent,
      score: score, url: url, body: ParsedBody(text: body, spans: spans), source: source,
      findings: findings)
  }
}

/// Writes numbers and texts one after another: LEB128 with zigzag, texts by length.
struct PackedBytes {
  private(set) var bytes: [UInt8] = []

  init(capacity: Int = 0) { if capacity > 0 { bytes.reserveCapacity(capacity) } }

  mutating func number(_ value: Int) {
    var rest = UInt(bitPattern: value << 1 ^ value >> 63)
    if rest < 0x80 { return bytes.append(UInt8(rest)) }
    bytes.append(addingCapacity: 10) { bytes in
      while rest >= 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
        rest >>= 7
      }
      bytes.append(UInt8(rest))
    }
  }
  mutating func append(_ byte: UInt8) { bytes.append(byte) }
  mutating func append(_ text: String) {
    unsafe text.utf8.span.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
  }
  /// A number in eight bytes whose order is the numbers'.
  mutating func bigEndian(_ value: UInt64) {
    fixed(value.byteSwapped, bytes: 8)
  }
  /// A number in so many bytes, the lowest first.
  mutating func fixed(_ value: UInt64, bytes count: Int) {
    bytes.append(addingCapacity: count) { bytes in
      for byte in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value &>> UInt64(8 &* byte))) }
    }
  }
  mutating func text(_ value: String) {
    number(value.utf8.count)
    append(value)
  }
  mutating func texts(_ values: [String]) {
    number(values.count)
    for value in values { text(value) }
  }
  mutating func optional(_ value: Int?) {
    bytes.append(value == nil ? 0 : 1)
    if let value { number(value) }
  }
  mutating func optional(_ value: String?) {
    bytes.append(value == nil ? 0 : 1)
    if let value { text(value) }
  }
}

/// Reads what `PackedBytes` wrote; our own bytes, so damage is a bug.
struct PackedReader {
  private let bytes: ArraySlice<UInt8>
  private var at: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    at = bytes.startIndex
  }

  /// What has not been read yet.
  var rest: ArraySlice<UInt8> { bytes[at...] }

  mutating func number() -> Int {
    var value: UInt = 0
    var shift: UInt = 0
    while true {
      let byte = bytes[at]
      at += 1
      value |= UInt(byte & 0x7F) << shift
      if byte < 0x80 { break }
      shift += 7
    }
    return Int(bitPattern: value >> 1) ^ -Int(bitPattern: value & 1)
  }
  mutating func fixed(bytes count: Int) -> UInt64 {
    defer { at += count }
    let eight = EightBytes.load(bytes.span, at - bytes.startIndex)
    return count < 8 ? eight & (1 << UInt64(8 * count) - 1) : eight
  }
  mutating func skip(_ count: Int) { at += count }
  mutating func text() -> String {
    let count = number()
    defer { at += count }
    return String(decoding: bytes[at..<(at + count)], as: UTF8.self)
  }
  /// A text; the one given if it is the same.
  mutating func text(or known: String?) -> String {
    guard let known else { return text() }
    let start = at
    let count = number()
    guard known.utf8.count == count, known.utf8.elementsEqual(bytes[at..<(at + count)]) else {
      at = start
      return text()
    }
    at += count
    return known
  }
  mutating func texts() -> [String] {
    let count = number()
    return (0..<count).map { _ in text() }
  }
  mutating func optional() -> Int? {
    at += 1
    return bytes[at - 1] == 0 ? nil : number()
  }
  mutating func optionalText() -> String? {
    at += 1
    return bytes[at - 1] == 0 ? nil : text()
  }
}
