/// The sentences that a report may be made of: rules with templates, read from a resource.
///
/// Lines of the resource: `[name]` begins a rule; `? flag !flag` begins a group of templates that
/// applies where those flags are up and down; any other line is a template; `#` begins a comment.
/// In a template `{name}` is a slot, and `{name:comes|come}` a word that agrees with its number.
/// The first group that applies and has a template all of whose slots are filled writes the
/// sentence; within a group the templates take turns, so that neighbours read differently.
struct SentenceRules: Sendable {
  /// A piece of a template.
  enum Piece: Hashable, Sendable {
    case text(String)
    case slot(String)
    case agreeing(String, one: String, other: String)
  }

  /// One way of saying something.
  struct Template: Hashable, Sendable {
    var pieces: [Piece]
    /// The line as it stands in the resource.
    var source: String

    /// The names of the slots that it needs.
    var slots: Set<String> {
      Set(
        pieces.compactMap {
          switch $0 {
          case .text: nil
          case .slot(let name), .agreeing(let name, _, _): name
          }
        })
    }
  }

  /// Templates that apply under the same conditions.
  struct Group: Hashable, Sendable {
    var up: Set<String>
    var down: Set<String>
    var templates: [Template]

    func applies(_ flags: Set<String>) -> Bool {
      up.isSubset(of: flags) && down.isDisjoint(with: flags)
    }
  }

  /// The groups of each rule, in order.
  let rules: [String: [Group]]

  /// The rules for reports in English.
  static let english: SentenceRules = {
    do {
      return try SentenceRules(PhraseBooks.text(PackageResources.sentence_rules_en_txt))
    } catch {
      // The rules are part of the program: a line that cannot be read is a bug, and a test reads
      // them.
      preconditionFailure("\(error)")
    }
  }()

  /// Reads a table of rules.
  init(_ text: String) throws(SentenceRuleError) {
    var rules: [String: [Group]] = [:]
    var name: String?
    for line in text.split(separator: "\n").map(String.init) where !line.hasPrefix("#") {
      if line.hasPrefix("["), line.hasSuffix("]") {
        let next = String(line.dropFirst().dropLast())
        guard rules[next] == nil else { throw SentenceRuleError(line: line) }
        rules[next] = []
        name = next
        continue
      }
      guard let name, var groups = rules[name] else { throw SentenceRuleError(line: line) }
      if line.hasPrefix("?") {
        let flags = line.dropFirst().split(separator: " ").map(String.init)
        groups.append(
          Group(
            up: Set(flags.filter { !$0.hasPrefix("!") }),
            down: Set(flags.filter { $0.hasPrefix("!") }.map { String($0.dropFirst()) }),
            templates: []))
      } else {
        if groups.isEmpty { groups.append(Group(up: [], down: [], templates: [])) }
        groups[groups.count - 1].templates.append(
          Template(pieces: try Self.pieces(line), source: line))
      }
      rules[name] = groups
    }
    self.rules = rules
  }

  private static func pieces(_ line: String) throws(SentenceRuleError) -> [Piece] {
    var pieces: [Piece] = []
    var rest = line[...]
    while let open = rest.firstIndex(of: "{") {
      guard let close = rest[open...].firstIndex(of: "}") else {
        throw SentenceRuleError(line: line)
      }
      if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
      let inner = rest[rest.index(after: open)..<close]
      let halves = inner.split(separator: ":", maxSplits: 1)
      guard let slot = halves.first else { throw SentenceRuleError(line: line) }
      if halves.count == 2 {
        let forms = halves[1].split(separator: "|", omittingEmptySubsequences: false)
        guard forms.count == 2 else { throw SentenceRuleError(line: line) }
        pieces.append(
          .agreeing(String(slot), one: String(forms[0]), other: String(forms[1])))
      } else {
        pieces.append(.slot(String(slot)))
      }
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
    return pieces
  }
}

/// A line of the sentence rules that cannot be read.
struct SentenceRuleError: Error, CustomStringConvertible {
  /// The line.
  var line: String
  var description: String {
    "sentence rules: cannot read '\(line)'; see SentenceRules for what a line may be"
  }
}
