#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Questions to the file system, and folders.
public enum Files {
  /// What a path names.
  public enum Kind: Sendable { case file, folder, other }

  /// What the path names, links followed; nil if there is nothing.
  public static func kind(of path: String) -> Kind? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
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
    guard let handle = unsafe opendir(folder) else { throw FileError.last("open", folder) }
    defer { unsafe closedir(handle) }
    var names: [String] = []
    while let entry = unsafe readdir(handle) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(cString: $0)
        }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The files below a folder as paths relative to it, sorted by their UTF-8 bytes.
  ///
  /// Links to folders are not followed, and hidden files and folders (`.git`) are left out.
  public static func filesBelow(_ folder: String) throws(FileError) -> [String] {
    var found: [String] = []
    var pending = [""]
    while let relative = pending.popLast() {
      let path = relative.isEmpty ? folder : "\(folder)/\(relative)"
      for name in try names(in: path) where !name.hasPrefix(".") {
        let below = relative.isEmpty ? name : "\(relative)/\(name)"
        var status = stat()
        guard unsafe lstat("\(folder)/\(below)", &status) == 0 else { continue }
        if status.st_mode & S_IFMT == S_IFDIR {
          pending.append(below)
        } else if kind(of: "\(folder)/\(below)") == .file {
          found.append(below)
        }
      }
    }
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
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

  /// Has a file written beside `path` and puts it in its place, whole or not at all.
  ///
  /// For writers that need a path of their own; others use ``AtomicFile``. Folders on the way are
  /// created.
  /// - Parameter write: writes the file whose path it is given.
  public static func replace(_ path: String, _ write: (String) throws -> Void) throws {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[..<$0]) } ?? "."
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
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
