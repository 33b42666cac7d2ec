internal import HubbubModel

/// Candidates that are one name under several spellings, with their mentions.
struct NameGroup: Sendable {
  /// How it is spelled, the most frequent first.
  var spellings: [String]
  var mentions: [NameMention]
  /// The posts that hold it, in corpus order.
  var rows: [Int]
  var kind: ReportNameKind?
}

/// Brings spellings together and leaves out what is no name talked about.
struct NameGrouping {
  let candidates: NameCandidates
  let mentions: NameMentions
  let tables: NameTables
  /// The thread of each post, and whom each thread hears.
  let threads: [Int]
  let voices: [Set<UInt64>]
  /// Whoever writes anywhere.
  let everyone: Set<UInt64>

  /// The names of a corpus, those that most posts hold first.
  ///
  /// - Parameter takesRare: whether what too few posts hold is a name where it stands in a list with
  ///   one: "Amazon, Google and Microsoft".
  func groups(fewest: Int, takesRare: Bool) -> [NameGroup] {
    var held = sorted(fewest: takesRare ? 1 : 2)
    var parent = Array(candidates.list.indices)
    let spelled = held.indices.map { best(held[$0], mentions.spellings[$0]) }
    mergeSpellings(spelled, held, &parent)
    mergeAliases(held, &parent)
    mergeIntroductions(&held, &parent)
    mergeParts(held, &parent)
    var members: [[Int]] = Array(repeating: [], count: held.count)
    for index in held.indices { members[root(index, parent)].append(index) }
    let groups = members.map { members in
      members.isEmpty ? nil : group(members, held, fewest: takesRare ? 1 : fewest)
    }
    let named = companions(
      of: groups.map { group in
        guard let group else { return false }
        if takesRare, isCompound(group.spellings[0]) { return true }
        guard group.rows.count >= fewest else { return false }
        return group.mentions.count { $0.isClear && !$0.isLower } > 1
      }, groups, parent)
    return zip(groups, named).compactMap { $1 ? $0 : nil }.sorted { a, b in
      if a.rows.count != b.rows.count { return a.rows.count > b.rows.count }
      return a.spellings[0].utf8.lexicographicallyPrecedes(b.spellings[0].utf8)
    }
  }

  /// Whether a word is written as only names are: "CoreWeave", "PyTorch".
  private func isCompound(_ word: String) -> Bool {
    guard word.count > 4, word.first?.isUppercase ?? false, word.allSatisfy(\.isLetter),
      !everyone.contains(NameToken.key(of: word))
    else { return false }
    return zip(word, word.dropFirst()).contains { $0.isLowercase && $1.isUppercase }
  }

  /// What is a name already, and what lists name together with it.
  private func companions(
    of names: [Bool], _ groups: [NameGroup?], _ parent: [Int]
  ) -> [Bool] {
    var links: [[Int]] = Array(repeating: [], count: groups.count)
    for mention in mentions.list where mention.listed >= 0 && mention.isClear && !mention.isLower {
      let (a, b) = (root(Int(mention.name), parent), root(Int(mention.listed), parent))
      links[a].append(b)
      links[b].append(a)
    }
    var named = names
    var waiting = names.indices.filter { names[$0] }
    while let next = waiting.popLast() {
      for other in links[next] where !named[other] && groups[other] != nil {
        named[other] = true
        waiting.append(other)
      }
    }
    return named
  }

  /// Each candidate's mentions, without those that its case speaks against.
  private func sorted(fewest: Int) -> [[NameMention]] {
    var held: [[NameMention]] = Array(repeating: [], count: candidates.list.count)
    for mention in mentions.list { held[Int(mention.name)].append(mention) }
    var parts: Set<UInt64> = []
    for index in held.indices where held[index].count > 1 && candidates.list[index].words.count > 1
    {
      parts.formUnion(candidates.list[index].words)
    }
    for index in held.indices {
      let lower = held[index].count { $0.isLower }
      let cased = held[index].count { !$0.isLower && $0.isClear }
      let share = cased + lower == 0 ? 0 : Double(cased) / Double(cased + lower)
      // Once is enough for a part of a name that stands whole elsewhere.
      let least = parts.contains(candidates.list[index].words[0]) ? 1 : fewest
      if isShortCapitals(index) {
        // "act" is not ACT.
        held[index].removeAll(where: \.isLower)
      }
      if cased < least || share < NameCandidates.leastShare {
        held[index] = []
      } else if share < Self.lowerCounts {
        held[index].removeAll(where: \.isLower)
      }
    }
    return held
  }

  /// Whether a name is two or three capitals, which in small letters are mostly another word.
  private func isShortCapitals(_ index: Int) -> Bool {
    guard candidates.list[index].words.count == 1,
      let text = ranked(mentions.spellings[index]).first
    else { return false }
    return text.count <= 3 && text.allSatisfy(\.isUppercase)
  }

  /// The share of capitals from which small letters are the same name, written carelessly.
  private static let lowerCounts = 0.65

  private func best(_ held: [NameMention], _ spellings: [String: Int]) -> String? {
    held.isEmpty ? nil : ranked(spellings).first
  }

  private func ranked(_ spellings: [String: Int]) -> [String] {
    spellings.sorted {
      $0.value != $1.value
        ? $0.value > $1.value : $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
    }.map(\.key)
  }

  // MARK: Merging

  private func root(_ index: Int, _ parent: [Int]) -> Int {
    var at = index
    while parent[at] != at { at = parent[at] }
    return at
  }

  private func merge(_ a: Int, into b: Int, _ parent: inout [Int]) {
    let (x, y) = (root(a, parent), root(b, parent))
    if x != y { parent[x] = y }
  }

  /// "Git Hub" is "GitHub", "GPT 4" is "GPT-4", "iPhones" are "iPhone".
  private func mergeSpellings(
    _ spelled: [String?], _ held: [[NameMention]], _ parent: inout [Int]
  ) {
    var places: [UInt64: Int] = [:]
    for index in held.indices {
      guard let text = spelled[index] else { continue }
      let key = NameToken.key(of: text)
      if let known = places[key] { merge(index, into: known, &parent) } else { places[key] = index }
    }
    for index in held.indices {
      guard let text = spelled[index], text.hasSuffix("s"), !text.hasSuffix("ss"), text.count > 4,
        let single = places[NameToken.key(of: text.dropLast())],
        held[single].count > held[index].count
      else { continue }
      merge(index, into: single, &parent)
    }
  }

  /// "US" is "United States", whether or not a post introduces it so.
  private func mergeAliases(_ held: [[NameMention]], _ parent: inout [Int]) {
    var places: [Int: Int] = [:]
    for index in held.indices where !held[index].isEmpty {
      guard let row = tables.aliases[candidates.list[index].words] else { continue }
      if let known = places[row] { merge(index, into: known, &parent) } else { places[row] = index }
    }
  }

  /// An abbreviation and what it stands for; one that stands for common nouns is no name.
  private func mergeIntroductions(_ held: inout [[NameMention]], _ parent: inout [Int]) {
    guard !mentions.introductions.isEmpty else { return }
    var places: [[UInt64]: Int] = [:]
    for index in held.indices where !held[index].isEmpty {
      places[candidates.list[index].words] = index
    }
    let introductions = mentions.introductions.sorted { a, b in
      a.short != b.short ? a.short < b.short : a.long.lexicographicallyPrecedes(b.long)
    }
    for introduction in introductions {
      guard let short = places[[introduction.short]] else { continue }
      if let long = places[introduction.long] {
        merge(short, into: long, &parent)
      } else if !introduction.isName {
        held[short] = []
      }
    }
  }

  /// A last name, or a first word, that hardly stands where the whole name does not.
  private func mergeParts(_ held: [[NameMention]], _ parent: inout [Int]) {
    var single: [UInt64: Int] = [:]
    var wholes: [UInt64: Int] = [:]
    for index in held.indices where !held[index].isEmpty {
      let words = candidates.list[index].words
      if words.count == 1 { single[words[0]] = index }
      if words.count > 1 { for word in Set(words) { wholes[word, default: 0] += 1 } }
    }
    for index in held.indices where candidates.list[index].words.count > 1 && !held[index].isEmpty {
      let whole = candidates.list[index]
      guard !whole.isVersion, let last = whole.words.last else { continue }
      if let short = clipped(index), let part = single[short] { merge(part, into: index, &parent) }
      let around = Set(held[index].map { threads[Int($0.row)] })
      for part in [last, whole.words[0]] {
        // "Pi" is Raspberry Pi where nothing else ends so and no raspberry is spoken of.
        let isTail = part == last && single[whole.words[0]] == nil
        guard let short = single[part],
          held[short].count <= held[index].count * (isTail ? Self.shortest : 1)
        else { continue }
        let near = held[short].count { around.contains(threads[Int($0.row)]) }
        if wholes[part] == 1 || near * 3 >= held[short].count * 2 {
          merge(short, into: index, &parent)
        }
      }
    }
  }

  /// The key of the first letter and the last word: "RPi" of "Raspberry Pi".
  private func clipped(_ index: Int) -> UInt64? {
    let words = (ranked(mentions.spellings[index]).first ?? "").split(separator: " ")
    guard words.count == 2, let letter = words[0].first else { return nil }
    return NameToken.key(of: "\(letter)\(words[1])")
  }

  /// A part that stands alone more often than so many times the whole is a name of its own.
  private static let shortest = 3

  // MARK: Judging

  private func group(_ members: [Int], _ held: [[NameMention]], fewest: Int) -> NameGroup? {
    var all = members.flatMap { held[$0] }
    let spoken = all.count
    guard spoken > 0 else { return nil }
    let keys = Set(members.flatMap { candidates.list[$0].words })
    // Who writes in a thread is spoken to there, not of.
    let own = all.count { mention in
      let heard = voices[threads[Int(mention.row)]]
      return mention.isVocative || keys.contains { heard.contains($0) }
    }
    // A name that one of them has must be spoken of elsewhere all the more.
    guard own * (keys.isDisjoint(with: everyone) ? 2 : 4) < spoken else { return nil }
    // "5 V" is a unit, "Foundation" the end of many names.
    let isSingle = !members.contains { candidates.list[$0].words.count > 1 }
    if isSingle {
      guard all.count(where: \.isMeasured) * 10 < spoken * 3,
        all.count(where: \.isTail) * 2 < spoken
      else { return nil }
    }
    all.removeAll(where: \.isVocative)
    all.sort { ($0.row, $0.start) < ($1.row, $1.start) }
    var rows: [Int] = []
    for mention in all where rows.last != Int(mention.row) { rows.append(Int(mention.row)) }
    guard rows.count >= fewest else { return nil }
    var spellings: [String: Int] = [:]
    for member in members where !held[member].isEmpty {
      spellings.merge(mentions.spellings[member]) { $0 + $1 }
    }
    let kind = kind(of: all)
    var ranked = ranked(spellings)
    let most = ranked.first.flatMap { spellings[$0] } ?? 0
    // What hardly anyone writes is a typing error.
    ranked.removeAll { most >= 10 && (spellings[$0] ?? 0) * 40 < most }
    // Whoever and whatever is called by a part is named by the whole.
    let whole = members.filter { candidates.list[$0].words.count > 1 && !held[$0].isEmpty }
      .flatMap { self.ranked(mentions.spellings[$0]).prefix(1) }.first
    if isPartly(members, held), let whole {
      // Written "OpenGL" by most, "Open GL" by some, "GL" by others still.
      let key = NameToken.key(of: whole)
      let usual = ranked.first { NameToken.key(of: $0) == key } ?? whole
      ranked.removeAll { $0 == usual }
      ranked.insert(usual, at: 0)
    }
    // A letter is a name only where versions or the like say so: R is one, X is none.
    guard let name = ranked.first, name.count > 1 || kind == .product else { return nil }
    return NameGroup(spellings: ranked, mentions: all, rows: rows, kind: kind)
  }

  /// Whether some of the members are a word of another, or clipped from it ("RPi").
  private func isPartly(_ members: [Int], _ held: [[NameMention]]) -> Bool {
    let standing = members.filter { !held[$0].isEmpty }
    let single = Set(
      standing.compactMap { member in
        let words = candidates.list[member].words
        return words.count == 1 ? words[0] : nil
      })
    return standing.contains { member in
      let words = candidates.list[member].words
      guard words.count > 1 else { return false }
      return words.contains(where: single.contains) || clipped(member).map(single.contains) ?? false
    }
  }

  /// The kind that the words beside a name agree on; nil where they say too little.
  private func kind(of mentions: [NameMention]) -> ReportNameKind? {
    var counts = Array(repeating: 0, count: ReportNameKind.allCases.count)
    for mention in mentions where mention.cue >= 0 { counts[Int(mention.cue)] += 1 }
    let sum = counts.reduce(0, +)
    guard let most = counts.max(), most >= 3, most * 4 >= sum * 3, most * 20 >= mentions.count
    else { return nil }
    return ReportNameKind.allCases[counts.firstIndex(of: most) ?? 0]
  }
}
