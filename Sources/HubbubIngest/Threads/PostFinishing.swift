internal import HubbubModel
internal import HubbubSystem

/// What is done to every post on the workers, before it is sorted into its thread.
enum PostFinishing {
  /// Posts ready to be stored, and the books of their batch.
  struct Batch: Sendable {
    /// Keys and values of the records, one after another.
    var bytes: [UInt8] = []
    var records: [Record] = []
    var dropped: [String: Int] = [:]
    var findings: [String: Int] = [:]
    var quarantine: [QuarantineEntry] = []
    var replies: [PageReply] = []
  }

  struct Record: Sendable {
    /// Where its key ends in the batch's bytes; it begins where the record before ends.
    let keyEnd: Int
    let end: Int
    let isLinked: Bool
    let identity: UInt64
    let fingerprint: UInt64
    let bands: [UInt32]
    /// The post's last lines, as its author's and as anybody's.
    let closings: [UInt64]
  }

  /// Cleans a batch: control characters, mojibake, canonical composition, times, language.
  static func finish(_ batch: consuming ReaderBatch) -> Batch {
    var out = Batch(
      dropped: batch.dropped, findings: batch.findings, quarantine: batch.quarantine,
      replies: batch.replies)
    out.records.reserveCapacity(batch.drafts.count)
    var bytes = PackedBytes(
      capacity: batch.drafts.reduce(0) { $0 + $1.post.body.utf8.count + 512 })
    // In place: a draft is a dozen texts and lists, each to be counted once more when copied.
    for index in batch.drafts.indices {
      out.records.append(finish(&batch.drafts[index], into: &bytes))
    }
    out.bytes = bytes.bytes
    return out
  }

  private static func finish(_ draft: inout Draft, into bytes: inout PackedBytes) -> Record {
    var findings = draft.post.findings
    func note(_ code: String) { if !findings.contains(code) { findings.append(code) } }

    draft.thread = line(draft.thread, note) ?? ""
    draft.title = draft.title.flatMap { line($0, note) }
    draft.post.author = draft.post.author.flatMap { line($0, note) }
    draft.post.localID = line(draft.post.localID, note) ?? "?"
    draft.post.globalID = draft.post.globalID.flatMap { line($0, note) }
    if case .post(let id) = draft.post.parent {
      draft.post.parent = line(id, note).map { .post($0) } ?? .unstated
    }
    // Names of other posts as those posts' own names are cleaned, so that they still meet.
    if !draft.links.isEmpty { draft.links = draft.links.compactMap { line($0, note) } }
    draft.threadURL = draft.threadURL.flatMap(CleanText.address)
    draft.post.url = draft.post.url.flatMap(CleanText.address)
    if let time = draft.post.time, !plausible.contains(time) {
      draft.post.time = nil
      note("time-implausible")
    }
    cleanBody(&draft.post, note)
    for (index, span) in draft.post.spans.enumerated()
    where span.attribution != nil || span.quoted != nil {
      draft.post.spans[index].attribution = span.attribution.flatMap { line($0, note) }
      draft.post.spans[index].quoted = span.quoted.flatMap { line($0, note) }
    }
    draft.post.findings = findings

    let own = ownText(draft.post)
    let words = FoldedWords(own)
    let author = draft.post.author
    let fingerprint =
      words.count >= 8 && author != nil ? words.fingerprint(seed: author ?? "") : 0
    let bands = MinHash.bands(words)
    StoredPost.encodeKey(
      thread: draft.thread, position: draft.position, path: draft.post.source.path, into: &bytes)
    let keyEnd = bytes.bytes.count
    StoredPost.encode(
      draft, language: TextTools.language(of: own), fingerprint: fingerprint, bands: bands,
      into: &bytes)
    return Record(
      keyEnd: keyEnd, end: bytes.bytes.count, isLinked: draft.thread.isEmpty,
      identity: draft.post.globalID.map { StableHash.of($0) } ?? 0, fingerprint: fingerprint,
      bands: bands, closings: draft.maySign ? closings(draft.post) : [])
  }

  private static func closings(_ post: ParsedPost) -> [UInt64] {
    let (own, shared) = RepeatedClosings.hashes(
      ClosingLines(post.body, post.spans), author: post.author)
    return own + shared
  }

  /// Times that a forum's post can have: from 1971, after the zero of every Unix clock, to 2100.
  ///
  /// Fixed, and not "until now": the same input gives the same corpus on any day.
  static let plausible: Range<Int64> = 31_536_000..<4_102_444_800

  /// A name or title: cleaned, on one line; nil if nothing is left.
  private static func line(_ text: String, _ note: (String) -> Void) -> String? {
    if CleanText.isPlainLine(text) { return text }
    let (clean, repaired) = CleanText.clean(text)
    if repaired { note("mojibake-repaired") }
    if clean.isEmpty { return nil }
    if !hasRun(clean), !hasSpaceAtEnds(clean) { return clean }
    let folded =
      hasRun(clean)
      ? clean.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      : clean.trimmingASCII()
    return folded.isEmpty ? nil : folded
  }

  /// Whether white space other than single spaces stands in a text.
  private static func hasRun(_ text: String) -> Bool {
    var previous: UInt8 = 0
    for byte in text.utf8 {
      if byte == 10 || byte == 9 || byte == 0x20 && previous == 0x20 { return true }
      previous = byte
    }
    return false
  }

  private static func hasSpaceAtEnds(_ text: String) -> Bool {
    text.utf8.first.map(FormatSniffer.isSpace) ?? false
      || text.utf8.last.map(FormatSniffer.isSpace) ?? false
  }

  /// Cleans a body run by run, so that its spans stay true.
  private static func cleanBody(_ post: inout ParsedPost, _ note: (String) -> Void) {
    guard !CleanText.isClean(post.body), !CleanText.isSound(post.body) else { return }
    let bytes = Array(post.body.utf8)
    var text = ""
    var spans: [ParsedSpan] = []
    spans.reserveCapacity(post.spans.count)
    for span in post.spans {
      let part = String(decoding: bytes[span.start..<span.end], as: UTF8.self)
      let (clean, repaired) = CleanText.clean(part)
      if repaired { note("mojibake-repaired") }
      var moved = span
      moved.start = text.utf8.count
      text += clean
      moved.end = text.utf8.count
      if moved.end > moved.start { spans.append(moved) }
    }
    post.body = text
    post.spans = spans
  }

  static func ownText(_ post: ParsedPost) -> String {
    // Most posts are their author's alone.
    if post.spans.count == 1, post.spans[0].kind == .own { return post.body.trimmingASCII() }
    return OwnWords.text(of: post.spans.map { Span($0.kind, $0.start, $0.end) }, in: post.body)
  }
}

/// Text as it enters the corpus.
enum CleanText {
  /// Whether there is nothing to do: printable ASCII, tabs and line feeds.
  static func isClean(_ text: String) -> Bool { isClean(text.utf8.span) }

  /// Whether there is nothing to do though not all is ASCII: typographic marks and accents, each between
  /// characters of ASCII, are what most texts hold beside it.
  static func isSound(_ text: String) -> Bool {
    let bytes = text.utf8.span
    return isWanted(bytes) && TextTools.isSound(bytes)
  }

  /// Whether there is nothing to do; a block at a time, so that the compiler makes vectors of it.
  static func isClean(_ bytes: Swift.Span<UInt8>) -> Bool {
    var start = 0
    while start < bytes.count {
      let end = min(start + 256, bytes.count)
      let block = bytes.extracting(start..<end)
      var unclean: UInt8 = 0
      for at in 0..<block.count {
        let byte = block[at]
        let isOutside: UInt8 = byte &- 0x20 >= 0x5F ? 1 : 0
        let isBreak: UInt8 = byte == 10 || byte == 9 ? 1 : 0
        unclean |= isOutside & ~isBreak
      }
      if unclean != 0 { return false }
      start = end
    }
    return true
  }

  /// Whether a text is printable ASCII with single spaces between words, as nearly all lines are.
  static func isPlainLine(_ text: String) -> Bool {
    let bytes = text.utf8.span
    guard bytes.count > 0, bytes[0] != 0x20, bytes[bytes.count - 1] != 0x20 else { return false }
    var odd: UInt64 = 0
    var wasBlank: UInt64 = 0
    var at = 0
    while at < bytes.count {
      var block = EightBytes.load(bytes, at)
      // Past the text's end come letters.
      let count = bytes.count - at
      if count < 8 { block |= EightBytes.every(0x61) << UInt64(8 * count) }
      let isBlank = EightBytes.equal(0x20, block)
      let isControl = EightBytes.upTo(0x1F, block) | EightBytes.equal(0x7F, block)
      odd |= isControl | block & EightBytes.tops | isBlank & (isBlank << 8 | wasBlank)
      wasBlank = isBlank >> 56
      at += 8
    }
    return odd == 0
  }

  /// An address without control characters, line ends and marks of direction, nor spaces around it;
  /// nil if nothing is left.
  ///
  /// It is neither repaired nor composed: another spelling would be the address of something else.
  static func address(_ text: String) -> String? {
    if isPlainLine(text) { return text }
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      let length = unwanted(bytes.span, at).length
      if length == 0, bytes[at] >= 0x20, bytes[at] != 0x7F { out.append(bytes[at]) }
      at += max(length, 1)
    }
    let address = String(decoding: out, as: UTF8.self).trimmingASCII()
    return address.isEmpty ? nil : address
  }

  /// Mojibake repaired, control characters taken out, line ends made one, composed (NFC).
  static func clean(_ text: String) -> (text: String, isRepaired: Bool) {
    if isClean(text) { return (text, false) }
    var (repaired, isRepaired) = TextTools.repaired(text)
    if repaired.withUTF8({ unsafe isWanted($0.span) }) {
      return (TextTools.composed(repaired), isRepaired)
    }
    let bytes = Array(repaired.utf8)
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      if byte == 13 {
        out.append(10)
        if at + 1 < bytes.count, bytes[at + 1] == 10 { at += 1 }
      } else if byte >= 0x20 && byte < 0x7F || byte == 10 || byte == 9 {
        out.append(byte)
      } else if byte >= 0x80 {
        let (length, replacement) = unwanted(bytes.span, at)
        if length > 0 {
          if replacement != 0 { out.append(replacement) }
          at += length
          continue
        }
        out.append(byte)
      }
      at += 1
    }
    return (TextTools.composed(String(decoding: out, as: UTF8.self)), isRepaired)
  }

  /// Whether a text holds nothing that the corpus does without: most that is not ASCII does not.
  private static func isWanted(_ bytes: Swift.Span<UInt8>) -> Bool {
    for at in 0..<bytes.count {
      let byte = bytes[at]
      if byte >= 0x20 && byte < 0x7F || byte == 10 || byte == 9 { continue }
      switch byte {
      case ..<0x80: return false
      case 0xC2, 0xE2, 0xEF: if unwanted(bytes, at).length > 0 { return false }
      default: break
      }
    }
    return true
  }

  /// How many bytes at a place are a character that the corpus does without, and the byte to stand
  /// for it: C1 controls, byte order marks, marks of direction; line and paragraph separators.
  private static func unwanted(
    _ bytes: Swift.Span<UInt8>, _ at: Int
  ) -> (length: Int, replacement: UInt8) {
    guard at + 1 < bytes.count else { return (0, 0) }
    if bytes[at] == 0xC2 { return bytes[at + 1] < 0xA0 ? (2, 0) : (0, 0) }
    guard at + 2 < bytes.count, bytes[at] == 0xE2 || bytes[at] == 0xEF else { return (0, 0) }
    switch (bytes[at], bytes[at + 1], bytes[at + 2]) {
    case (0xEF, 0xBB, 0xBF), (0xEF, 0xBF, 0xBE), (0xEF, 0xBF, 0xBF): return (3, 0)
    case (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9): return (3, 10)
    case (0xE2, 0x80, 0xAA...0xAE), (0xE2, 0x81, 0xA6...0xA9): return (3, 0)
    default: return (0, 0)
    }
  }
}
