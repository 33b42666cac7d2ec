internal import HubbubCorpus
internal import HubbubModel
internal import HubbubSystem
internal import HubbubVectors

/// Matrices for SciPy, with the names of their rows and columns.
///
/// - `tfidf.npz`, `counts.npz`, `vocabulary.tsv`, `passages.tsv`: the terms as the workspace holds
///   them, rows = passages.
/// - `themes.npz`: CSR, float32, shares of the themes, rows = posts; `posts.tsv` and `themes.tsv`
///   name its rows and columns.
///
/// If the place ends in `.npz`, `tfidf.npz` alone is written there.
enum MatrixExport {
  private static let terms = ["counts.npz", "passages.tsv", "tfidf.npz", "vocabulary.tsv"]

  static func write(_ work: FinishedWork, to path: String) throws -> [String] {
    guard Files.kind(of: "\(work.folder)/terms/tfidf.npz") == .file else {
      throw ExportError(
        description: "\(work.folder) has no terms yet. Run `hubbub tokenize \(work.folder)` first.")
    }
    if path.lowercased().hasSuffix(".npz") {
      try AtomicFile.write(Files.read("\(work.folder)/terms/tfidf.npz"), to: path)
      return [path]
    }
    var written: [String] = []
    for name in terms {
      try AtomicFile.write(Files.read("\(work.folder)/terms/\(name)"), to: "\(path)/\(name)")
      written.append("\(path)/\(name)")
    }
    guard let model = work.themes else { return written }
    try shares(of: work, model.themes.count).write(npz: "\(path)/themes.npz")
    let posts = try AtomicFile(path: "\(path)/posts.tsv")
    try posts.write("row\tpost\n")
    try work.corpus.forEach(in: 0..<work.corpus.count) { row, post in
      try posts.write("\(row)\t\(field(post.id.text))\n")
    }
    try posts.commit()
    let names = model.themes.enumerated().map { column, theme in
      "\(column)\t\(field(theme.id.text))\t\(field(theme.label))\n"
    }
    try AtomicFile.write(
      ("column\ttheme\tlabel\n" + names.joined()).utf8, to: "\(path)/themes.tsv")
    return (written + ["posts.tsv", "themes.npz", "themes.tsv"].map { "\(path)/\($0)" }).sorted()
  }

  private static func shares(of work: FinishedWork, _ columns: Int) -> CSRMatrix {
    var offsets = [0]
    var indices: [Int32] = []
    var values: [Float] = []
    for shares in work.themesOfPosts() {
      for share in shares.sorted(by: { $0.theme < $1.theme }) {
        indices.append(Int32(share.theme))
        values.append(Float(share.weight))
      }
      offsets.append(indices.count)
    }
    return CSRMatrix(
      rows: work.corpus.count, columns: columns, offsets: offsets, indices: indices,
      values: values)
  }

  /// A field without what would end it.
  private static func field(_ text: String) -> String {
    String(text.map { $0 == "\t" || $0.isNewline ? " " : $0 })
  }
}
