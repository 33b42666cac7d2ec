#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Why something could not be read from or written to the file system.
public struct FileError: Error, Sendable, CustomStringConvertible {
  /// The kinds of failure that a caller may want to tell apart.
  public enum Code: Sendable {
    case notFound, notPermitted, diskFull, alreadyExists, interrupted, other
  }
  /// What kind of failure.
  public let code: Code
  /// What was being done, such as "open".
  public let action: String
  /// The path as it was given.
  public let path: String
  /// The system's own words.
  public let reason: String

  /// What failed, where, and the system's words for it.
  public var description: String { "cannot \(action) \(path): \(reason)" }

  /// An error that a library tells of.
  public init(code: Code, action: String, path: String, reason: String) {
    self.code = code
    self.action = action
    self.path = path
    self.reason = reason
  }

  /// The error of a file that could not be opened just now.
  public static func opening(_ path: String) -> FileError { last("open", path) }

  /// The error of the last failed system call.
  static func last(_ action: String, _ path: String) -> FileError {
    FileError(errno, action, path)
  }

  /// The error that a number of `errno` stands for.
  init(_ number: Int32, _ action: String, _ path: String) {
    let code: Code =
      switch number {
      case ENOENT, ENOTDIR: .notFound
      case EACCES, EPERM, EROFS: .notPermitted
      case ENOSPC, EDQUOT: .diskFull
      case EEXIST: .alreadyExists
      case EINTR: .interrupted
      default: .other
      }
    self.init(
      code: code, action: action, path: path, reason: unsafe String(cString: strerror(number)))
  }
}
