internal import HubbubModel
internal import Synchronization

/// Parses pages in processes of their own, so that one that kills its parser costs itself only.
///
/// Each caller has a worker to itself while it waits, so there are as many workers as threads that
/// parse at once. A worker that dies, runs out of memory or overruns its time is replaced, and the
/// page that it held is quarantined as `parser-crashed`, `out-of-memory` or `parser-timeout`. What
/// is parsed is equal, byte for byte, to what `PageParser` makes of the same page.
public final class IsolatedParser: DocumentParser {
  private let command: [String]
  private let opening: [UInt8]
  private let limits: WorkerLimits
  private let idle = Mutex<[WorkerProcess]>([])

  /// Creates a pool, and starts its first worker to see that workers can be had.
  ///
  /// - Parameters:
  ///   - layouts: a user's own; the shelf's are known to the workers.
  ///   - limits: what one document may cost.
  ///   - program: the program and first arguments of a worker; this very program unless said
  ///     otherwise.
  /// - Throws: `IngestError` if no worker can be started.
  public init(
    layouts: [Layout], limits: WorkerLimits = WorkerLimits(), program: [String]? = nil
  ) throws {
    command = (program ?? WorkerProcess.ownProgram) + limits.arguments
    opening = WorkerProtocol.opening(layouts)
    self.limits = limits
    switch start() {
    case .success(let worker): idle.withLock { $0.append(worker) }
    case .failure(let failure):
      throw IngestError("no process to parse pages can be started: \(failure.words)")
    }
  }

  /// Parses one page in a worker.
  public func parse(_ bytes: [UInt8], path: String) -> ParsedDocument {
    outcome(bytes, path: path).document
  }

  /// What the parser makes of a page, for `hubbub probe`.
  public func probe(_ bytes: [UInt8], path: String) -> PageProbe {
    let outcome = outcome(bytes, path: path)
    return PageProbe(outcome.document, engine: outcome.engine, points: outcome.points, path: path)
  }

  func outcome(_ bytes: [UInt8], path: String) -> PageParser.Outcome {
    // A worker may be killed from outside; a page is to blame once it has taken two with it.
    var loss = attempt(bytes, path: path)
    if case .failure(let failure) = loss, failure.reason == "parser-crashed" {
      loss = attempt(bytes, path: path)
    }
    switch loss {
    case .success(let outcome): return outcome
    case .failure(let failure):
      let entry = QuarantineEntry(
        source: SourceRange(path: path, start: 0, end: bytes.count), stage: "ingest",
        reason: failure.reason, detail: failure.detail)
      return PageParser.Outcome(document: ParsedDocument(quarantine: [entry]))
    }
  }

  /// Why a page was lost.
  private struct Loss: Error {
    var reason: String
    var detail: String
  }

  private func attempt(_ bytes: [UInt8], path: String) -> Result<PageParser.Outcome, Loss> {
    let worker: WorkerProcess
    if let waiting = idle.withLock({ $0.popLast() }) {
      worker = waiting
    } else {
      switch start() {
      case .success(let started): worker = started
      case .failure(let failure):
        return .failure(
          Loss(
            reason: "parser-crashed",
            detail: "No process to parse the page could be started: \(failure.words)."))
      }
    }
    let deadline = ContinuousClock.now + .seconds(limits.seconds)
    do {
      try worker.channel.send(WorkerProtocol.request(bytes, path: path), until: deadline)
      guard let answer = try worker.channel.receive(until: deadline) else {
        throw WorkerChannel.Failure.closed
      }
      let outcome = try DocumentCoding.decode(answer, path: path, count: bytes.count)
      idle.withLock { $0.append(worker) }
      return .success(outcome)
    } catch WorkerChannel.Failure.late {
      _ = worker.end()
      return .failure(
        Loss(
          reason: "parser-timeout",
          detail: "Parsing took longer than \(limits.seconds) seconds and was stopped."))
    } catch {
      return .failure(loss(worker.settle()))
    }
  }

  private func loss(_ ending: WorkerProcess.Ending) -> Loss {
    // An array that doubles is refused when it fills a third of the memory: it, and twice it.
    if ending.isLikeWantOfMemory, ending.peakMemory > limits.memory / 3 {
      return Loss(
        reason: "out-of-memory",
        detail: "Parsing needed more than \(limits.memory >> 20) MiB and was stopped.")
    }
    let how = ending.signal.map { "signal \($0)" } ?? "an answer that made no sense"
    return Loss(
      reason: "parser-crashed", detail: "The parser broke on this page (\(how)); no other suffers.")
  }

  private func start() -> Result<WorkerProcess, WorkerChannel.Failure> {
    do throws(WorkerChannel.Failure) {
      let worker = try WorkerProcess(command: command)
      let deadline = ContinuousClock.now + .seconds(max(10, limits.seconds))
      try worker.channel.send(opening, until: deadline)
      guard let greeting = try worker.channel.receive(until: deadline) else { throw .closed }
      guard greeting == WorkerProtocol.greeting else {
        throw .system("\(command[0]) is not hubbub")
      }
      return .success(worker)
    } catch {
      return .failure(error)
    }
  }
}

extension WorkerChannel.Failure {
  /// What happened, for a person.
  fileprivate var words: String {
    switch self {
    case .closed: "it ended at once"
    case .late: "it did not answer in time"
    case .oversized: "its answer is too long"
    case .system(let words): words
    }
  }
}
