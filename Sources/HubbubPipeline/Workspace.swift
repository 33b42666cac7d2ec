#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif
internal import HubbubSystem

/// A folder of artifacts.
public struct Workspace: Sendable {
  /// The folder as the user gave it.
  public let folder: String

  /// A workspace in a folder, which need not exist yet.
  public init(folder: String) {
    self.folder = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
  }

  /// Where an artifact is.
  public func path(_ artifact: String) -> String { "\(folder)/\(artifact)" }

  /// Whether an artifact exists.
  public func has(_ artifact: String) -> Bool { Files.kind(of: path(artifact)) == .file }

  /// The digest of an artifact; nil if it is not there.
  ///
  /// - Complexity: O(n) in its bytes.
  public func digest(of artifact: String) -> String? {
    (try? Digest(ofFile: path(artifact))).map(\.description)
  }

  /// Where a run keeps what it reads from standard input and pipes.
  public var spool: String { path(".stdin") }

  /// Removes what an interrupted run left half written, and what it kept of its standard input.
  ///
  /// Only for the holder of the lock.
  /// - Parameter inputs: what is to be read; what of it is kept in the workspace stays.
  func removePartials(keeping inputs: [String]) throws(FileError) {
    for sub in [
      "", "/corpus", "/terms", "/themes", "/sentiment", "/series", "/forecast", "/report",
      "/.stdin",
    ] {
      let folder = self.folder + sub
      guard Files.kind(of: folder) == .folder else { continue }
      for name in try Files.names(in: folder)
      where name.hasPrefix(".") && name.hasSuffix(".partial") {
        try Files.remove("\(folder)/\(name)")
      }
    }
    guard Files.kind(of: spool) == .folder,
      !inputs.contains(where: { $0.hasPrefix("\(spool)/") })
    else { return }
    for name in try Files.names(in: spool) { try Files.remove("\(spool)/\(name)") }
    try Files.remove(spool)
  }
}

/// The right to write into a workspace; given back when the holder goes away.
public final class WorkspaceLock {
  private let descriptor: Int32

  /// Takes the lock, creating the workspace if need be.
  ///
  /// - Throws: `RunError` `locked` if another process holds it, `cannotCreate` if the folder
  ///   cannot be made or written to.
  public init(_ workspace: Workspace) throws(RunError) {
    let path = workspace.path(".lock")
    do {
      try Files.createFolder(workspace.folder)
    } catch {
      throw RunError(.cannotCreate, "\(error). Give --out a folder that you may write to.")
    }
    descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      let reason = unsafe String(cString: strerror(errno))
      throw RunError(
        .cannotCreate,
        "cannot write to \(workspace.folder): \(reason). Give --out a folder that you may write to."
      )
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw RunError(
        .locked,
        "\(workspace.folder) is in use by another hubbub; wait for it to end and try again")
    }
  }

  deinit { close(descriptor) }
}
