#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Questions to the file system, and folders.
public enum Files {
  /// What a path names.
  public enum Kind: Sendable { case file, folder, pipe, other }

  /// What the path names, links followed; nil if there is nothing.
  public static func kind(of path: String) -> Kind? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    case S_IFIFO: return .pipe
    default: return .other
    }
  }

  /// What tells whether a file was changed: its number, size and times; empty if there is none.
  public static func mark(of path: String) -> String {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return "" }
    return "\(status.st_ino) \(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
      + " \(status.st_ctim.tv_sec).\(status.st_ctim.tv_nsec)"
  }

  /// The absolute path of a file or folder, links followed; nil if there is nothing.
  public static func real(_ path: String) -> String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  /// Creates a folder and the folders above it; one that exists is left as it is.
  public static func createFolder(_ path: String) throws(FileError) {
    if kind(of: path) == .folder || path.isEmpty { return }
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
      try createFolder(String(path[..<slash]))
    }
    guard unsafe mkdir(path, 0o755) == 0 || errno == EEXIST else {
      throw FileError.last("create", path)
    }
  }

  /// The names in a folder, sorted by their UTF-8 bytes, without `.` and `..`.
  public static func names(in folder: String) throws(FileError) -> [String] {
    try entries(of: folder).map(\.name)
  }

  /// The entries of a folder, sorted; a name that is not UTF-8 is shown repaired, and leads nowhere.
  private static func entries(
    of folder: String
  ) throws(FileError) -> [(name: String, isText: Bool)] {
    guard let handle = unsafe opendir(folder) else { throw FileError.last("open", folder) }
    defer { unsafe closedir(handle) }
    var entries: [(name: String, isText: Bool)] = []
    while let entry = unsafe readdir(handle) {
      let (name, isText) = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe (String(cString: $0), String(validatingCString: $0) != nil)
        }
      }
      if name != "." && name != ".." { entries.append((name, isText)) }
    }
    return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// What lies below a folder.
  public struct Findings: Sendable {
    /// The files, as paths relative to the folder, sorted by their UTF-8 bytes.
    public var files: [String] = []
    /// What is there and cannot be read, and why, sorted by path.
    public var unreadable: [(path: String, reason: String)] = []
  }

  /// The files below a folder as paths relative to it, sorted by their UTF-8 bytes.
  ///
  /// Links to folders are not followed, and hidden files and folders (`.git`) are left out.
  public static func filesBelow(_ folder: String) throws(FileError) -> [String] {
    try search(folder).files
  }

  /// The files below a folder, and what is there and cannot be read: folders closed to us, names
  /// that are not UTF-8, links that lead nowhere or to folders, pipes, sockets and devices.
  ///
  /// - Throws: `FileError` if the folder itself cannot be read.
  public static func search(_ folder: String) throws(FileError) -> Findings {
    var found = Findings()
    var pending = [""]
    while let relative = pending.popLast() {
      let path = relative.isEmpty ? folder : "\(folder)/\(relative)"
      let entries: [(name: String, isText: Bool)]
      do throws(FileError) {
        entries = try self.entries(of: path)
      } catch {
        if relative.isEmpty { throw error }
        found.unreadable.append((relative, "it cannot be opened: \(error.reason)"))
        continue
      }
      for (name, isText) in entries where !name.hasPrefix(".") {
        let below = relative.isEmpty ? name : "\(relative)/\(name)"
        guard isText else {
          found.unreadable.append((below, "its name is not UTF-8; rename it"))
          continue
        }
        var status = stat()
        guard unsafe lstat("\(folder)/\(below)", &status) == 0 else {
          let error = FileError.last("open", below)
          found.unreadable.append((below, "it cannot be opened: \(error.reason)"))
          continue
        }
        if status.st_mode & S_IFMT == S_IFDIR {
          pending.append(below)
          continue
        }
        switch kind(of: "\(folder)/\(below)") {
        case .file: found.files.append(below)
        case .folder:
          found.unreadable.append(
            (below, "a link to a folder is not followed; give the folder as an input of its own"))
        case nil: found.unreadable.append((below, "the link leads to nothing"))
        case .pipe:
          found.unreadable.append(
            (below, "a named pipe in a folder is not read; give it as an input of its own"))
        case .other:
          found.unreadable.append((below, "a socket or device holds no posts"))
        }
      }
    }
    found.files.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    found.unreadable.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    return found
  }

  /// Creates an empty folder for scratch files, which nobody else may enter.
  public static func temporaryFolder() throws(FileError) -> String {
    let base = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    var template = Array("\(base)/hubbub-XXXXXX".utf8CString)
    let made = unsafe template.withUnsafeMutableBufferPointer { buffer -> String? in
      guard let start = buffer.baseAddress, let made = unsafe mkdtemp(start) else { return nil }
      return unsafe String(cString: made)
    }
    guard let made else { throw FileError.last("create", "\(base)/hubbub-XXXXXX") }
    return made
  }

  /// The bytes of a file.
  public static func read(_ path: String) throws(FileError) -> [UInt8] {
    let file = try MappedFile(path: path)
    return file.bytes(0..<file.count)
  }

  /// Removes a file or an empty folder; one that is not there is no error.
  public static func remove(_ path: String) throws(FileError) {
    guard unsafe Glibc.remove(path) == 0 || errno == ENOENT else {
      throw FileError.last("remove", path)
    }
  }

  /// Whether a path leads to a device, a pipe or a terminal, or is a name for what is open already:
  /// `/dev/stdout` may lead to a file, but a file must not take its place.
  public static func isStream(_ path: String) -> Bool {
    switch kind(of: path) {
    case .pipe, .other: true
    case .file:
      path == "/dev/stdout" || path == "/dev/stderr"
        || ["/dev/fd/", "/proc/self/fd/"].contains { path.hasPrefix($0) }
    case .folder, nil: false
    }
  }

  /// Has a file written beside `path` and puts it in its place, whole or not at all.
  ///
  /// For writers that need a path of their own; others use ``AtomicFile``. Folders on the way are
  /// created.
  /// - Parameter write: writes the file whose path it is given.
  public static func replace(_ path: String, _ write: (String) throws -> Void) throws {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[..<$0]) } ?? "."
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    if isStream(path) {
      throw FileError(
        code: .alreadyExists, action: "replace", path: path,
        reason: "it is no file but a device or pipe; name a file")
    }
    if !folder.isEmpty { try createFolder(folder) }
    let temporary = "\(folder)/.\(name).\(getpid()).partial"
    try remove(temporary)
    do {
      try write(temporary)
      guard unsafe rename(temporary, path) == 0 else { throw FileError.last("replace", path) }
    } catch {
      try? remove(temporary)
      throw error
    }
  }
}
