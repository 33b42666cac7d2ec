internal import HubbubCorpus
internal import HubbubModel
internal import HubbubSystem

/// A place where a post holds a candidate's words.
struct NameMention: Sendable {
  /// The post.
  var row: Int32
  /// The candidate.
  var name: Int32
  /// The first byte in the post's text.
  var start: Int32
  /// One past the last byte.
  var end: Int32
  /// What kind the words beside it say it is of; −1 if none.
  var cue: Int8
  /// Whether a word of it stands in small letters.
  var isLower: Bool
  /// Whether its case says something: within a sentence of mixed case.
  var isClear: Bool
  /// Whether it is spoken to, not of.
  var isVocative: Bool
  /// Whether a number stands before it, as before a unit.
  var isMeasured: Bool
  /// Whether a word with a capital stands before it that is no name: it is the end of a longer one.
  var isTail: Bool
  /// The candidate that stands before it in a list ("A, B and C"); −1 if none.
  var listed: Int32
}

/// An abbreviation that a post introduces: "Graphics Processing Unit (GPU)".
struct NameIntroduction: Hashable, Sendable {
  var short: UInt64
  var long: [UInt64]
  /// Whether the words before it have capitals.
  var isName: Bool
}

/// Every place where a corpus holds a candidate.
struct NameMentions: Sendable {
  private(set) var list: [NameMention] = []
  /// How each candidate is spelled, and how often.
  private(set) var spellings: [[String: Int]]
  private(set) var introductions: Set<NameIntroduction> = []

  private init(_ count: Int) { spellings = Array(repeating: [:], count: count) }

  /// Reads every post once, on all workers.
  static func read(
    _ corpus: Corpus, _ candidates: NameCandidates, _ tables: NameTables, workers: Workers
  ) -> NameMentions {
    var all = NameMentions(candidates.list.count)
    guard !candidates.list.isEmpty else { return all }
    let batches = Workers.batches(of: 512, in: corpus.count)
    let round = 16
    for first in stride(from: 0, to: batches.count, by: round) {
      let some = Array(batches[first..<min(first + round, batches.count)])
      let parts = workers.map(some.count) { index in
        var reader = MentionReader(candidates, tables)
        corpus.forEach(in: some[index], reading: .text) { row, post in
          guard NameTables.tellsNames(post.language) else { return }
          reader.read(Array(post.text.utf8), Int32(row))
        }
        return reader
      }
      for part in parts {
        all.list += part.mentions
        all.introductions.formUnion(part.introductions)
        for (name, spelling) in part.spellings {
          all.spellings[Int(name)][spelling, default: 0] += 1
        }
      }
    }
    return all
  }
}

/// Finds the candidates in a batch of posts.
private struct MentionReader: Sendable {
  private let candidates: NameCandidates
  private let tables: NameTables
  private var scanner: NameScanner
  private(set) var mentions: [NameMention] = []
  private(set) var spellings: [(Int32, String)] = []
  private(set) var introductions: [NameIntroduction] = []
  /// Where the last name ended, and which it was.
  private var nameEnd = 0
  private var lastName: Int32 = -1

  init(_ candidates: NameCandidates, _ tables: NameTables) {
    self.candidates = candidates
    self.tables = tables
    scanner = NameScanner(tables)
  }

  mutating func read(_ text: [UInt8], _ row: Int32) {
    scanner.scan(text)
    let tokens = scanner.tokens
    var at = 0
    (nameEnd, lastName) = (0, -1)
    while at < tokens.count {
      if tokens[at].traits.contains(.bracketed), tokens[at].shape == .capitals {
        introduce(at)
      }
      guard let name = match(at) else {
        at += 1
        continue
      }
      let end = at + candidates.list[Int(name)].words.count
      note(name, at..<end, row)
      // A word that goes on with a name is no item of a list.
      let goesOn = nameEnd == at && at > 0 && !tokens[at].traits.contains(.parted)
      (at, nameEnd, lastName) = (end, end, goesOn ? -1 : name)
    }
  }

  /// The longest candidate that begins with a token.
  private func match(_ at: Int) -> Int32? {
    guard let names = candidates.starts[scanner.tokens[at].key] else { return plural(at) }
    let tokens = scanner.tokens
    searching: for name in names {
      let words = candidates.list[Int(name)].words
      guard at + words.count <= tokens.count else { continue }
      for offset in 1..<max(1, words.count) {
        let token = tokens[at + offset]
        guard token.key == words[offset], !token.traits.contains(.parted) else {
          continue searching
        }
      }
      return name
    }
    return nil
  }

  /// The candidate of one word whose plural a token is.
  private func plural(_ at: Int) -> Int32? {
    let token = scanner.tokens[at]
    let bytes = scanner.slice(Int(token.start)..<Int(token.end))
    guard token.isNameLike, bytes.count > 4, bytes.last == 0x73,
      bytes.dropLast().last != 0x73,
      let names = candidates.starts[
        NameToken.key(of: String(decoding: bytes.dropLast(), as: UTF8.self))]
    else { return nil }
    return names.first { candidates.list[Int($0)].words.count == 1 }
  }

  private mutating func note(_ name: Int32, _ range: Range<Int>, _ row: Int32) {
    let tokens = scanner.tokens
    let words = tokens[range]
    guard let first = words.first, let last = words.last else { return }
    let candidate = candidates.list[Int(name)]
    let isLower = words.contains {
      $0.shape == .lower && !tables.connectors.contains($0.key)
    }
    let isLone = words.count == 1
    if isLone, first.shape == .capital, first.traits.contains(.opening),
      candidate.share < NameCandidates.sure
    {
      return
    }
    let isClear =
      !words.contains { $0.traits.contains(.unclear) }
      && !(isLone && first.shape == .capital && first.traits.contains(.opening))
    let before = range.lowerBound > 0 ? tokens[range.lowerBound - 1] : nil
    let next = range.upperBound < tokens.count ? tokens[range.upperBound] : nil
    let isEnd = next.map { $0.traits.contains(.opening) } ?? true
    // "Amazon, Microsoft and Google rent it out" names three; "Anna, could you" speaks to one.
    let isFirstOfList =
      last.traits.contains(.comma) && next.map { beginsName($0) } ?? false
    let isCalled =
      first.traits.contains(.lone)
      || first.traits.contains(.opening) && !first.traits.contains(.bracketed) && !isEnd
        && next?.traits.contains(.parted) == true && !isFirstOfList
      || isLone && isEnd && before?.traits.contains(.comma) == true
    let isVocative =
      isCalled
      || before.map { !first.traits.contains(.opening) && tables.vocatives.contains($0.key) }
        ?? false
    let follows = before != nil && !first.traits.contains(.parted)
    let isTail =
      follows && nameEnd < range.lowerBound && before?.isNameLike == true
      && before?.traits.contains(.opening) == false
    mentions.append(
      NameMention(
        row: row, name: name, start: first.start, end: last.end,
        cue: cue(words, before, next).flatMap { kind in
          ReportNameKind.allCases.firstIndex(of: kind).map { Int8($0) }
        } ?? -1, isLower: isLower, isClear: isClear, isVocative: isVocative,
        isMeasured: follows && before?.shape == .number, isTail: isTail,
        listed: isListed(range.lowerBound) ? lastName : -1))
    guard !isLower, isClear, !last.traits.contains(.plural),
      !isLone || first.key == candidate.words[0]
    else { return }
    let text = String(
      decoding: scanner.slice(Int(first.start)..<Int(last.end)), as: UTF8.self)
    spellings.append((name, text.split(whereSeparator: \.isWhitespace).joined(separator: " ")))
  }

  /// Whether a token may begin another name.
  private func beginsName(_ token: NameToken) -> Bool {
    token.isNameLike && !token.traits.contains(.opening) && candidates.starts[token.key] != nil
  }

  /// Whether nothing but a comma, "and" or "or" stands between the last name and a word.
  private func isListed(_ at: Int) -> Bool {
    let tokens = scanner.tokens
    guard nameEnd > 0, lastName >= 0 else { return false }
    let hasComma = tokens[nameEnd - 1].traits.contains(.comma)
    if at == nameEnd { return hasComma && !tokens[at].traits.contains(.opening) }
    return at == nameEnd + 1 && tables.conjunctions.contains(tokens[nameEnd].key)
      && !tokens[at].traits.contains(.parted)
      && (hasComma || !tokens[nameEnd].traits.contains(.parted))
  }

  private func cue(
    _ words: ArraySlice<NameToken>, _ before: NameToken?, _ next: NameToken?
  ) -> ReportNameKind? {
    for word in words.dropFirst() {
      if let kind = tables.kind(word.key, .inside) { return kind }
    }
    if let next, !next.traits.contains(.parted) {
      if next.traits.contains(.version) { return .product }
      if let kind = tables.kind(next.key, .after) { return kind }
    }
    guard let before, words.first?.traits.contains(.parted) == false || before.shape == .capital
    else { return nil }
    return tables.kind(before.key, .before)
  }

  /// The words before a bracketed abbreviation whose first letters spell it.
  private mutating func introduce(_ at: Int) {
    let tokens = scanner.tokens
    let letters = scanner.slice(Int(tokens[at].start)..<Int(tokens[at].end))
      .map { $0 | 0x20 }.filter { $0 &- 0x61 < 26 }
    let wanted = tokens[at].traits.contains(.plural) ? Array(letters.dropLast()) : letters
    guard (2...6).contains(wanted.count), at >= wanted.count else { return }
    let words = tokens[at - wanted.count..<at]
    guard zip(words, wanted).allSatisfy({ $0.initial == $1 }) else { return }
    introductions.append(
      NameIntroduction(
        short: tokens[at].key, long: words.map(\.key),
        isName: words.allSatisfy { $0.isNameLike }))
  }
}
