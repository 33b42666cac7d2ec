internal import HubbubSystem

/// Which bands (see `MinHash`) more than one post has.
///
/// A table of counts would be full after some hundred thousand posts and take every post for a
/// candidate. So the bands of all posts are kept, forty bytes a post, beyond a megabyte in a file;
/// one band after the other is then sorted, and those that occur twice are marked.
struct RepeatedBands {
  private let path: String
  private var held: [UInt32] = []
  private var file: AtomicFile?
  /// A bit for each hash that a band has which occurs more than once.
  ///
  /// There are so many that hardly another band has the hash of one, and no more, so that they stay near.
  private var marks: [UInt64] = []
  /// Posts whose bands wait in memory.
  private static let heldPosts = 1 << 15
  private static let mostMarks = 1 << 25
  private static let marksForEach = 1 << 12

  /// - Parameter folder: where bands go that memory should not hold.
  init(folder: String) { path = "\(folder)/bands.run" }

  private var isUsed = false
  /// Whether any band occurs more than once, known after `seal`.
  private(set) var holdsRepeated = false

  /// Notes a post's bands.
  mutating func note(_ bands: [UInt32]) throws(FileError) {
    guard bands.count == MinHash.bands else { return }
    isUsed = true
    held.append(contentsOf: bands)
    if held.count >= Self.heldPosts * MinHash.bands { try spill() }
  }

  private mutating func spill() throws(FileError) {
    if file == nil { file = try AtomicFile(path: path, isScratch: true) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(held.count * 4)
    for band in held {
      for shift in stride(from: 0, to: 32, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: band >> UInt32(shift)))
      }
    }
    try file?.write(bytes)
    held.removeAll(keepingCapacity: true)
  }

  /// Marks the bands that occur more than once; call once, when all posts are noted.
  ///
  /// - Parameter first: what is done beside it, begun first.
  @discardableResult
  mutating func seal<T: Sendable>(
    _ workers: Workers, beside first: @Sendable () -> T
  ) throws(FileError) -> T {
    guard isUsed else { return first() }
    var mapped: MappedFile?
    if let file {
      try spill()
      try file.commit()
      mapped = try MappedFile(path: path)
    }
    let (held, source) = (held, mapped)
    // A band's keys take four bytes a post, so they are gathered when their turn comes.
    let (found, repeated) = workers.map(MinHash.bands, beside: first) { band in
      var keys = stride(from: band, to: held.count, by: MinHash.bands).map { held[$0] }
      if let source { Self.read(band, of: source, into: &keys) }
      keys.sort()
      var hashes: [UInt64] = []
      for index in keys.indices.dropFirst() where keys[index] == keys[index - 1] {
        hashes.append(Self.hash(band, keys[index]))
      }
      return hashes
    }
    let count = repeated.reduce(0) { $0 + $1.count }
    holdsRepeated = count > 0
    var size = Self.marksForEach
    while size < min(count * Self.marksForEach, Self.mostMarks) { size *= 2 }
    marks = Array(repeating: 0, count: size / 64)
    for hash in repeated.joined() {
      let slot = slot(hash)
      marks[slot >> 6] |= 1 << UInt64(slot & 63)
    }
    self.held = []
    if file != nil {
      mapped = nil
      file = nil
      try Files.remove(path)
    }
    return found
  }

  private static func read(_ band: Int, of file: MappedFile, into keys: inout [UInt32]) {
    let size = MinHash.bands * 4
    keys.reserveCapacity(file.count / size)
    for part in Workers.batches(of: size << 14, in: file.count) {
      file.withBytes { bytes in
        for start in stride(from: part.lowerBound + band * 4, to: part.upperBound, by: size) {
          keys.append(UInt32(truncatingIfNeeded: EightBytes.load(bytes, start)))
        }
      }
      file.forget(part)
    }
  }

  private static func hash(_ band: Int, _ key: UInt32) -> UInt64 {
    StableHash.mix(UInt64(band) << 32 | UInt64(key))
  }

  private func slot(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash) & (marks.count * 64 - 1)
  }

  /// Whether a post shares a band with another; in rare cases where it does not.
  func mayRepeat(_ bands: some Collection<UInt32>) -> Bool {
    bands.enumerated().contains { band, key in
      let slot = slot(Self.hash(band, key))
      return marks[slot >> 6] & 1 << UInt64(slot & 63) != 0
    }
  }
}
