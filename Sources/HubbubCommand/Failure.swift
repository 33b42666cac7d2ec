internal import ArgumentParser
internal import Foundation
internal import HubbubKit

/// How a command ends when it cannot do what it was asked.
enum Failure {
  /// The exit code of the contract for an error; nil for one that the argument parser explains.
  static func code(of error: any Error) -> RunError.Code? {
    switch error {
    case let error as RunError: error.code
    case is PipelineError, is LayoutError: .badPipeline
    case let error as FileError: code(ofFile: error)
    case is CorpusError, is TermIndexError, is MatrixError, is NPYError, is JSONError,
      is ReportError, is TableError, is ThemeFileError, is ExportError:
      .badData
    case let error as IngestError:
      switch error.code {
      case .noSuchInput: .noInput
      case .records: .badData
      case .usage, .columns: .usage
      }
    default: nil
    }
  }

  private static func code(ofFile error: FileError) -> RunError.Code {
    let isOutput = ["create", "remove", "rename", "replace", "write"].contains(error.action)
    return switch error.code {
    case .notFound: isOutput ? .cannotCreate : .noInput
    case .notPermitted, .alreadyExists: isOutput ? .cannotCreate : .inputOutput
    case .diskFull, .interrupted, .other: .inputOutput
    }
  }

  static func message(of error: any Error) -> String { "\(error)" }
}

/// The end of the program.
enum Foreground {
  /// Prints what went wrong and exits with its code.
  static func end(_ error: any Error, _ console: inout Console) -> Never {
    if let code = Failure.code(of: error) {
      console.error(Failure.message(of: error))
      exit(code.rawValue)
    }
    if let code = error as? ExitCode { exit(code.rawValue) }
    let code = HubbubCommand.exitCode(for: error)
    if console.speaksJSON, code != .success {
      console.error(HubbubCommand.message(for: error))
      exit(code.rawValue)
    }
    HubbubCommand.exit(withError: error)
  }
}
