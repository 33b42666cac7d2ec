/// Cuts a text into sentences and pieces for scoring: one pass over its bytes.
///
/// It is not UAX #29: it knows only what the rules need (words that may carry an apostrophe or a
/// hyphen, emoticons, emoji, marks that end clauses and sentences, quotation marks), and hashes each
/// word while it reads it.
struct TextScanner {
  let lexicon: Lexicon
  /// The pieces of the text are the first `count` of these; the rest is room for longer texts.
  var pieces = [Piece](repeating: Piece(), count: 256)
  var count = 0
  private(set) var sentences: [SentenceSpan] = []
  /// How many words the text has, in the lexicon or not.
  var words = 0
  /// Letters of ASCII, and others: whether a text can be English at all.
  var letters = 0
  private(set) var foreignLetters = 0

  /// Whether there is anything to score: a word, an emoticon or an emoji.
  var holdsText: Bool { words > 0 || count > 0 }

  /// What each byte is; a copy, because a global is asked for anew at each access.
  let kind = ByteClass.table
  /// What stands before the next piece.
  var pending: Piece.Traits = []
  /// The sentence that is read.
  var sentence = SentenceSpan()
  private var lineStart = 0
  private var openQuote: Int?

  init(lexicon: Lexicon) { self.lexicon = lexicon }

  /// Reads a text; what it found stands in `pieces` and `sentences` until the next.
  mutating func scan(_ bytes: Span<UInt8>) {
    precondition(bytes.count <= Int32.max, "places of pieces have 32 bits")
    sentences.removeAll(keepingCapacity: true)
    (count, words, letters, foreignLetters, lineStart) = (0, 0, 0, 0, 0)
    (pending, openQuote) = ([], nil)
    sentence = SentenceSpan()
    var at = 0
    while at < bytes.count {
      at = plainWords(at, bytes)
      guard at < bytes.count else { break }
      let next = step(at, bytes)
      precondition(next > at, "every step reads at least one byte")
      at = next
    }
    endSentence(at: bytes.count, isQuestion: false)
  }

  // MARK: Anything else

  /// Reads what begins at an offset and says where the next thing begins.
  private mutating func step(_ at: Int, _ bytes: Span<UInt8>) -> Int {
    let byte = bytes[at]
    switch kind[Int(byte)] {
    case .letter:
      if mayBeAddress(at, bytes), let end = address(at, bytes) { return end }
      if let end = face(at, bytes) { return end }
      return word(at, bytes)
    case .space: return at + 1
    case .lineBreak: return lineBreak(at, bytes)
    case .stop: return stop(at, bytes)
    case .comma:
      pending.insert(.afterComma)
      return at + 1
    case .clause:
      if let end = face(at, bytes) { return end }
      pending.insert(.clauseStart)
      return at + 1
    case .mark:
      if let end = face(at, bytes) { return end }
      return at + 1
    case .at: return afterMention(at, bytes)
    case .quote:
      toggleQuote(opens: nil)
      return at + 1
    case .high: return high(at, bytes)
    case .digit:
      if let end = face(at, bytes) { return end }
      return number(at, bytes)
    }
  }

  // MARK: Words

  private mutating func word(_ start: Int, _ bytes: Span<UInt8>) -> Int {
    let word = readWord(start, bytes)
    let (shape, at, capitals, small) = (word.shape, word.end, word.capitals, word.small)
    foreignLetters += word.foreign
    let isKnown = lexicon.words.number(shape.hash) > 0
    if let hyphen = word.hyphen, !isKnown {
      // The parts of a compound that the lexicon lacks speak for themselves.
      return part(start, hyphen, bytes)
    }
    letters += capitals + small
    add(piece(start, at, shape, isKnown: isKnown, isCapitals: capitals > 1 && small == 0))
    return at
  }

  /// A word as it will be looked up: one that the lexicon lacks without a possessive.
  private func piece(
    _ start: Int, _ end: Int, _ shape: WordShape, isKnown: Bool, isCapitals: Bool
  ) -> Piece {
    var piece = Piece(start: Int32(start), end: Int32(end), hash: shape.hash)
    if isCapitals { piece.traits.insert(.capitals) }
    if isKnown { return piece }
    if shape.endsInNot {
      piece.traits.insert(.negating)
    } else if shape.isPossessive {
      piece.hash = shape.ownerHash
      piece.traits.insert(.possessive)
    }
    return piece
  }

  /// Reads the first part of a compound as a word of its own.
  private mutating func part(_ start: Int, _ end: Int, _ bytes: Span<UInt8>) -> Int {
    var shape = WordShape()
    var isCapitals = true
    for at in start..<end {
      var byte = bytes[at]
      if byte >= 0x41, byte <= 0x5A { byte |= 0x20 } else { isCapitals = false }
      shape.append(byte)
    }
    letters += end - start
    let isKnown = lexicon.words.number(shape.hash) > 0
    add(piece(start, end, shape, isKnown: isKnown, isCapitals: isCapitals))
    return end + 1
  }

  private mutating func add(_ piece: Piece) {
    var piece = piece
    piece.traits.formUnion(pending)
    pending = []
    words += 1
    sentence.words += 1
    if piece.traits.contains(.capitals) { sentence.capitalWords += 1 }
    append(piece)
  }

  private mutating func append(_ piece: Piece) {
    makeRoom()
    pieces[count] = piece
    count += 1
  }

  /// Makes sure that some pieces can be added.
  mutating func makeRoom() {
    if pieces.count - count < 16 {
      pieces.append(contentsOf: repeatElement(Piece(), count: pieces.count))
    }
  }

  /// A number takes a place among the words; "3rd", "2x" are numbers too.
  private mutating func number(_ start: Int, _ bytes: Span<UInt8>) -> Int {
    var at = start
    while at < bytes.count, isWord(at, bytes) { at += 1 }
    add(Piece(start: Int32(start), end: Int32(at), traits: .number))
    return at
  }

  // MARK: Signs

  /// An emoticon that begins here and does not stand within a word.
  private mutating func face(_ start: Int, _ bytes: Span<UInt8>) -> Int? {
    guard lexicon.faces.first[Int(bytes[start])] else { return nil }
    let isFree = start == 0 || bytes[start - 1] <= 0x20
    if start > 0, bytes[start - 1] == bytes[start] { return nil }
    var end = min(start + Faces.longest, bytes.count)
    while end > start + 1 {
      // "x=3" and "std::D" are no faces: one with a letter or digit stands between blanks.
      let isWordLike = isWord(start, bytes) || isWord(end - 1, bytes)
      if isFree || !isWordLike, endsFace(end, isWordLike: isWordLike, bytes),
        let sign = sign(start, end, bytes)
      {
        addSign(sign, start, end)
        return end
      }
      end -= 1
    }
    return nil
  }

  /// The hash of a sign; nil if the lexicon lacks it.
  private func sign(_ start: Int, _ end: Int, _ bytes: Span<UInt8>) -> UInt64? {
    var builder = WordHash.Builder()
    for at in start..<end { builder.append(bytes[at]) }
    return lexicon.signs.number(builder.hash) > 0 ? builder.hash : nil
  }

  private func endsFace(_ end: Int, isWordLike: Bool, _ bytes: Span<UInt8>) -> Bool {
    guard end < bytes.count else { return true }
    switch kind[Int(bytes[end])] {
    case .space, .lineBreak: return true
    case .stop, .comma: return true
    case .mark, .quote, .high: return !isWordLike
    case .clause: return bytes[end] == UInt8(ascii: ")") && bytes[end - 1] != UInt8(ascii: ")")
    default: return false
    }
  }

  private mutating func addSign(_ sign: UInt64, _ start: Int, _ end: Int) {
    var piece = Piece(start: Int32(start), end: Int32(end), hash: sign, traits: .sign)
    if count > 0, pieces[count - 1].traits.contains(.sign), pieces[count - 1].hash == sign {
      piece.traits.insert(.repeated)
    }
    append(piece)
    // A sign after the mark that ended a sentence belongs to it, on the same line.
    if count - 1 == sentence.first, let last = sentences.indices.last,
      sentences[last].end >= lineStart, sentences[last].last == count - 1, start > 0
    {
      sentences[last].last += 1
      sentences[last].end = end
      sentence.first = count
      sentence.start = end
    }
  }

  /// A character outside ASCII.
  private mutating func high(_ at: Int, _ bytes: Span<UInt8>) -> Int {
    let lead = bytes[at]
    let width = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    let end = min(at + width, bytes.count)
    if lead >= 0xE2, width >= 3 {
      if let sign = sign(at, end, bytes) {
        addSign(sign, at, end)
        return end
      }
      if lead == 0xE2, end == at + 3, bytes[at + 1] == 0x80 { return punctuation(at, end, bytes) }
      if lead >= 0xE3, lead < 0xF0, lead != 0xEF {
        // A letter of a script that this lexicon cannot read.
        foreignLetters += 1
        words += 1
      }
      return end
    }
    if lead == 0xC2 {
      if end == at + 2, bytes[at + 1] == 0xAB { toggleQuote(opens: true) }
      if end == at + 2, bytes[at + 1] == 0xBB { toggleQuote(opens: false) }
      return end
    }
    if lead >= 0xC3, width == 2 {
      return apostropheWidth(at, bytes) == nil ? word(at, bytes) : end
    }
    return end
  }

  /// General punctuation, U+2000–U+203F.
  private mutating func punctuation(_ at: Int, _ end: Int, _ bytes: Span<UInt8>) -> Int {
    switch bytes[at + 2] {
    case 0x9C: toggleQuote(opens: true)
    case 0x9D: toggleQuote(opens: false)
    case 0x93, 0x94: pending.insert(.clauseStart)
    case 0xA6: return stop(at, bytes)
    default: break
    }
    return end
  }

  // MARK: Bounds

  /// One or more of `.!?…`: a sentence ends if a blank, a quote or nothing follows.
  private mutating func stop(_ start: Int, _ bytes: Span<UInt8>) -> Int {
    var at = start
    var asks = false
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "!") {
        sentence.exclamations += 1
      } else if byte == UInt8(ascii: "?") {
        asks = true
      } else if byte == 0xE2, at + 2 < bytes.count, bytes[at + 1] == 0x80, bytes[at + 2] == 0xA6 {
        at += 2
      } else if byte != UInt8(ascii: ".") {
        break
      }
      at += 1
    }
    guard at < bytes.count else {
      endSentence(at: at, isQuestion: asks)
      return at
    }
    var next = at
    closing: while next < bytes.count {
      switch bytes[next] {
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "*"), UInt8(ascii: "_"): next += 1
      case UInt8(ascii: "\""):
        toggleQuote(opens: nil)
        next += 1
      case 0xE2 where next + 2 < bytes.count && bytes[next + 1] == 0x80 && bytes[next + 2] == 0x9D:
        toggleQuote(opens: false)
        next += 3
      default: break closing
      }
    }
    let isEllipsis = at - start > 1 && !asks && sentence.exclamations == 0
    let ends = next == bytes.count || bytes[next] <= 0x20
    if ends, !(isEllipsis && continuesSmall(next, bytes)) {
      endSentence(at: next, isQuestion: asks)
    } else if ends {
      pending.insert(.clauseStart)
    }
    return next
  }

  /// Whether the next word begins with a small letter.
  private func continuesSmall(_ at: Int, _ bytes: Span<UInt8>) -> Bool {
    var at = at
    while at < bytes.count, bytes[at] == 0x20 { at += 1 }
    return at < bytes.count && bytes[at] >= 0x61 && bytes[at] <= 0x7A
  }

  /// A line break ends a sentence, unless the line is so long that a mail program may have cut it.
  private mutating func lineBreak(_ at: Int, _ bytes: Span<UInt8>) -> Int {
    let length = at - lineStart
    lineStart = at + 1
    var next = at + 1
    while next < bytes.count, bytes[next] == 0x20 || bytes[next] == 0x09 { next += 1 }
    let isEmptyLine = next < bytes.count && (bytes[next] == 0x0A || bytes[next] == 0x0D)
    if isEmptyLine { openQuote = nil }
    if isEmptyLine || length < 50 || next == bytes.count
      || kind[Int(bytes[next])] == .mark
    {
      endSentence(at: at, isQuestion: false)
    }
    return at + 1
  }

  private mutating func endSentence(at end: Int, isQuestion: Bool) {
    if count > sentence.first {
      sentence.last = count
      sentence.end = end
      sentence.exclamations = min(sentence.exclamations, 4)
      sentence.isQuestion = isQuestion
      sentences.append(sentence)
    } else if let last = sentences.indices.last, sentences[last].end >= lineStart {
      sentences[last].exclamations = min(4, sentences[last].exclamations + sentence.exclamations)
    }
    sentence = SentenceSpan(first: count, start: end)
    pending = []
  }

  /// A quotation mark: what stands between two of them is marked.
  private mutating func toggleQuote(opens: Bool?) {
    if let open = openQuote, opens != true {
      for index in open..<count { pieces[index].traits.insert(.quoted) }
      openQuote = nil
    } else if opens != false {
      openQuote = count
    }
  }
}
