/// What a word does to the words around it, and what the lists hold of it.
struct WordMarks: OptionSet, Hashable, Sendable {
  let rawValue: UInt16

  static let negator = WordMarks(rawValue: 1)
  /// Negates what is near.
  static let near = WordMarks(rawValue: 2)
  static let booster = WordMarks(rawValue: 4)
  static let contrast = WordMarks(rawValue: 8)
  static let concession = WordMarks(rawValue: 16)
  static let wish = WordMarks(rawValue: 32)
  static let joint = WordMarks(rawValue: 64)
  static let pass = WordMarks(rawValue: 128)
  static let subject = WordMarks(rawValue: 256)
  static let verb = WordMarks(rawValue: 512)
  /// It has a valence other than 0.
  static let feels = WordMarks(rawValue: 1024)
  /// The rules know it: it feels, or does something to others.
  static let ruled = WordMarks(rawValue: 2048)

  /// It feels in one place and only helps in another.
  static let ambiguous = WordMarks(rawValue: 4096)

  /// What turns what stands after it.
  static let negates: WordMarks = [.negator, .near]
  /// What a word or phrase is in a sentence; at most one of them.
  static let roles = WordMarks(rawValue: 1023)

  var negates: Bool { !isDisjoint(with: Self.negates) }

  /// The role of a name in the tables.
  init?(name: Substring) {
    switch name {
    case "negator": self = .negator
    case "near": self = .near
    case "booster": self = .booster
    case "contrast": self = .contrast
    case "concession": self = .concession
    case "wish": self = .wish
    case "joint": self = .joint
    case "pass": self = .pass
    case "subject": self = .subject
    case "verb": self = .verb
    default: return nil
    }
  }

  init(rawValue: UInt16) { self.rawValue = rawValue }
}
