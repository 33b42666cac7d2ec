internal import HubbubModel

/// The fixed words of a report, one place for all of them: `Resources/words.tsv`.
///
/// What a rendering prints is one of: these words, a sentence of the ledger, a quotation, a number,
/// a name. So a test can tell prose that nobody can trace from furniture.
struct Words: Sendable {
  /// The words that ship with the program.
  static let english = Words(PackageResources.words_tsv)

  private let table: [String: String]

  /// Reads a table of `key<TAB>text` lines; `#` begins a comment.
  init(_ bytes: [UInt8]) {
    var table: [String: String] = [:]
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    where !line.hasPrefix("#") {
      guard let tab = line.firstIndex(of: "\t") else { continue }
      table[String(line[..<tab])] = String(line[line.index(after: tab)...])
    }
    self.table = table
  }

  /// The keys, sorted by their UTF-8 bytes.
  var keys: [String] {
    table.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The words under a key; a key that the table lacks is a bug.
  subscript(key: String) -> String {
    guard let text = table[key] else { preconditionFailure("words.tsv has no key \(key)") }
    return text
  }

  /// The words under a key with `{name}` filled in, each from left to right and once: what is
  /// filled in is never searched again.
  func callAsFunction(_ key: String, _ values: KeyValuePairs<String, String> = [:]) -> String {
    var result = ""
    var rest = self[key][...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = rest[rest.index(after: open)..<close]
      result += rest[..<open]
      result += values.first { $0.key == name }?.value ?? ""
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  /// "1 post", "2,143 posts": the words for a count.
  func count(_ key: String, _ n: Int) -> String {
    self("\(key)_\(n == 1 ? "one" : "other")", ["n": Numbers.grouped(n)])
  }

  /// A code such as a reason in words, or the code itself where the table has none.
  func code(_ prefix: String, _ code: String) -> String {
    let key = prefix + "_" + String(code.map { $0 == "-" || $0 == " " ? "_" : $0 })
    return table[key] ?? code
  }
}
