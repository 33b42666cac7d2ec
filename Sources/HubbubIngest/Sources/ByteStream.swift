internal import HubbubModel
internal import HubbubSystem

/// Bytes read once, front to back, in pieces.
protocol ByteStream: AnyObject {
  /// The next piece; nil at the end.
  ///
  /// - Throws: `SourceDamage` when the source ends early, is damaged, or exceeds a limit. What
  ///   came before stays good.
  func read() throws(SourceDamage) -> [UInt8]?
  /// Whether the source is UTF-16, of which this is the UTF-8.
  var isWide: Bool { get }
}

extension ByteStream {
  var isWide: Bool { false }
}

/// Why a source could not be read to its end.
struct SourceDamage: Error, Sendable {
  /// A code: `truncated`, `damaged`, `unreadable`, `limit-bytes`, `limit-ratio` ….
  let reason: String
  /// What happened, in words.
  let detail: String
  /// An error that is not the source's fault, on its way up.
  var cause: (any Error)?
}

extension MappedFile {
  /// Maps a source.
  ///
  /// - Throws: `SourceDamage` of the reason `unreadable`.
  static func source(_ path: String) throws(SourceDamage) -> MappedFile {
    do throws(FileError) {
      return try MappedFile(path: path)
    } catch {
      throw SourceDamage(reason: "unreadable", detail: "it cannot be opened: \(error.reason)")
    }
  }
}

/// A file on disk, in pieces of a quarter of a megabyte.
final class FileStream: ByteStream {
  private let file: MappedFile
  private var position = 0
  private let pieceSize: Int

  init(path: String, pieceSize: Int = 1 << 18) throws(SourceDamage) {
    file = try MappedFile.source(path)
    self.pieceSize = pieceSize
  }

  func read() throws(SourceDamage) -> [UInt8]? {
    guard position < file.count else { return nil }
    let end = min(position + pieceSize, file.count)
    defer {
      file.forget(position..<end)
      position = end
    }
    return file.bytes(position..<end)
  }
}

/// Bytes in memory, as one piece or in pieces of a given size.
final class MemoryStream: ByteStream {
  private let bytes: [UInt8]
  private var position = 0
  private let pieceSize: Int

  init(_ bytes: [UInt8], pieceSize: Int = .max) {
    self.bytes = bytes
    self.pieceSize = pieceSize
  }

  func read() throws(SourceDamage) -> [UInt8]? {
    guard position < bytes.count else { return nil }
    let end = pieceSize < bytes.count - position ? position + pieceSize : bytes.count
    defer { position = end }
    return position == 0 && end == bytes.count ? bytes : Array(bytes[position..<end])
  }
}

/// A stream whose beginning can be looked at before it is read.
final class PeekedStream: ByteStream {
  private let rest: any ByteStream
  private var pieces: [[UInt8]] = []
  private var damage: SourceDamage?
  private var ended = false

  init(_ rest: any ByteStream) { self.rest = rest }

  var isWide: Bool { rest.isWide }

  /// The first bytes: `count` of them, or fewer if the stream is shorter or damaged.
  func head(_ count: Int) -> [UInt8] {
    var held = pieces.reduce(0) { $0 + $1.count }
    while held < count, !ended, damage == nil {
      do throws(SourceDamage) {
        if let piece = try rest.read() {
          held += piece.count
          pieces.append(piece)
        } else {
          ended = true
        }
      } catch {
        damage = error
      }
    }
    var head: [UInt8] = []
    head.reserveCapacity(min(count, held))
    for piece in pieces where head.count < count {
      head.append(contentsOf: piece.prefix(count - head.count))
    }
    return head
  }

  /// Whether the stream is known to hold no more than `count` bytes.
  func isShorter(than count: Int) -> Bool {
    _ = head(count)
    return (ended || damage != nil) && pieces.reduce(0) { $0 + $1.count } < count
  }

  func read() throws(SourceDamage) -> [UInt8]? {
    if !pieces.isEmpty { return pieces.removeFirst() }
    if let damage { throw damage }
    return ended ? nil : try rest.read()
  }

  /// Everything that is left.
  ///
  /// - Throws: `SourceDamage`, with `limit-document` if there are more than `limit` bytes.
  func readAll(limit: Int) throws(SourceDamage) -> [UInt8] {
    var all: [UInt8] = []
    while let piece = try read() {
      if all.isEmpty {
        all = piece
      } else {
        all.append(contentsOf: piece)
      }
      if all.count > limit {
        throw SourceDamage(
          reason: "limit-document",
          detail: "the document has more than \(limit) bytes, which is too large for one page")
      }
    }
    return all
  }
}
