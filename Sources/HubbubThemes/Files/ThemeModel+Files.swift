public import HubbubCorpus
public import HubbubModel
public import HubbubSystem

/// Why a theme model could not be read.
public struct ThemeFileError: Error, Sendable, CustomStringConvertible {
  /// What is wrong, where, and what to do about it.
  public let message: String
  /// What is wrong, where, and what to do about it.
  public var description: String { message }
  init(_ path: String, _ problem: String) {
    message = "\(path): \(problem). Run `hubbub cluster` again to write it anew."
  }
}

extension ThemeModel {
  /// Writes the model into a workspace's `themes` folder.
  ///
  /// - `themes.json`, `metrics.json`: see `docs/schemas/`.
  /// - `assignments.csv` (`post,passage,theme,weight`): post = post id, passage = row of the
  ///   matrices, weight = share of the post.
  public func write(to folder: String, corpus: Corpus) throws(FileError) {
    try AtomicFile.write(
      ThemeCoding.themes(themes).utf8(pretty: true) + [10], to: "\(folder)/themes.json")
    try AtomicFile.write(
      ThemeCoding.metrics(self).utf8(pretty: true) + [10], to: "\(folder)/metrics.json")
    var ids: [String] = []
    ids.reserveCapacity(corpus.count)
    corpus.forEach(in: 0..<corpus.count) { ids.append($1.id.text) }
    let file = try AtomicFile(path: "\(folder)/assignments.csv")
    try file.write("post,passage,theme,weight\n")
    for row in assignments {
      let theme = AssignmentTable.field(themes[row.theme].id.text)
      let weight = AssignmentTable.weight(row.weight)
      try file.write(
        "\(AssignmentTable.field(ids[row.post])),\(row.passage),\(theme),\(weight)\n")
    }
    try file.commit()
  }

  /// Reads what `write(to:corpus:)` wrote.
  ///
  /// - Parameters:
  ///   - folder: the workspace's `themes` folder.
  ///   - corpus: the corpus that the model was made of.
  /// - Throws: `FileError`, `JSONError` or `ThemeFileError` naming what does not fit, and where.
  public init(folder: String, corpus: Corpus) throws {
    let themePath = "\(folder)/themes.json"
    let parser = JSONParser()
    let themes = try ThemeCoding.themes(
      from: parser.parse(Files.read(themePath)), path: themePath)
    let metricsPath = "\(folder)/metrics.json"
    let (metrics, residue) = try ThemeCoding.metrics(
      from: parser.parse(Files.read(metricsPath)), path: metricsPath)
    let tablePath = "\(folder)/assignments.csv"
    var numbers: [String: Int] = [:]
    for (number, theme) in themes.enumerated() { numbers[theme.id.text] = number }
    let posts = corpus.rows()
    var assignments: [Assignment] = []
    for (line, fields) in try AssignmentTable.rows(of: tablePath) {
      guard let post = posts[PostID(fields[0])], let passage = Int(fields[1]), passage >= 0,
        let theme = numbers[fields[2]], let weight = Double(fields[3]), weight > 0, weight <= 1
      else {
        throw ThemeFileError(tablePath, "record \(line) names no post, passage and theme of these")
      }
      assignments.append(Assignment(post: post, passage: passage, theme: theme, weight: weight))
    }
    self.init(themes: themes, assignments: assignments, residue: residue, metrics: metrics)
  }
}
