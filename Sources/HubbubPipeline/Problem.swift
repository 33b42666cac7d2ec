/// One thing wrong with a pipeline, and where.
public struct Problem: Sendable, Hashable, CustomStringConvertible {
  /// The file, or `--set`.
  public let file: String
  /// The line, from 1; 0 where there is none.
  public let line: Int
  /// The column, from 1; 0 where there is none.
  public let column: Int
  /// What is wrong and what to do about it.
  public let message: String

  /// `file:line:column: message`.
  public var description: String {
    line > 0 ? "\(file):\(line):\(column): \(message)" : "\(file): \(message)"
  }
}

/// Every problem of a pipeline, found in one reading.
public struct PipelineError: Error, Sendable, CustomStringConvertible {
  /// The problems in the order of the file.
  public let problems: [Problem]
  /// One problem a line.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// Spelling help for names.
enum Names {
  /// The known name nearest to an unknown one, if one is near enough to be meant.
  ///
  /// Distance: Damerau–Levenshtein with adjacent swaps (optimal string alignment).
  static func nearest(to name: String, among known: [String]) -> String? {
    let limit = max(2, name.utf8.count / 3)
    let best = known.map { (distance(Array(name.utf8), Array($0.utf8)), $0) }
      .min { $0.0 == $1.0 ? $0.1 < $1.1 : $0.0 < $1.0 }
    guard let best, best.0 <= limit else { return nil }
    return best.1
  }

  static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var previous: [Int] = []
    var row = Array(0...b.count)
    for i in a.indices {
      var next = [i + 1]
      for j in b.indices {
        var cost = min(row[j] + (a[i] == b[j] ? 0 : 1), row[j + 1] + 1, next[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          cost = min(cost, previous[j - 1] + 1)
        }
        next.append(cost)
      }
      previous = row
      row = next
    }
    return row[b.count]
  }

  /// "unknown X `name`", with the nearest known name or the list of all.
  static func unknown(_ what: String, _ name: String, among known: [String]) -> String {
    if let near = nearest(to: name, among: known) {
      return "unknown \(what) `\(name)`; did you mean `\(near)`?"
    }
    return "unknown \(what) `\(name)`; known: \(known.joined(separator: ", "))"
  }
}
