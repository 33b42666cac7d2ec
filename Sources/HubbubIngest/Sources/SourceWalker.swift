internal import HubbubSystem

/// A file that an input names.
struct SourceFile: Sendable {
  /// Where it is.
  let location: String
  /// Its path relative to the input, as artifacts name it.
  var path: String
  /// The name of the folder it lies in, for files at the top of an input.
  let parentName: String
  /// Why it cannot be read, where that is known; such a file is set aside.
  var problem: String?
  /// Whether an input names it: if it cannot be read, that is the user's error and no finding.
  var isInput = false

  /// Maps it.
  ///
  /// - Throws: `SourceDamage` of the reason `unreadable`.
  func mapped() throws(SourceDamage) -> MappedFile {
    if let problem { throw SourceDamage(reason: "unreadable", detail: problem) }
    return try MappedFile.source(location)
  }
}

/// Finds the files that inputs name.
enum SourceWalker {
  /// The files of all inputs, sorted by path: the order of the inputs does not matter.
  ///
  /// Two inputs that give one path are told apart by their names, then by number. A file that
  /// several inputs lead to is read once.
  /// - Parameters:
  ///   - spool: where standard input is kept while it is read.
  ///   - excluded: a folder whose files are not input (where the results go); empty: none.
  /// - Throws: `IngestError` naming an input that does not exist; `FileError` for an input that is a
  ///   folder and cannot be read.
  static func files(
    of inputs: [String], spool: String, excluding excluded: String
  ) throws -> [SourceFile] {
    var found: [(file: SourceFile, input: String)] = []
    let barred = excluded.isEmpty ? nil : Files.real(excluded).map { $0 + "/" }
    let different = distinct(inputs)
    var known: Set<String> = []
    for input in different {
      if input == "-" {
        try StandardInput.copy(to: spool)
        found.append((SourceFile(location: spool, path: "stdin", parentName: "stdin"), "stdin"))
        continue
      }
      let name = Self.name(of: input)
      var files: [SourceFile] = []
      switch Files.kind(of: input) {
      case .file:
        files = [SourceFile(location: input, path: name, parentName: name, isInput: true)]
      case .folder:
        let base = input.hasSuffix("/") && input != "/" ? String(input.dropLast()) : input
        let root = Files.real(base) ?? base
        files = try self.files(below: base, name: name).filter { file in
          barred.map { !"\(root)/\(file.path)".hasPrefix($0) } ?? true
        }
      case .pipe, .other:
        throw IngestError(
          "\(input) is neither a file nor a folder; what a pipe gives can be read as -",
          code: .noSuchInput)
      case nil:
        throw IngestError("there is no file or folder \(input)", code: .noSuchInput)
      }
      if different.count > 1 {
        let places = files.map { Files.real($0.location) ?? $0.location }
        files = zip(files, places).filter { !known.contains($0.1) }.map(\.0)
        known.formUnion(places)
      }
      found += files.map { ($0, name) }
    }
    return tellApart(found)
  }

  /// The files below a folder, and those that are there and cannot be read.
  private static func files(below base: String, name: String) throws -> [SourceFile] {
    let search = try Files.search(base)
    return delivered(search.files).map {
      SourceFile(location: "\(base)/\($0)", path: $0, parentName: name)
    }
      + search.unreadable.map {
        SourceFile(
          location: "\(base)/\($0.path)", path: $0.path, parentName: name, problem: $0.reason)
      }
  }

  /// The inputs without those that lead where another leads, folders first and outer ones before
  /// inner ones, so that a file is known by the path in the widest folder.
  private static func distinct(_ inputs: [String]) -> [String] {
    var places: [String: String] = [:]
    for input in Set(inputs).sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      let place = input == "-" ? "-" : Files.real(input) ?? input
      if places[place] == nil { places[place] = input }
    }
    func rank(_ place: String) -> Int { Files.kind(of: place) == .folder ? 0 : 1 }
    return places.sorted { a, b in
      let (first, second) = (rank(a.key), rank(b.key))
      return first == second ? a.key.utf8.lexicographicallyPrecedes(b.key.utf8) : first < second
    }.map(\.value)
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
