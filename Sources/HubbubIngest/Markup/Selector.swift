/// A list of CSS selectors, bound to a vocabulary.
///
/// Understood: `tag`, `*`, `.class`, `#id`, `[attr]`, `=`, `^=`, `$=`, `*=`, `~=`, the
/// combinators descendant, `>`, `+`, `~`, `:not(…)`, `:has(…)`, `:first-child`, `:last-child`,
/// `:first-of-type`, `:last-of-type`, `:scope`, and comma lists (Selectors Level 4).
struct Selector: Sendable {
  /// The alternatives of a comma list.
  var alternatives: [Path]

  /// Compounds from left to right, each with how it stands to the one before.
  struct Path: Sendable {
    var steps: [Step]
  }

  /// A compound, and how its element stands to that of the compound before.
  struct Step: Sendable {
    var relation: Relation
    var compound: Compound
  }

  /// How an element stands to the element of the compound before.
  enum Relation: Sendable {
    case descendant, child, next, sibling
  }

  /// What one element must be; a class, so that walking many selectors copies no lists.
  final class Compound: Sendable {
    /// The tag's id; 0 for any.
    let tag: UInt16
    let classes: [UInt16]
    let attributes: [AttributeTest]
    let conditions: [Condition]

    init(
      tag: UInt16, classes: [UInt16], attributes: [AttributeTest], conditions: [Condition]
    ) {
      self.tag = tag
      self.classes = classes
      self.attributes = attributes
      self.conditions = conditions
    }
  }

  /// A test of one attribute.
  final class AttributeTest: Sendable {
    enum Match: Sendable {
      case present, equals, prefix, suffix, contains, word
    }
    let name: UInt16
    let match: Match
    let value: [UInt8]

    init(name: UInt16, match: Match, value: [UInt8]) {
      self.name = name
      self.match = match
      self.value = value
    }
  }

  /// A test of an element's surroundings.
  enum Condition: Sendable {
    case firstChild, lastChild, firstOfType, lastOfType, scope
    case not([Path])
    case has([Path])
  }
}

/// Why a selector cannot be read.
struct SelectorError: Error {
  var message: String
}

/// Reads selectors.
struct SelectorParser {
  private let text: [UInt8]
  private var at = 0
  private var names: MarkupNames

  /// The selector that a text spells, with its names added to the vocabulary.
  ///
  /// - Throws: `SelectorError` naming what was expected and where.
  static func parse(_ text: String, names: inout MarkupNames) throws(SelectorError) -> Selector {
    var parser = SelectorParser(text: Array(text.utf8), names: names)
    let selector = Selector(alternatives: try parser.list(until: nil))
    names = parser.names
    return selector
  }

  private init(text: [UInt8], names: MarkupNames) {
    self.text = text
    self.names = names
  }

  private mutating func list(until close: UInt8?) throws(SelectorError) -> [Selector.Path] {
    var paths = [try path(until: close)]
    while peek == UInt8(ascii: ",") {
      at += 1
      paths.append(try path(until: close))
    }
    if let close {
      guard peek == close else { throw error("expected \")\"") }
      at += 1
    } else if at < text.count {
      throw error("unexpected \"\(Character(Unicode.Scalar(text[at])))\"")
    }
    return paths
  }

  private mutating func path(until close: UInt8?) throws(SelectorError) -> Selector.Path {
    var steps: [Selector.Step] = []
    skipSpace()
    var relation = combinator() ?? .descendant
    while true {
      skipSpace()
      steps.append(Selector.Step(relation: relation, compound: try compound()))
      let spaced = skipSpace()
      if at == text.count || peek == UInt8(ascii: ",") || (close != nil && peek == close) { break }
      if let explicit = combinator() {
        relation = explicit
      } else if spaced {
        relation = .descendant
      } else {
        throw error("expected a combinator")
      }
    }
    return Selector.Path(steps: steps)
  }

  private mutating func combinator() -> Selector.Relation? {
    let relation: Selector.Relation
    switch peek {
    case UInt8(ascii: ">"): relation = .child
    case UInt8(ascii: "+"): relation = .next
    case UInt8(ascii: "~"): relation = .sibling
    default: return nil
    }
    at += 1
    return relation
  }

  private mutating func compound() throws(SelectorError) -> Selector.Compound {
    var tag: UInt16 = 0
    var classes: [UInt16] = []
    var attributes: [Selector.AttributeTest] = []
    var conditions: [Selector.Condition] = []
    let start = at
    if peek == UInt8(ascii: "*") {
      at += 1
    } else if let name = identifier() {
      tag = names.intern(name.lowercased())
    }
    scan: while let byte = peek {
      switch byte {
      case UInt8(ascii: "."):
        at += 1
        classes.append(names.intern(try required("a class name")))
      case UInt8(ascii: "#"):
        at += 1
        let value = Array(try required("an id").utf8)
        attributes.append(
          Selector.AttributeTest(name: names.intern("id"), match: .equals, value: value))
      case UInt8(ascii: "["): attributes.append(try attribute())
      case UInt8(ascii: ":"): conditions.append(try condition())
      default: break scan
      }
    }
    guard at > start else { throw error("expected a selector") }
    return Selector.Compound(
      tag: tag, classes: classes, attributes: attributes, conditions: conditions)
  }

  private mutating func attribute() throws(SelectorError) -> Selector.AttributeTest {
    at += 1
    skipSpace()
    let name = names.intern(try required("an attribute name").lowercased())
    skipSpace()
    if peek == UInt8(ascii: "]") {
      at += 1
      return Selector.AttributeTest(name: name, match: .present, value: [])
    }
    let match: Selector.AttributeTest.Match
    switch peek {
    case UInt8(ascii: "="): match = .equals
    case UInt8(ascii: "^"): match = .prefix
    case UInt8(ascii: "$"): match = .suffix
    case UInt8(ascii: "*"): match = .contains
    case UInt8(ascii: "~"): match = .word
    default: throw error("expected =, ^=, $=, *= or ~=")
    }
    at += match == .equals ? 1 : 2
    skipSpace()
    var value: [UInt8] = []
    if let quote = peek, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      at += 1
      guard let end = text[at...].firstIndex(of: quote) else { throw error("unclosed quote") }
      value = Array(text[at..<end])
      at = end + 1
    } else {
      guard let end = text[at...].firstIndex(of: UInt8(ascii: "]")) else {
        throw error("unclosed [")
      }
      value = Array(text[at..<end])
      at = end
    }
    skipSpace()
    guard peek == UInt8(ascii: "]") else { throw error("expected ]") }
    at += 1
    return Selector.AttributeTest(name: name, match: match, value: value)
  }

  private mutating func condition() throws(SelectorError) -> Selector.Condition {
    at += 1
    let name = try required("a pseudo-class")
    switch name {
    case "first-child": return .firstChild
    case "last-child": return .lastChild
    case "first-of-type": return .firstOfType
    case "last-of-type": return .lastOfType
    case "scope": return .scope
    case "not", "has":
      guard peek == UInt8(ascii: "(") else { throw error("expected (") }
      at += 1
      let paths = try list(until: UInt8(ascii: ")"))
      return name == "not" ? .not(paths) : .has(paths)
    default:
      throw error(
        "unknown :\(name); known are :not, :has, :first-child, :last-child, :first-of-type, "
          + ":last-of-type, :scope")
    }
  }

  private var peek: UInt8? { at < text.count ? text[at] : nil }

  @discardableResult
  private mutating func skipSpace() -> Bool {
    let start = at
    while at < text.count, text[at] <= 0x20 { at += 1 }
    return at > start
  }

  private mutating func identifier() -> String? {
    let start = at
    while at < text.count {
      let byte = text[at]
      let letter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
      let digit = byte >= 0x30 && byte <= 0x39
      guard letter || digit || byte == 0x2D || byte == 0x5F || byte >= 0x80 else { break }
      at += 1
    }
    return at > start ? String(decoding: text[start..<at], as: UTF8.self) : nil
  }

  private mutating func required(_ what: String) throws(SelectorError) -> String {
    guard let name = identifier() else { throw error("expected \(what)") }
    return name
  }

  private func error(_ message: String) -> SelectorError {
    SelectorError(
      message: "\(message) at byte \(at) of selector \"\(String(decoding: text, as: UTF8.self))\"")
  }
}
