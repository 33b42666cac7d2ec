/// Why a report could not be read back.
public struct ReportError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, where, and what to do about it.
  public let message: String
  /// What is wrong, where, and what to do about it.
  public var description: String { message }

  init(at place: String, _ problem: String) {
    message = "\(place): \(problem). Run `hubbub summarize` again to write the report anew."
  }
}
