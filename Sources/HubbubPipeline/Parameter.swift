public import HubbubSystem

/// A parameter of a stage: its name, what it may be, and what it is when nobody says.
///
/// The declaration is the one place that the pipeline file, `--set`, the help text and the cache
/// key all read.
public struct Parameter: Sendable {
  /// What a value may be.
  public indirect enum Kind: Sendable {
    /// Any text; empty means that nobody said.
    case text
    /// `true` or `false`.
    case flag
    /// A whole number in a range.
    case whole(ClosedRange<Int>)
    /// A number in a range.
    case number(ClosedRange<Double>)
    /// One of some words.
    case choice([String])
    /// `auto`, or a whole number in a range.
    case wholeOrAuto(ClosedRange<Int>)
    /// A file or folder; empty means none. Its content decides, not where it is: see `Stage`.
    case location
    /// A list of texts.
    case texts
    /// A list of mappings, each with these members; the first one is required and unique.
    case records([Parameter])
  }

  /// The name, as in YAML and `--set stage.name=value`.
  public let name: String
  /// What it may be.
  public let kind: Kind
  /// What it is when nobody says.
  public let initial: ParameterValue
  /// One line for the help text.
  public let help: String
  /// Whether an entry of a list of mappings must hold it, with a word at least: without it the
  /// entry could mean nothing.
  public let isRequired: Bool

  /// Declares a parameter.
  public init(
    _ name: String, _ kind: Kind, _ initial: ParameterValue, _ help: String,
    isRequired: Bool = false
  ) {
    self.name = name
    self.kind = kind
    self.initial = initial
    self.help = help
    self.isRequired = isRequired
  }
}

/// The value of a parameter.
public indirect enum ParameterValue: Sendable, Hashable {
  /// A text or a choice.
  case text(String)
  /// A truth value.
  case flag(Bool)
  /// A whole number.
  case whole(Int)
  /// A number.
  case number(Double)
  /// The word `auto`.
  case auto
  /// A path; its JSON, which goes into cache keys and records, says only whether one was given.
  case location(String)
  /// A list of texts.
  case texts([String])
  /// A list of mappings.
  case records([[String: ParameterValue]])

  /// The value as JSON, with the members of mappings sorted: one value, one spelling.
  public var json: JSON {
    switch self {
    case .text(let text): .string(text)
    case .flag(let flag): .boolean(flag)
    case .whole(let number): .integer(Int64(number))
    case .number(let number): .number(number)
    case .auto: "auto"
    case .location(let path): .string(path.isEmpty ? "" : "given")
    case .texts(let texts): .array(texts.map(JSON.string))
    case .records(let records):
      .array(
        records.map { record in
          .object(
            record.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
              .map { JSON.Member($0.key, $0.value.json) })
        })
    }
  }
}

/// The values of all of a stage's parameters, each of the kind that its declaration says.
public struct ParameterValues: Sendable, Hashable {
  private var values: [String: ParameterValue]

  var raw: [String: ParameterValue] { values }

  /// The initial values of some declarations.
  public init(initial declarations: [Parameter]) {
    values = Dictionary(
      declarations.map { ($0.name, $0.initial) }, uniquingKeysWith: { first, _ in first })
  }

  init(_ values: [String: ParameterValue]) { self.values = values }

  mutating func set(_ name: String, to value: ParameterValue) { values[name] = value }

  private func value(_ name: String) -> ParameterValue {
    guard let value = values[name] else { preconditionFailure("no parameter \(name) is declared") }
    return value
  }

  /// A text; nil if it is empty, that is if nobody said.
  public func text(_ name: String) -> String? {
    guard case .text(let text) = value(name) else { preconditionFailure("\(name) is no text") }
    return text.isEmpty ? nil : text
  }

  /// A truth value.
  public func flag(_ name: String) -> Bool {
    guard case .flag(let flag) = value(name) else { preconditionFailure("\(name) is no flag") }
    return flag
  }

  /// A whole number; nil for `auto`.
  public func whole(_ name: String) -> Int? {
    switch value(name) {
    case .whole(let number): return number
    case .auto: return nil
    default: preconditionFailure("\(name) is no whole number")
    }
  }

  /// A number.
  public func number(_ name: String) -> Double {
    switch value(name) {
    case .number(let number): return number
    case .whole(let number): return Double(number)
    default: preconditionFailure("\(name) is no number")
    }
  }

  /// A path; nil if nobody gave one.
  public func location(_ name: String) -> String? {
    guard case .location(let path) = value(name) else { preconditionFailure("\(name) is no path") }
    return path.isEmpty ? nil : path
  }

  /// A list of texts.
  public func texts(_ name: String) -> [String] {
    guard case .texts(let texts) = value(name) else { preconditionFailure("\(name) is no list") }
    return texts
  }

  /// A list of mappings.
  public func records(_ name: String) -> [ParameterValues] {
    guard case .records(let records) = value(name) else {
      preconditionFailure("\(name) is no list of mappings")
    }
    return records.map(ParameterValues.init)
  }

  /// All values as JSON, sorted by name.
  public var json: JSON { ParameterValue.records([values]).json.firstElement }
}

extension JSON {
  fileprivate var firstElement: JSON {
    guard case .array(let elements) = self, let first = elements.first else { return .object([]) }
    return first
  }
}
