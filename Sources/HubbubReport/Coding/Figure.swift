internal import HubbubModel

/// A value of an artifact, and how a report may print it.
public enum Figure: Hashable, Sendable {
  case whole(Int)
  case number(Double)
  case text(String)

  /// Whether some words print this value.
  ///
  /// - Whole numbers: digits with commas, or words below ten; 0 also as `none` or `nothing`.
  /// - Numbers: as a percentage, as `one in four`, or signed with two decimals.
  /// - Times (ISO 8601): `14 January 2026`, `January 2026`, `January`, `2026`.
  /// - Text: the same but for blanks, for what follows a colon, a dash or `and`, for the case of the
  ///   first letter, and for the number of a noun: `wallets` of `Wallet`.
  public func isPrinted(as words: String) -> Bool {
    switch self {
    case .whole(let n):
      if n == 0 || n == 1, Figure.number(Double(n)).isPrinted(as: words) { return true }
      return [Numbers.prose(n), Numbers.grouped(n)].contains(words)
        || n == 0 && ["none", "nothing"].contains(words)
    case .number(let x):
      if [Numbers.percent(x), Numbers.signed(x)].contains(words) { return true }
      guard x > 0, words.hasPrefix("one in ") else { return false }
      return words == "one in \(Numbers.prose(Int((1 / x).rounded())))"
    case .text(let text):
      if let date = UTCDate(iso: text) {
        return [date.text, date.monthText, date.monthName, String(date.year)].contains(words)
      }
      let shown = Self.folded(words)
      return Self.inEitherNumber(Self.folded(text)).contains { Self.names($0, shown) }
    }
  }

  /// Whether some words are a name, or what stands before its colon, dash or `and`.
  private static func names(_ plain: String, _ shown: String) -> Bool {
    guard !shown.isEmpty else { return plain.isEmpty }
    guard plain.dropFirst().hasPrefix(shown.dropFirst()),
      plain.prefix(1).lowercased() == shown.prefix(1).lowercased()
    else { return firstWordLowered(plain, shown) }
    let rest = plain.dropFirst(shown.count)
    return rest.isEmpty || joints.contains { rest.hasPrefix($0) }
  }

  /// A name as it stands, and what stands before its colon or dash with the last word of one half
  /// or of both in the plural.
  private static func inEitherNumber(_ name: String) -> [String] {
    let cut = cuts.compactMap { name.firstRange(of: $0)?.lowerBound }.min()
    let halves = name[..<(cut ?? name.endIndex)].split(separator: " ").split(separator: "and")
    guard halves.count <= 2 else { return [name] }
    var forms: [[Substring]] = [[]]
    for half in halves {
      let many = half.dropLast() + half.suffix(1).map { Plural.of(String($0))[...] }
      forms = forms.flatMap { form in
        [half, many].map { form.isEmpty ? Array($0) : form + ["and"] + $0 }
      }
    }
    return [name] + forms.map { $0.joined(separator: " ") }
  }

  /// What a shortened name may leave out begins with one of these.
  private static let joints = cuts + [" and "]
  /// Behind one of these a name says what it means.
  private static let cuts = [": ", " – ", " — "]

  /// "Ai compute" for a label whose first word the posts write "AI".
  private static func firstWordLowered(_ plain: String, _ shown: String) -> Bool {
    let a = plain.split(separator: " ", maxSplits: 1)
    let b = shown.split(separator: " ", maxSplits: 1)
    guard let x = a.first, let y = b.first, x.lowercased() == y.lowercased() else { return false }
    let (restA, restB) = (a.dropFirst().joined(), b.dropFirst().joined())
    return restA == restB
      || joints.contains { (" " + restA).hasPrefix((restB.isEmpty ? "" : " " + restB) + $0) }
  }

  private static func folded(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
