internal import HubbubSystem

/// What a workspace can be handed on as.
public enum ExportFormat: String, CaseIterable, Sendable {
  /// A ConvoKit corpus whose posts carry their themes and valence.
  case convokit
  /// One SQLite database with full-text search, as Datasette and the explorer open it.
  case sqlite
  /// A folder of CSV files, safe to open in a spreadsheet; or the posts alone.
  case csv
  /// A post a line, with its thread, themes and valence.
  case jsonl
  /// SciPy matrices of terms and of themes, with the names of their rows and columns.
  case npz
  /// Who answers whom, as a graph for Gephi or networkx.
  case gexf

  /// What comes of it, in a line.
  public var summary: String {
    switch self {
    case .convokit: "a ConvoKit 5 corpus; each post with its themes and valence (a folder)"
    case .sqlite: "a database with full-text search for sqlite3, Datasette, pandas (a file)"
    case .csv: "tables for spreadsheets and pandas (a folder; the posts alone if OUT ends in .csv)"
    case .jsonl: "a post a line with thread, themes and valence (a file)"
    case .npz: "matrices for SciPy: posts by terms, posts by themes (a folder)"
    case .gexf: "who answers whom, for Gephi and networkx (a file)"
    }
  }

  /// The file name that is used if the place given is a folder; nil for what is a folder itself.
  private var fileName: String? {
    switch self {
    case .convokit, .csv, .npz: nil
    case .sqlite: "hubbub.sqlite"
    case .jsonl: "posts.jsonl"
    case .gexf: "replies.gexf"
    }
  }

  /// Writes a workspace in this format.
  ///
  /// - Parameter path: where to; a file or a folder, as the format has it.
  /// - Returns: the files written, in the order of their names.
  /// - Throws: `FileError` if they cannot be created; `ExportError` if the workspace lacks what
  ///   the format consists of.
  public func write(_ work: FinishedWork, to path: String) throws -> [String] {
    var place = path
    if let fileName, Files.kind(of: path) == .folder { place = "\(path)/\(fileName)" }
    switch self {
    case .convokit: return try ConvoKitExport.write(work, to: place)
    case .sqlite: return try SQLiteExport.write(work, to: place)
    case .csv: return try CSVExport.write(work, to: place)
    case .jsonl: return try JSONLinesExport.write(work, to: place)
    case .npz: return try MatrixExport.write(work, to: place)
    case .gexf: return try GraphExport.write(work, to: place)
    }
  }
}

/// Why a workspace cannot be handed on in a format.
public struct ExportError: Error, Sendable, CustomStringConvertible {
  /// What is missing, and what to do about it.
  public let description: String
}
