public import HubbubSystem

/// Where a figure stands in an artifact; `docs/FORMATS.md` gives the grammar.
///
/// In JSON: `themes[2].posts`, `dropped["not-a-post"]`, `themes[].quotes[]` for all elements, and
/// `count(…)` around a path for how many there are. In CSV: `count(scored=0)` for how many rows
/// meet the conditions (`=`, `<`, `>`, parted by commas).
public struct FigurePath: Hashable, Sendable {
  enum Step: Hashable, Sendable {
    case member(String)
    case element(Int)
    case elements
  }

  /// A condition on a row of a table.
  struct Condition: Hashable, Sendable {
    var column: String
    var relation: Character
    var value: String
  }

  let counts: Bool
  let inside: String

  /// Takes a path as it stands in the ledger.
  public init(_ text: String) {
    counts = text.hasPrefix("count(") && text.hasSuffix(")")
    inside = counts ? String(text.dropFirst(6).dropLast()) : text
  }

  /// The value that a JSON document holds there; nil where the path leads nowhere.
  public func figure(in document: JSONValue) -> Figure? {
    guard let steps = Self.steps(inside) else { return nil }
    var found = [document]
    for step in steps {
      switch step {
      case .member(let key): found = found.compactMap { $0[key] }
      case .element(let index):
        found = found.compactMap { value in
          let elements = value.elements
          return elements.indices.contains(index) ? elements[index] : nil
        }
      case .elements: found = found.flatMap(\.elements)
      }
    }
    if counts {
      if steps.last == .elements { return .whole(found.count) }
      return found.first.map { .whole($0.elements.count + $0.members.count) }
    }
    guard found.count == 1, let value = found.first else { return nil }
    switch value.kind {
    case .integer: return value.integer.map { .whole(Int($0)) }
    case .number: return value.number.map { .number($0) }
    case .string: return value.string.map { .text($0) }
    default: return nil
    }
  }

  /// The number of rows of a table that meet the conditions; nil for any other path.
  ///
  /// - Parameter table: the lines of a CSV file without quoted cells, its head first.
  public func figure(inTable table: [UInt8]) -> Figure? {
    guard counts else { return nil }
    var lines = table.split(separator: UInt8(ascii: "\n"))
    guard !lines.isEmpty else { return nil }
    let head = Self.cells(lines.removeFirst())
    var conditions: [(column: Int, Condition)] = []
    for part in inside.split(separator: ",") {
      guard let sign = part.firstIndex(where: { "=<>".contains($0) }),
        let column = head.firstIndex(of: String(part[..<sign]))
      else { return nil }
      conditions.append(
        (
          column,
          Condition(
            column: head[column], relation: part[sign],
            value: String(part[part.index(after: sign)...]))
        ))
    }
    return .whole(
      lines.reduce(0) { total, line in
        let cells = Self.cells(line)
        let holds = conditions.allSatisfy { column, condition in
          cells.indices.contains(column) && condition.holds(cells[column])
        }
        return holds ? total + 1 : total
      })
  }

  private static func cells(_ line: ArraySlice<UInt8>) -> [String] {
    line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  private static func steps(_ text: String) -> [Step]? {
    var steps: [Step] = []
    var rest = text[...]
    while let first = rest.first {
      if first == "." {
        rest.removeFirst()
      } else if rest.hasPrefix("[\"") {
        guard let close = rest.firstRange(of: "\"]") else { return nil }
        steps.append(
          .member(String(rest[rest.index(rest.startIndex, offsetBy: 2)..<close.lowerBound])))
        rest = rest[close.upperBound...]
      } else if first == "[" {
        guard let close = rest.firstIndex(of: "]") else { return nil }
        let inner = rest[rest.index(after: rest.startIndex)..<close]
        if inner.isEmpty {
          steps.append(.elements)
        } else {
          guard let index = Int(inner), index >= 0 else { return nil }
          steps.append(.element(index))
        }
        rest = rest[rest.index(after: close)...]
      } else {
        let name = rest.prefix { $0 != "." && $0 != "[" }
        steps.append(.member(String(name)))
        rest = rest[name.endIndex...]
      }
    }
    return steps
  }
}

extension FigurePath.Condition {
  func holds(_ cell: String) -> Bool {
    if relation == "=" { return cell == value }
    guard let a = Double(cell), let b = Double(value) else { return false }
    return relation == "<" ? a < b : a > b
  }
}
