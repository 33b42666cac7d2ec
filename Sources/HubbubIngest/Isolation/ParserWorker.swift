#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The child's side of isolation: parses what its parent sends, within limits that it sets itself.
public enum ParserWorker {
  /// What the hidden command is called: `hubbub worker`.
  public static let command = "worker"

  /// Parses pages from the socket on standard input until the parent closes it.
  ///
  /// - Parameter arguments: `--memory BYTES` and `--seconds N`, as `IsolatedParser` passes them.
  /// - Throws: `IngestError` if the command was started by hand.
  public static func serve(arguments: [String]) throws {
    let limits = try WorkerLimits(arguments: arguments)
    limits.apply()
    let channel = WorkerChannel(descriptor: STDIN_FILENO)
    do {
      try serve(channel, limits: limits)
    } catch let failure as WorkerChannel.Failure {
      if case .system = failure {
        throw IngestError(
          "hubbub worker is started by hubbub itself, to parse pages apart; run `hubbub ingest`")
      }
      // The parent went away in the middle of a frame; nobody is left to tell.
    }
  }

  /// Answers frames until the channel closes.
  static func serve(_ channel: WorkerChannel, limits: WorkerLimits?) throws {
    guard let opening = try channel.receive(until: nil) else { return }
    try channel.send(WorkerProtocol.greeting, until: nil)
    // Dumps have no pages: a worker that is never asked reads no layouts.
    var known: PageParser?
    while let request = try channel.receive(until: nil) {
      // The parent kills a worker that is late; should the parent be gone, the alarm does.
      if let limits { _ = alarm(UInt32(limits.seconds) + 5) }
      let parser = try known ?? WorkerProtocol.parser(opening: opening)
      known = parser
      let answer = WorkerProtocol.answer(request, with: parser)
      if limits != nil { _ = alarm(0) }
      try channel.send(answer, until: nil)
    }
  }
}

/// What one document may cost a worker.
public struct WorkerLimits: Sendable, Hashable {
  /// Seconds on the clock for one document.
  public var seconds: Int
  /// Bytes of memory of the worker process.
  public var memory: Int

  /// Creates limits: ten seconds and 1 GiB unless said otherwise.
  public init(seconds: Int = 10, memory: Int = 1 << 30) {
    self.seconds = max(1, seconds)
    self.memory = max(128 << 20, memory)
  }

  /// The arguments that carry the limits to a worker.
  var arguments: [String] { ["--memory", "\(memory)", "--seconds", "\(seconds)"] }

  init(arguments: [String]) throws(IngestError) {
    self.init()
    var rest = arguments[...]
    while let name = rest.popFirst() {
      guard let value = rest.popFirst().flatMap(Int.init), value > 0 else {
        throw IngestError("\(name) needs a whole number")
      }
      switch name {
      case "--memory": self.memory = value
      case "--seconds": self.seconds = value
      default: throw IngestError("unknown option \(name); known are --memory and --seconds")
      }
    }
  }

  /// Sets the process's own limits, before a byte is read.
  ///
  /// Data, not address space: libraries reserve address space that they never use.
  func apply() {
    func set(_ kind: __rlimit_resource, _ value: Int) {
      var limit = rlimit(rlim_cur: rlim_t(value), rlim_max: rlim_t(value))
      _ = unsafe setrlimit(__rlimit_resource_t(kind.rawValue), &limit)
    }
    set(RLIMIT_DATA, memory)
    // No dumps of memory, and nothing written to any file.
    set(RLIMIT_CORE, 0)
    set(RLIMIT_FSIZE, 0)
  }
}
