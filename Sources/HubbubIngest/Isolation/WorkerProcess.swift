#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif
internal import HubbubSystem
internal import Synchronization

/// A worker process and the socket to it.
final class WorkerProcess: Sendable {
  /// How a worker ended.
  struct Ending: Sendable {
    /// The signal that ended it, if one did before it was stopped here.
    var signal: Int32?
    /// Its largest resident size in bytes; 0 where it cannot be told.
    var peakMemory: Int
    /// A program that is refused memory traps or aborts, or the system kills it.
    var isLikeWantOfMemory: Bool {
      signal.map { [SIGILL, SIGTRAP, SIGABRT, SIGKILL].contains($0) } ?? false
    }
  }

  /// The program that runs now, whatever its file is called.
  static let ownProgram = ["/proc/self/exe", ParserWorker.command]

  private let pid: pid_t
  private let descriptor: Int32
  private let ending = Mutex<Ending?>(nil)
  /// The largest resident size of this process when it started the worker.
  ///
  /// Linux hands it on: what it reports of a worker is never less.
  private let inheritedPeak: Int

  /// Starts a program with one end of a socket as its standard input and output.
  ///
  /// - Parameter command: the program's path and its arguments.
  init(command: [String]) throws(WorkerChannel.Failure) {
    var ends: [Int32] = [-1, -1]
    // Closed on exec: a worker that held another's socket would keep its end from being noticed.
    let made = unsafe socketpair(
      AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends)
    guard made == 0 else { throw .system(unsafe String(cString: strerror(errno))) }
    defer { close(ends[1]) }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO)
    unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    // What a dying worker has to say would quote the page that killed it.
    unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var child: pid_t = 0
    var code: Int32 = 0
    let texts = ["hubbub"] + command.dropFirst()
    unsafe Self.withCStrings(texts) { arguments in
      unsafe Self.withCStrings(Self.environment()) { environment in
        code = unsafe posix_spawn(&child, command[0], &actions, nil, arguments, environment)
      }
    }
    guard code == 0 else {
      close(ends[0])
      throw .system("\(command[0]): \(unsafe String(cString: strerror(code)))")
    }
    pid = child
    descriptor = ends[0]
    inheritedPeak = Self.ownPeak()
  }

  /// The largest resident size of this program so far, in bytes; 0 where the system does not say.
  static func ownPeak() -> Int {
    guard let status = try? Files.read("/proc/self/status") else { return 0 }
    let line = String(decoding: status, as: UTF8.self).split(separator: "\n")
      .first { $0.hasPrefix("VmHWM:") }
    let kilobytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap {
      Int($0)
    }
    return (kilobytes ?? 0) * 1024
  }

  deinit {
    _ = end()
    close(descriptor)
  }

  /// The socket to the worker.
  var channel: WorkerChannel { WorkerChannel(descriptor: descriptor) }

  /// Kills the worker if it still runs, and says how it ended.
  func end() -> Ending {
    ending.withLock { ending in
      if let ending { return ending }
      var status: Int32 = 0
      var usage = rusage()
      // A worker that died by itself is reaped with its own cause; else it is killed.
      var reaped = unsafe wait4(pid, &status, WNOHANG, &usage)
      let diedByItself = reaped == pid
      if reaped == 0 {
        kill(pid, SIGKILL)
        repeat { reaped = unsafe wait4(pid, &status, 0, &usage) } while reaped < 0 && errno == EINTR
      }
      let signal = status & 0x7F
      let peak = Int(usage.ru_maxrss) * 1024
      let result = Ending(
        signal: diedByItself && signal != 0 ? signal : nil,
        peakMemory: peak > inheritedPeak ? peak : 0)
      ending = result
      return result
    }
  }

  /// Waits a moment for a worker whose socket broke, so that its own cause of death is seen.
  func settle() -> Ending {
    for _ in 0..<50 {
      var info = unsafe siginfo_t()
      let code = unsafe waitid(P_PID, id_t(pid), &info, WEXITED | WNOHANG | WNOWAIT)
      if unsafe code != 0 || info.si_signo != 0 { break }
      usleep(10_000)
    }
    return end()
  }

  /// The parent's environment, with the runtime's crash reports turned off.
  private static func environment() -> [String] {
    var variables: [String] = []
    var entry = unsafe environ
    while let text = unsafe entry.pointee {
      let variable = unsafe String(cString: text)
      if !variable.hasPrefix("SWIFT_BACKTRACE=") { variables.append(variable) }
      unsafe entry += 1
    }
    return variables + ["SWIFT_BACKTRACE=enable=no"]
  }

  private static func withCStrings(
    _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Void
  ) {
    var pointers: [UnsafeMutablePointer<CChar>?] = unsafe texts.map { unsafe strdup($0) }
    unsafe pointers.append(nil)
    defer { unsafe pointers.forEach { unsafe free($0) } }
    unsafe pointers.withUnsafeMutableBufferPointer { buffer in
      if let base = buffer.baseAddress { unsafe body(base) }
    }
  }
}
