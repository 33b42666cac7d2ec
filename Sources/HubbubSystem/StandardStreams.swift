#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Standard output for data, standard error for messages; nothing is kept back.
public enum StandardStreams {
  /// Gives the numbers 0, 1 and 2 to something if the caller closed them, so that no file opened
  /// later gets one of them and is written into by mistake.
  ///
  /// Reading from a closed input and writing to a closed output still fail, as the caller would
  /// expect; messages to a closed standard error are lost, as wished.
  public static func settle() {
    for number in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
    where fcntl(number, F_GETFD) == -1 {
      let way = number == STDIN_FILENO ? O_WRONLY : number == STDOUT_FILENO ? O_RDONLY : O_RDWR
      _ = unsafe open("/dev/null", way)
    }
  }

  /// Writes data to standard output.
  ///
  /// - Throws: `FileError` if it is closed, or the disk is full that it leads to.
  public static func write(_ bytes: [UInt8]) throws(FileError) {
    guard write(bytes, to: STDOUT_FILENO) else {
      throw FileError.last("write", "standard output")
    }
  }

  /// Writes a message to standard error; if that is impossible there is nobody to tell.
  public static func tell(_ text: String) { _ = write(Array(text.utf8), to: STDERR_FILENO) }

  /// Writes all bytes, however often the system stops half-way; if it is false, `errno` says why.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var at = 0
    while at < bytes.count {
      let done = unsafe bytes[at...].withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if done > 0 {
        at += done
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }
}
