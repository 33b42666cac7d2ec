internal import Foundation
internal import HubbubKit
internal import Logging

/// How much is said, and in which form.
struct ConsoleOptions: Sendable {
  enum Format: String, CaseIterable, Sendable { case text, json }
  enum Amount: Sendable { case errors, normal, everything }
  var format = Format.text
  var amount = Amount.normal

  /// What the arguments ask for, for messages about arguments that cannot be parsed.
  static func asTyped(_ arguments: [String]) -> ConsoleOptions {
    var options = ConsoleOptions()
    for (index, argument) in arguments.enumerated() {
      switch argument {
      case "--quiet", "-q": options.amount = .errors
      case "--verbose", "-v": options.amount = .everything
      case "--log-format=json": options.format = .json
      case "--log-format" where arguments.dropFirst(index + 1).first == "json":
        options.format = .json
      default: break
      }
    }
    return options
  }
}

/// What a person sees on standard error: messages, and a progress line if that is a terminal.
///
/// Standard output is for data alone. No control character of a post or a file name reaches either.
struct Console: Sendable {
  private let logger: Logger
  private let options: ConsoleOptions
  private let isTerminal: Bool

  init(_ options: ConsoleOptions) {
    self.options = options
    isTerminal = isatty(STDERR_FILENO) == 1
    let mayColor = ProcessInfo.processInfo.environment["NO_COLOR"].map(\.isEmpty) ?? true
    var logger = Logger(label: "hubbub") { [isTerminal] _ in
      ConsoleHandler(format: options.format, isColored: isTerminal && mayColor)
    }
    logger.logLevel =
      switch options.amount {
      case .errors: .error
      case .normal: .info
      case .everything: .debug
      }
    self.logger = logger
  }

  /// Whether messages are read by a program.
  var speaksJSON: Bool { options.format == .json }

  func error(_ message: String) {
    clearProgress()
    logger.error("\(message)")
  }

  func warn(_ message: String) {
    clearProgress()
    logger.warning("\(message)")
  }

  func say(_ message: String) {
    clearProgress()
    logger.info("\(message)")
  }

  func detail(_ message: String) {
    clearProgress()
    logger.debug("\(message)")
  }

  /// Redraws the progress line.
  func progress(_ text: String) {
    guard isTerminal, options.format == .text, options.amount != .errors else { return }
    StandardStreams.tell("\r\u{1B}[K\(Terminal.safe(text))")
  }

  private func clearProgress() {
    guard isTerminal, options.format == .text else { return }
    StandardStreams.tell("\r\u{1B}[K")
  }
}

/// Writes log messages to standard error, a line each.
private struct ConsoleHandler: LogHandler {
  let format: ConsoleOptions.Format
  let isColored: Bool
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.info

  init(format: ConsoleOptions.Format, isColored: Bool) {
    self.format = format
    self.isColored = isColored
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let text = Terminal.safe(event.message.description)
    let line: String
    switch format {
    case .json:
      let object: JSON = ["level": .string(event.level.rawValue), "message": .string(text)]
      line = String(decoding: object.utf8(), as: UTF8.self)
    case .text:
      switch event.level {
      case .error, .critical: line = "\(colored("error:", 31)) \(text)"
      case .warning: line = "\(colored("note:", 33)) \(text)"
      default: line = text
      }
    }
    StandardStreams.tell(line + "\n")
  }

  private func colored(_ text: String, _ code: Int) -> String {
    isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

/// What may reach a terminal.
enum Terminal {
  /// The text with control and format characters made visible, but for line breaks and tabs.
  ///
  /// Format characters (bidirectional overrides, zero width) can make a line read as another.
  static func safe(_ text: String) -> String {
    var safe = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control where scalar != "\n" && scalar != "\t", .format, .lineSeparator,
        .paragraphSeparator, .surrogate:
        safe.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
      default: safe.append(scalar)
      }
    }
    return String(safe)
  }

  /// Prints a line of data.
  static func print(_ line: String) {
    put(Array((safe(line) + "\n").utf8))
  }

  /// Prints a value as JSON, which escapes what is no text by itself.
  static func print(_ json: JSON) {
    put(json.utf8(pretty: true) + [10])
  }

  /// Results that cannot be told end the command: whoever reads them must not take a part for all.
  private static func put(_ bytes: [UInt8]) {
    do {
      try StandardStreams.write(bytes)
    } catch {
      StandardStreams.tell("error: \(error)\n")
      exit(RunError.Code.inputOutput.rawValue)
    }
  }
}
