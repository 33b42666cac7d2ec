/// A small regular expression over bytes: enough for ids in addresses and words in labels.
///
/// Understood: literals, `.`, `[a-z]`, `[^…]`, `\d \w \s \D \W \S`, `\` before any mark, groups
/// `(…)` and `(?:…)`, `|`, `* + ?` and their lazy forms, `^ $`, and `(?i)` at the front. The
/// match's value is the first group that took part, or all of it. Backtracking is bounded: past
/// 100,000 steps nothing matches (Thompson 1968 describes the program; the bound is ours).
struct Pattern: Sendable {
  private enum Step: Sendable {
    case set(ByteSet)
    case split(Int, Int)
    case jump(Int)
    case save(Int)
    case start, end, match
  }

  /// A set of bytes.
  struct ByteSet: Sendable {
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    mutating func insert(_ byte: UInt8) {
      let bit = UInt64(1) << UInt64(byte & 63)
      switch byte >> 6 {
      case 0: words.0 |= bit
      case 1: words.1 |= bit
      case 2: words.2 |= bit
      default: words.3 |= bit
      }
    }
    func contains(_ byte: UInt8) -> Bool {
      let word =
        switch byte >> 6 {
        case 0: words.0
        case 1: words.1
        case 2: words.2
        default: words.3
        }
      return word >> UInt64(byte & 63) & 1 == 1
    }
    mutating func insert(_ range: ClosedRange<UInt8>) { for byte in range { insert(byte) } }
    mutating func union(_ other: ByteSet) {
      words.0 |= other.words.0
      words.1 |= other.words.1
      words.2 |= other.words.2
      words.3 |= other.words.3
    }
    var inverted: ByteSet {
      var set = self
      set.words = (~words.0, ~words.1, ~words.2, ~words.3)
      return set
    }
  }

  private var steps: [Step] = []
  private var groups = 0

  /// Compiles a pattern.
  ///
  /// - Throws: `SelectorError` saying what is wrong.
  init(_ source: String) throws(SelectorError) {
    var compiler = Compiler(text: Array(source.utf8))
    if source.hasPrefix("(?i)") {
      compiler.folds = true
      compiler.at = 4
    }
    let body = try compiler.alternation()
    guard compiler.at == compiler.text.count else {
      throw SelectorError(message: "unbalanced ) in pattern \"\(source)\"")
    }
    steps = Self.assemble(body) + [.match]
    groups = compiler.groups
  }

  /// What the pattern finds first in a text: its first group that took part, or the whole match.
  func firstMatch(in text: String) -> String? {
    let bytes = Array(text.utf8)
    var budget = 100_000
    for start in 0...bytes.count {
      if let range = run(bytes, from: start, &budget) {
        return String(decoding: bytes[range], as: UTF8.self)
      }
      if budget <= 0 { return nil }
    }
    return nil
  }

  /// Whether the pattern occurs in a text.
  func matches(_ text: String) -> Bool { firstMatch(in: text) != nil }

  private func run(_ bytes: [UInt8], from start: Int, _ budget: inout Int) -> Range<Int>? {
    var stack: [(step: Int, at: Int, saved: [Int])] = [
      (0, start, Array(repeating: -1, count: groups * 2))
    ]
    while var thread = stack.popLast() {
      thread: while true {
        budget -= 1
        if budget <= 0 { return nil }
        switch steps[thread.step] {
        case .set(let set):
          guard thread.at < bytes.count, set.contains(bytes[thread.at]) else { break thread }
          thread.at += 1
          thread.step += 1
        case .split(let first, let second):
          stack.append((second, thread.at, thread.saved))
          thread.step = first
        case .jump(let step): thread.step = step
        case .save(let slot):
          thread.saved[slot] = thread.at
          thread.step += 1
        case .start:
          guard thread.at == 0 else { break thread }
          thread.step += 1
        case .end:
          guard thread.at == bytes.count else { break thread }
          thread.step += 1
        case .match:
          for group in 0..<groups where thread.saved[group * 2 + 1] >= 0 {
            return thread.saved[group * 2]..<thread.saved[group * 2 + 1]
          }
          return start..<thread.at
        }
      }
    }
    return nil
  }

  // MARK: Compiling

  private indirect enum Expression {
    case set(ByteSet)
    case start, end, empty
    case sequence([Expression])
    case either([Expression])
    case group(Int, Expression)
    case repeated(Expression, least: Int, many: Bool, lazy: Bool)
  }

  /// Addresses in a program are relative to its own start until they are shifted.
  private static func assemble(_ expression: Expression, at base: Int = 0) -> [Step] {
    switch expression {
    case .set(let set): return [.set(set)]
    case .start: return [.start]
    case .end: return [.end]
    case .empty: return []
    case .sequence(let parts):
      var steps: [Step] = []
      for part in parts { steps += assemble(part, at: base + steps.count) }
      return steps
    case .group(let number, let inner):
      return [.save(number * 2)] + assemble(inner, at: base + 1) + [.save(number * 2 + 1)]
    case .either(let parts):
      guard let first = parts.first else { return [] }
      if parts.count == 1 { return assemble(first, at: base) }
      let left = assemble(first, at: base + 1)
      let right = assemble(.either(Array(parts.dropFirst())), at: base + left.count + 2)
      let after = base + left.count + 2
      return [.split(base + 1, after)] + left + [.jump(after + right.count)] + right
    case .repeated(let inner, let least, let many, let lazy):
      let body = assemble(inner, at: base + (least == 0 ? 1 : 0))
      if least == 1 {
        let after = base + body.count + 1
        return body + [lazy ? .split(after, base) : .split(base, after)]
      }
      let after = base + body.count + (many ? 2 : 1)
      let head = lazy ? Step.split(after, base + 1) : Step.split(base + 1, after)
      return [head] + body + (many ? [.jump(base)] : [])
    }
  }

  private struct Compiler {
    let text: [UInt8]
    var at = 0
    var groups = 0
    var folds = false

    init(text: [UInt8]) { self.text = text }

    mutating func alternation() throws(SelectorError) -> Expression {
      var parts = [try sequence()]
      while at < text.count, text[at] == UInt8(ascii: "|") {
        at += 1
        parts.append(try sequence())
      }
      return parts.count == 1 ? parts[0] : .either(parts)
    }

    private mutating func sequence() throws(SelectorError) -> Expression {
      var parts: [Expression] = []
      while at < text.count, text[at] != UInt8(ascii: "|"), text[at] != UInt8(ascii: ")") {
        var part = try atom()
        if at < text.count, let bounds = quantifier(text[at]) {
          at += 1
          var lazy = false
          if at < text.count, text[at] == UInt8(ascii: "?") {
            at += 1
            lazy = true
          }
          part = .repeated(part, least: bounds.least, many: bounds.many, lazy: lazy)
        }
        parts.append(part)
      }
      return parts.isEmpty ? .empty : .sequence(parts)
    }

    private func quantifier(_ byte: UInt8) -> (least: Int, many: Bool)? {
      switch byte {
      case UInt8(ascii: "*"): (0, true)
      case UInt8(ascii: "+"): (1, true)
      case UInt8(ascii: "?"): (0, false)
      default: nil
      }
    }

    private mutating func atom() throws(SelectorError) -> Expression {
      let byte = text[at]
      at += 1
      switch byte {
      case UInt8(ascii: "^"): return .start
      case UInt8(ascii: "$"): return .end
      case UInt8(ascii: "."):
        var line = ByteSet()
        line.insert(0x0A)
        return .set(line.inverted)
      case UInt8(ascii: "["): return .set(try bracket())
      case UInt8(ascii: "("):
        var number: Int?
        if at + 1 < text.count, text[at] == UInt8(ascii: "?"), text[at + 1] == UInt8(ascii: ":") {
          at += 2
        } else {
          number = groups
          groups += 1
        }
        let inner = try alternation()
        guard at < text.count else { throw SelectorError(message: "unclosed ( in a pattern") }
        at += 1
        return number.map { .group($0, inner) } ?? inner
      case UInt8(ascii: "\\"): return .set(try escape())
      case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
        throw SelectorError(message: "nothing to repeat in a pattern")
      default: return .set(single(byte))
      }
    }

    private func single(_ byte: UInt8) -> ByteSet {
      var set = ByteSet()
      set.insert(byte)
      if folds, (byte | 0x20) >= 0x61, (byte | 0x20) <= 0x7A { set.insert(byte ^ 0x20) }
      return set
    }

    private mutating func escape() throws(SelectorError) -> ByteSet {
      guard at < text.count else { throw SelectorError(message: "a pattern ends in \\") }
      let byte = text[at]
      at += 1
      var set = ByteSet()
      switch byte | 0x20 {
      case UInt8(ascii: "d"): set.insert(0x30...0x39)
      case UInt8(ascii: "w"):
        set.insert(0x30...0x39)
        set.insert(0x41...0x5A)
        set.insert(0x61...0x7A)
        set.insert(0x5F)
        set.insert(0x80...0xFF)
      case UInt8(ascii: "s"):
        set.insert(0x09...0x0D)
        set.insert(0x20)
      default: return single(byte == UInt8(ascii: "n") ? 0x0A : byte)
      }
      return byte < 0x61 ? set.inverted : set
    }

    private mutating func bracket() throws(SelectorError) -> ByteSet {
      var set = ByteSet()
      var inverted = false
      if at < text.count, text[at] == UInt8(ascii: "^") {
        inverted = true
        at += 1
      }
      var first = true
      while at < text.count, first || text[at] != UInt8(ascii: "]") {
        first = false
        let byte = text[at]
        at += 1
        if byte == UInt8(ascii: "\\") {
          set.union(try escape())
        } else if at + 1 < text.count, text[at] == UInt8(ascii: "-"),
          text[at + 1] != UInt8(ascii: "]")
        {
          let high = text[at + 1]
          guard high >= byte else { throw SelectorError(message: "a range runs backwards") }
          for member in byte...high { set.union(single(member)) }
          at += 2
        } else {
          set.union(single(byte))
        }
      }
      guard at < text.count else { throw SelectorError(message: "unclosed [ in a pattern") }
      at += 1
      return inverted ? set.inverted : set
    }
  }
}
