internal import Dispatch
internal import Foundation
internal import HubbubKit
internal import Synchronization

/// Ctrl-C: every artifact is written whole or not at all, so that leaving at once loses nothing but
/// the stage at work.
enum Interruption {
  private static let queue = DispatchQueue(label: "hubbub.interruption")

  static func watch() {
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        // Threads are at work: `exit` would take from under them what it tidies up.
        // A server has no other end than this one.
        if isServing.withLock({ $0 }) { _exit(0) }
        StandardStreams.tell(
          "\ninterrupted; finished stages stand, run the same command again to go on\n")
        _exit(RunError.Code.interrupted.rawValue)
      }
      source.activate()
      // Kept for the life of the program.
      sources.withLock { $0.append(source) }
    }
  }

  private static let sources = Sources()

  /// From now on Ctrl-C is how the command is meant to end.
  static func meansTheEnd() { isServing.withLock { $0 = true } }

  private static let isServing = Mutex(false)

  private final class Sources: @unchecked Sendable {
    private let lock = NSLock()
    private var held: [any DispatchSourceSignal] = []
    func withLock(_ body: (inout [any DispatchSourceSignal]) -> Void) {
      lock.lock()
      body(&held)
      lock.unlock()
    }
  }
}

/// Bugs of this program: a trap ends it with the exit code of the contract, not with a signal.
enum Bugs {
  /// From now on; whoever asks Swift for backtraces by `SWIFT_BACKTRACE` gets those instead.
  static func endWithTheirCode() {
    if ProcessInfo.processInfo.environment["SWIFT_BACKTRACE"] != nil { return }
    for number in [SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGBUS, SIGSEGV] {
      // Nothing but what a signal handler may call.
      signal(number) { _ in
        let line: StaticString = """

          error: this is a bug of hubbub. Finished stages stand. Please report the command with what \
          SWIFT_BACKTRACE=enable=yes before it prints.

          """
        _ = unsafe write(STDERR_FILENO, line.utf8Start, line.utf8CodeUnitCount)
        _exit(70)
      }
    }
  }
}
