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
    let ids = corpus.ids
    let names = themes.map { AssignmentTable.field($0.id.text) }
    let file = try AtomicFile(path: "\(folder)/assignments.csv")
    try file.write("post,passage,theme,weight\n")
    for row in assignments {
      let weight = AssignmentTable.weight(row.weight)
      let post = AssignmentTable.field(ids[row.post].text)
      try file.write("\(post),\(row.passage),\(names[row.theme]),\(weight)\n")
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
    var posts = corpus.locator()
    var assignments: [Assignment] = []
    try AssignmentTable.forEachRow(of: tablePath) { line, fields in
      guard let post = posts.row(of: fields[0]),
        let passage = Int(String(decoding: fields[1], as: UTF8.self)), passage >= 0,
        let theme = numbers[String(decoding: fields[2], as: UTF8.self)],
        let weight = Double(String(decoding: fields[3], as: UTF8.self)), weight > 0, weight <= 1
      else {
        throw ThemeFileError(tablePath, "record \(line) names no post, passage and theme of these")
      }
      assignments.append(Assignment(post: post, passage: passage, theme: theme, weight: weight))
    }
    self.init(themes: themes, assignments: assignments, residue: residue, metrics: metrics)
  }
}
