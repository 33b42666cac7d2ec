internal import Dispatch
internal import Foundation
internal import HubbubKit

/// Ctrl-C: every artifact is written whole or not at all, so that leaving at once loses nothing but
/// the stage at work.
enum Interruption {
  private static let queue = DispatchQueue(label: "hubbub.interruption")

  static func watch() {
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        let line = "\ninterrupted; finished stages stand, run the same command again to go on\n"
        FileHandle.standardError.write(Data(line.utf8))
        exit(RunError.Code.interrupted.rawValue)
      }
      source.activate()
      // Kept for the life of the program.
      sources.withLock { $0.append(source) }
    }
  }

  private static let sources = Sources()

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
