/// Cuts a text into sentences and tokens for scoring: one pass over its bytes.
///
/// It is not UAX #29: it knows only what the rules need (words that may carry an apostrophe or a
/// hyphen, emoticons, emoji, marks that end clauses and sentences, quotation marks), and hashes each
/// word while it reads it.
struct TextScanner {
  let lexicon: Lexicon
  private(set) var tokens: [Token] = []
  private(set) var sentences: [SentenceSpan] = []
  /// How many words the text has, in the lexicon or not.
  private(set) var words = 0
  /// Letters of ASCII, and others: whether a text can be English at all.
  private(set) var letters = 0
  private(set) var foreignLetters = 0

  /// Whether there is anything to score: a word, an emoticon or an emoji.
  var holdsText: Bool { words > 0 || !tokens.isEmpty }

  /// What each byte is; a copy, because a global is asked for anew at each access.
  let kind = ByteClass.table
  private let faceBegins = Faces.begins
  private(set) var bytes: [UInt8] = []
  private var pending: Token.Traits = []
  private var sentenceStart = 0
  private var lineStart = 0
  private var firstToken = 0
  private var exclamations = 0
  private var capitalWords = 0
  private var sentenceWords = 0
  private var openQuote: Int?

  init(lexicon: Lexicon) {
    self.lexicon = lexicon
    tokens.reserveCapacity(256)
  }

  /// Reads a text; what it found stands in `tokens` and `sentences` until the next.
  mutating func scan(_ text: String) {
    bytes.removeAll(keepingCapacity: true)
    bytes.append(contentsOf: text.utf8)
    tokens.removeAll(keepingCapacity: true)
    sentences.removeAll(keepingCapacity: true)
    (words, letters, foreignLetters) = (0, 0, 0)
    (sentenceStart, lineStart, firstToken, exclamations) = (0, 0, 0, 0)
    (capitalWords, sentenceWords) = (0, 0)
    (pending, openQuote) = ([], nil)
    var at = 0
    while at < bytes.count {
      let next = step(at)
      precondition(next > at, "every step reads at least one byte")
      at = next
    }
    endSentence(at: bytes.count, isQuestion: false)
  }

  /// Reads what begins at an offset and says where the next thing begins.
  private mutating func step(_ at: Int) -> Int {
    let byte = bytes[at]
    switch kind[Int(byte)] {
    case .letter:
      if mayBeAddress(at), let end = address(at) { return end }
      if let end = face(at) { return end }
      return word(at)
    case .space: return at + 1
    case .lineBreak: return lineBreak(at)
    case .stop: return stop(at)
    case .comma:
      pending.insert(.afterComma)
      return at + 1
    case .clause:
      if let end = face(at) { return end }
      pending.insert(.clauseStart)
      return at + 1
    case .mark:
      if let end = face(at) { return end }
      return at + 1
    case .at: return afterMention(at)
    case .quote:
      toggleQuote(opens: nil)
      return at + 1
    case .high: return high(at)
    case .digit:
      if let end = face(at) { return end }
      return number(at)
    }
  }

  // MARK: Words

  private mutating func word(_ start: Int) -> Int {
    let word = readWord(start)
    let (shape, at, capitals, small) = (word.shape, word.end, word.capitals, word.small)
    foreignLetters += word.foreign
    letters += capitals + small
    if let hyphen = word.hyphen, lexicon.words.find(shape.hash) == nil {
      // The parts of a compound that the lexicon lacks speak for themselves.
      letters -= capitals + small
      return part(start, hyphen)
    }
    var traits: Token.Traits = capitals > 1 && small == 0 ? .capitals : []
    if bytes[start] < 0x61 { traits.insert(.capital) }
    let number = look(shape, start, at, &traits)
    add(Token(start: Int32(start), end: Int32(at), number: number, traits: traits))
    return at
  }

  /// Reads the first part of a compound as a word of its own.
  private mutating func part(_ start: Int, _ end: Int) -> Int {
    var shape = WordShape()
    var traits: Token.Traits = .capitals
    for at in start..<end {
      var byte = bytes[at]
      if byte >= 0x41, byte <= 0x5A { byte |= 0x20 } else { traits = [] }
      shape.append(byte)
    }
    letters += end - start
    let number = look(shape, start, end, &traits)
    add(Token(start: Int32(start), end: Int32(end), number: number, traits: traits))
    return end + 1
  }

  /// The number of a word: as it stands, without a possessive, or undrawn.
  private func look(
    _ shape: WordShape, _ start: Int, _ end: Int, _ traits: inout Token.Traits
  ) -> Int32 {
    if let known = lexicon.words.find(shape.hash) { return Int32(known) }
    if shape.endsInNot {
      traits.insert(.negating)
    } else if shape.isPossessive {
      return lexicon.words.find(shape.ownerHash).map { Int32($0) } ?? -1
    }
    guard shape.isDrawnOut else { return -1 }
    let letters = bytes[start..<end].map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
    for keep in [2, 1] {
      let hash = WordTable.hash(of: WordShape.undrawn(letters, keep: keep))
      if let known = lexicon.words.find(hash), lexicon.entries[known].isRuled {
        traits.insert(.lengthened)
        return Int32(known)
      }
    }
    return -1
  }

  private mutating func add(_ token: Token) {
    var token = token
    token.traits.formUnion(pending)
    pending = []
    words += 1
    sentenceWords += 1
    if token.traits.contains(.capitals) { capitalWords += 1 }
    tokens.append(token)
  }

  /// A number takes a place among the words; "3rd", "2x" are numbers too.
  private mutating func number(_ start: Int) -> Int {
    var at = start
    while at < bytes.count, isLetter(at) || kind[Int(bytes[at])] == .digit { at += 1 }
    add(Token(start: Int32(start), end: Int32(at), number: -1, traits: []))
    return at
  }

  // MARK: Signs

  /// An emoticon that begins here and does not stand within a word.
  private mutating func face(_ start: Int) -> Int? {
    guard faceBegins[Int(bytes[start])] else { return nil }
    let isFree = start == 0 || bytes[start - 1] <= 0x20
    if start > 0, bytes[start - 1] == bytes[start] { return nil }
    var end = min(start + Faces.longest, bytes.count)
    while end > start + 1 {
      // "x=3" and "std::D" are no faces: one with a letter or digit stands between blanks.
      let isWordLike = isWord(start) || isWord(end - 1)
      if isFree || !isWordLike, endsFace(end, isWordLike: isWordLike) {
        let hash = WordTable.hash(of: bytes[start..<end])
        if let sign = lexicon.signs.find(hash) {
          addSign(sign, start, end)
          return end
        }
      }
      end -= 1
    }
    return nil
  }

  private func endsFace(_ end: Int, isWordLike: Bool) -> Bool {
    guard end < bytes.count else { return true }
    switch kind[Int(bytes[end])] {
    case .space, .lineBreak: return true
    case .stop, .comma: return true
    case .mark, .quote, .high: return !isWordLike
    case .clause: return bytes[end] == UInt8(ascii: ")") && bytes[end - 1] != UInt8(ascii: ")")
    default: return false
    }
  }

  private mutating func addSign(_ sign: Int, _ start: Int, _ end: Int) {
    var traits: Token.Traits = .sign
    if let last = tokens.last, last.traits.contains(.sign), last.number == Int32(sign) {
      traits.insert(.repeated)
    }
    let token = Token(
      start: Int32(start), end: Int32(end), number: Int32(sign), traits: traits)
    // A sign after the mark that ended a sentence belongs to it, on the same line.
    if tokens.count == firstToken, let last = sentences.indices.last,
      sentences[last].end >= lineStart, sentences[last].endToken == tokens.count, start > 0
    {
      tokens.append(token)
      sentences[last].endToken += 1
      sentences[last].end = end
      firstToken = tokens.count
      sentenceStart = end
      return
    }
    tokens.append(token)
  }

  /// A character outside ASCII.
  private mutating func high(_ at: Int) -> Int {
    let lead = bytes[at]
    let width = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    let end = min(at + width, bytes.count)
    if lead >= 0xE2, width >= 3 {
      if let sign = lexicon.signs.find(WordTable.hash(of: bytes[at..<end])) {
        addSign(sign, at, end)
        return end
      }
      if lead == 0xE2, end == at + 3, bytes[at + 1] == 0x80 { return punctuation(at, end) }
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
    if lead >= 0xC3, width == 2 { return apostropheWidth(at) == nil ? word(at) : end }
    return end
  }

  /// General punctuation, U+2000–U+203F.
  private mutating func punctuation(_ at: Int, _ end: Int) -> Int {
    switch bytes[at + 2] {
    case 0x9C: toggleQuote(opens: true)
    case 0x9D: toggleQuote(opens: false)
    case 0x93, 0x94: pending.insert(.clauseStart)
    case 0xA6: return stop(at, width: 3)
    default: break
    }
    return end
  }

  // MARK: Bounds

  /// One or more of `.!?…`: a sentence ends if a blank, a quote or nothing follows.
  private mutating func stop(_ start: Int, width: Int = 1) -> Int {
    var at = start
    var asks = false
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "!") {
        exclamations += 1
      } else if bytes[at] == UInt8(ascii: "?") {
        asks = true
      } else if bytes[at] == 0xE2, at + 2 < bytes.count, bytes[at + 1] == 0x80,
        bytes[at + 2] == 0xA6
      {
        at += 2
      } else if bytes[at] != UInt8(ascii: ".") {
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
    let isEllipsis = at - start > 1 && !asks && exclamations == 0
    let ends = next == bytes.count || bytes[next] <= 0x20
    if ends, !(isEllipsis && continuesSmall(next)) {
      endSentence(at: next, isQuestion: asks)
    } else if ends {
      pending.insert(.clauseStart)
    }
    return next
  }

  /// Whether the next word begins with a small letter.
  private func continuesSmall(_ at: Int) -> Bool {
    var at = at
    while at < bytes.count, bytes[at] == 0x20 { at += 1 }
    return at < bytes.count && bytes[at] >= 0x61 && bytes[at] <= 0x7A
  }

  /// A line break ends a sentence, unless the line is so long that a mail program may have cut it.
  private mutating func lineBreak(_ at: Int) -> Int {
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
    if tokens.count > firstToken {
      var span = SentenceSpan(
        firstToken: firstToken, endToken: tokens.count, start: sentenceStart, end: end)
      span.exclamations = min(exclamations, 4)
      span.isQuestion = isQuestion
      span.mixesCapitals = capitalWords > 0 && capitalWords < sentenceWords
      sentences.append(span)
    } else if let last = sentences.indices.last, sentences[last].end >= lineStart {
      sentences[last].exclamations = min(4, sentences[last].exclamations + exclamations)
    }
    (firstToken, sentenceStart, exclamations) = (tokens.count, end, 0)
    (capitalWords, sentenceWords) = (0, 0)
    pending = []
  }

  /// A quotation mark: what stands between two of them is marked.
  private mutating func toggleQuote(opens: Bool?) {
    if let open = openQuote, opens != true {
      for index in open..<tokens.count { tokens[index].traits.insert(.quoted) }
      openQuote = nil
    } else if opens != false {
      openQuote = tokens.count
    }
  }
}
