internal import HubbubModel

/// What fills a place in a sentence: the words, and what they rest on.
struct Slot: Hashable, Sendable {
  /// The words as printed.
  var text: String
  /// How many they speak of, for the form of the verb; nil where they name no number.
  var count: Int?
  /// What they rest on.
  var basis: [Sentence.Basis]

  init(_ text: String, count: Int? = nil, basis: [Sentence.Basis]) {
    self.text = text
    self.count = count
    self.basis = basis
  }

  /// A number or name of `report/report.json`, printed as the words say.
  init(_ text: String, count: Int? = nil, at path: String, printed: String? = nil) {
    self.init(text, count: count, basis: [.report(path, printed ?? text)])
  }
}

extension Sentence.Basis {
  /// A number or name of `report/report.json`.
  static func report(_ path: String, _ value: String) -> Self {
    .figure(artifact: "report/report.json", path: path, value: value)
  }
}
