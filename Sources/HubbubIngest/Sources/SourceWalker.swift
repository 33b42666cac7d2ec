internal import HubbubSystem

/// A file that an input names.
struct SourceFile: Sendable {
  /// Where it is.
  let location: String
  /// Its path relative to the input, as artifacts name it.
  var path: String
  /// The name of the folder it lies in, for files at the top of an input.
  let parentName: String
}

/// Finds the files that inputs name.
enum SourceWalker {
  /// The files of all inputs, sorted by path: the order of the inputs does not matter.
  ///
  /// Two inputs that give one path are told apart by their names, then by number.
  /// - Parameters:
  ///   - spool: where standard input is kept while it is read.
  ///   - excluded: a folder whose files are not input (where the results go); empty: none.
  /// - Throws: `IngestError` naming an input that does not exist.
  static func files(
    of inputs: [String], spool: String, excluding excluded: String
  ) throws -> [SourceFile] {
    var found: [(file: SourceFile, input: String)] = []
    let barred = excluded.isEmpty ? nil : Files.real(excluded).map { $0 + "/" }
    for input in Set(inputs).sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      if input == "-" {
        try StandardInput.copy(to: spool)
        found.append((SourceFile(location: spool, path: "stdin", parentName: "stdin"), "stdin"))
        continue
      }
      let name = Self.name(of: input)
      switch Files.kind(of: input) {
      case .file:
        found.append((SourceFile(location: input, path: name, parentName: name), name))
      case .folder:
        let base = input.hasSuffix("/") && input != "/" ? String(input.dropLast()) : input
        let root = Files.real(base) ?? base
        for path in delivered(try Files.filesBelow(base)) {
          let location = "\(base)/\(path)"
          if let barred, "\(root)/\(path)".hasPrefix(barred) { continue }
          found.append((SourceFile(location: location, path: path, parentName: name), name))
        }
      case .other, nil:
        throw IngestError(
          "there is no file or folder \(input)", code: .noSuchInput)
      }
    }
    return tellApart(found)
  }

  /// The files that count: in a Maildir, what lies in `tmp` has not been delivered yet.
  private static func delivered(_ paths: [String]) -> [String] {
    func folder(_ path: String) -> Substring {
      path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
    }
    func above(_ folder: Substring) -> Substring {
      folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)]
    }
    var maildirs: Set<Substring> = []
    for path in paths {
      let folder = folder(path)
      if folder == "cur" || folder == "new" || folder.hasSuffix("/cur") || folder.hasSuffix("/new")
      {
        maildirs.insert(above(folder))
      }
    }
    guard !maildirs.isEmpty else { return paths }
    return paths.filter { path in
      let folder = folder(path)
      guard folder == "tmp" || folder.hasSuffix("/tmp") else { return true }
      return !maildirs.contains(above(folder))
    }
  }

  private static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init).flatMap { $0 == "." ? nil : $0 } ?? "input"
  }

  private static func tellApart(_ found: [(file: SourceFile, input: String)]) -> [SourceFile] {
    var uses: [String: Int] = [:]
    for entry in found { uses[entry.file.path, default: 0] += 1 }
    var files = found.map { entry in
      var file = entry.file
      if uses[file.path, default: 0] > 1, file.path != entry.input {
        file.path = "\(entry.input)/\(file.path)"
      }
      return file
    }
    files.sort { a, b in
      a.path == b.path
        ? a.location.utf8.lexicographicallyPrecedes(b.location.utf8)
        : a.path.utf8.lexicographicallyPrecedes(b.path.utf8)
    }
    var number = 1
    for index in files.indices.dropFirst() {
      let original = files[index].path
      number = original == files[index - 1].path ? number + 1 : 1
      if number > 1 { files[index].path += "~\(number)" }
    }
    return files
  }
}
