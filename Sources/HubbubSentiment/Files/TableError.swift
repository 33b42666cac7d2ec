/// What is wrong with a table of a workspace.
public struct TableError: Error, Sendable, CustomStringConvertible {
  /// The file and what is wrong with it.
  public let description: String
}
