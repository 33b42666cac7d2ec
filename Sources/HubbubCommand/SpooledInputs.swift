internal import HubbubKit

/// Inputs of which standard input and pipes, which can be read only once, are kept in files while a
/// command works.
struct SpooledInputs {
  /// The inputs, files in the places of what had to be kept.
  let inputs: [String]
  private let folder: String
  private let kept: [String]

  /// Keeps what has to be kept.
  ///
  /// - Parameter folder: where; it is made if there is anything to keep.
  /// - Throws: `RunError` if the folder cannot be written to or a pipe cannot be read.
  init(_ inputs: [String], in folder: String) throws(RunError) {
    self.folder = folder
    var kept: [String] = []
    var found: [String] = []
    for input in inputs {
      let isPipe = input != "-" && Files.kind(of: input) == .pipe
      guard input == "-" || isPipe else {
        found.append(input)
        continue
      }
      let pipes = kept.filter { !$0.hasSuffix("/stdin") }.count
      let path = isPipe ? "\(folder)/pipe\(pipes == 0 ? "" : "-\(pipes + 1)")" : "\(folder)/stdin"
      if !kept.contains(path) {
        do throws(FileError) {
          if isPipe {
            try StandardInput.copy(pipe: input, to: path)
          } else {
            try StandardInput.copy(to: path)
          }
        } catch {
          if error.action == "open" { throw RunError(.inputOutput, "\(error)") }
          throw RunError(
            error.code == .diskFull ? .inputOutput : .cannotCreate,
            "\(error). What comes from a pipe is kept there while it is read.")
        }
        kept.append(path)
      }
      found.append(path)
    }
    self.inputs = found
    self.kept = kept
  }

  /// Removes the files, once nobody reads them any more.
  func remove() {
    guard !kept.isEmpty else { return }
    for path in kept { try? Files.remove(path) }
    try? Files.remove(folder)
  }
}
