#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// One end of the socket between a parent and its worker: frames of bytes, each preceded by its
/// length as four bytes, the lowest first.
///
/// Neither end ever waits for longer than its deadline, and a peer that went away is an error, not
/// a signal.
struct WorkerChannel: Sendable {
  /// Why a frame did not get through.
  enum Failure: Error, Sendable, Equatable {
    /// The other end went away.
    case closed
    /// The deadline passed.
    case late
    /// A frame is longer than any can be.
    case oversized
    /// The system's own words.
    case system(String)
  }

  /// The longest frame: a page of the largest size, and room for its path.
  static let frameLimit = 256 << 20

  private let descriptor: Int32

  /// The channel over an open socket, which stays its owner's to close.
  init(descriptor: Int32) { self.descriptor = descriptor }

  /// Sends a frame.
  func send(_ frame: [UInt8], until deadline: ContinuousClock.Instant?) throws(Failure) {
    guard frame.count <= Self.frameLimit else { throw .oversized }
    let length = UInt32(frame.count)
    let header = (0..<4).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
    try sendAll(header, until: deadline)
    try sendAll(frame, until: deadline)
  }

  /// Receives the next frame; nil if the other end closed between two frames.
  func receive(until deadline: ContinuousClock.Instant?) throws(Failure) -> [UInt8]? {
    guard let header = try receiveAll(4, until: deadline, mayEnd: true) else { return nil }
    let length = header.reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= Self.frameLimit else { throw .oversized }
    return try receiveAll(length, until: deadline, mayEnd: false)
  }

  private func sendAll(_ bytes: [UInt8], until deadline: ContinuousClock.Instant?) throws(Failure) {
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.send(
          descriptor, buffer.baseAddress.map { unsafe $0 + sent }, buffer.count - sent,
          Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
      }
      if count > 0 {
        sent += count
      } else {
        try waitAfterFailure(for: Int16(POLLOUT), until: deadline)
      }
    }
  }

  private func receiveAll(
    _ count: Int, until deadline: ContinuousClock.Instant?, mayEnd: Bool
  ) throws(Failure) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var received = 0
    while received < count {
      let got = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe Glibc.recv(
          descriptor, buffer.baseAddress.map { unsafe $0 + received }, buffer.count - received,
          Int32(MSG_DONTWAIT))
      }
      if got > 0 {
        received += got
      } else if got == 0 {
        if mayEnd, received == 0 { return nil }
        throw .closed
      } else {
        try waitAfterFailure(for: Int16(POLLIN), until: deadline)
      }
    }
    return bytes
  }

  /// Waits until the socket is ready if that is all that was missing.
  private func waitAfterFailure(
    for event: Int16, until deadline: ContinuousClock.Instant?
  ) throws(Failure) {
    switch errno {
    case EINTR: return
    case EPIPE, ECONNRESET: throw .closed
    case EAGAIN: break
    default: throw .system(unsafe String(cString: strerror(errno)))
    }
    var timeout: Int32 = -1
    if let deadline {
      let left = ContinuousClock.now.duration(to: deadline)
      guard left > .zero else { throw .late }
      let (seconds, attoseconds) = left.components
      timeout = Int32(clamping: seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1)
    }
    var entry = pollfd(fd: descriptor, events: event, revents: 0)
    _ = unsafe poll(&entry, 1, timeout)
  }
}
