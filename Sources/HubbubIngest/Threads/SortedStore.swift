#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif
internal import HubbubSystem

/// Records kept in the order of their keys, whatever the order in which they came, and however
/// many: beyond a budget, sorted runs go to files and are merged when read.
///
/// Equal keys are in the order of their values, so that nothing depends on arrival.
final class SortedStore {
  private let folder: String
  private let name: String
  private let budget: Int
  private var arena: [UInt8] = []
  private var records: [Record] = []
  private var runs: [String] = []
  private(set) var count = 0
  private var isSorted = true

  private struct Record {
    let key: Int
    let value: Int
    let end: Int
  }

  /// - Parameters:
  ///   - folder: where runs go; made when the first one is written.
  ///   - budget: the bytes to hold in memory.
  init(folder: String, name: String, budget: Int) {
    self.folder = folder
    self.name = name
    self.budget = max(budget, 1)
  }

  deinit {
    for run in runs { try? Files.remove(run) }
  }

  /// How many runs went to files.
  var spilledRuns: Int { runs.count }

  func add(key: some Collection<UInt8>, value: some Collection<UInt8>) throws(FileError) {
    // Grown by doubling, an arena of that size would lie in memory twice while it grows.
    if arena.capacity == 0 { arena.reserveCapacity(min(budget, 1 << 30)) }
    let start = arena.count
    arena.append(contentsOf: key)
    let middle = arena.count
    arena.append(contentsOf: value)
    records.append(Record(key: start, value: middle, end: arena.count))
    count += 1
    isSorted = false
    if arena.count + records.count * MemoryLayout<Record>.stride > budget { try spill() }
  }

  private func sort() {
    if isSorted { return }
    isSorted = true
    let arena = arena
    let bytes = arena.span
    records.sort { a, b in
      let order = Self.compare(bytes, a.key..<a.value, b.key..<b.value)
      return order == 0
        ? Self.compare(bytes, a.value..<a.end, b.value..<b.end) < 0 : order < 0
    }
  }

  private static func compare(_ bytes: Span<UInt8>, _ a: Range<Int>, _ b: Range<Int>) -> Int {
    let common = min(a.count, b.count)
    let order = unsafe bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress, common > 0 else { return 0 }
      return unsafe Int(memcmp(base + a.lowerBound, base + b.lowerBound, common))
    }
    return order == 0 ? a.count - b.count : order
  }

  private func spill() throws(FileError) {
    sort()
    let path = "\(folder)/\(name)-\(runs.count).run"
    let file = try AtomicFile(path: path)
    for record in records {
      var head = PackedBytes()
      head.number(record.value - record.key)
      head.number(record.end - record.value)
      try file.write(head.bytes)
      try file.write(arena[record.key..<record.end])
    }
    try file.commit()
    runs.append(path)
    arena.removeAll(keepingCapacity: true)
    records.removeAll(keepingCapacity: true)
  }

  /// Calls a closure with every record in order, as often as it is called.
  func forEach(
    _ body: (_ key: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) throws -> Void
  ) throws {
    if runs.isEmpty {
      sort()
      for record in records {
        try body(arena[record.key..<record.value], arena[record.value..<record.end])
      }
      return
    }
    if !records.isEmpty { try spill() }
    arena = []
    records = []
    var heap = RunHeap(try runs.map { try RunCursor(path: $0) })
    while let cursor = heap.first {
      try body(cursor.key[...], cursor.value[...])
      heap.advanceFirst()
    }
  }
}

/// Reads one sorted run front to back.
private final class RunCursor {
  private let file: MappedFile
  private var at = 0
  /// Up to where the file's memory has been given back.
  private var forgotten = 0
  private static let window = 1 << 18
  private(set) var key: [UInt8] = []
  private(set) var value: [UInt8] = []

  init(path: String) throws(FileError) {
    file = try MappedFile(path: path)
    _ = advance()
  }

  /// Moves to the next record; false at the end.
  func advance() -> Bool {
    guard at < file.count else { return false }
    let head = file.bytes(at..<min(at + 20, file.count))
    var position = 0
    func number() -> Int {
      var value = 0
      var shift = 0
      while true {
        let byte = head[position]
        position += 1
        value |= Int(byte & 0x7F) << shift
        if byte < 0x80 { return value >> 1 }
        shift += 7
      }
    }
    let keyCount = number()
    let valueCount = number()
    let start = at + position
    key = file.bytes(start..<(start + keyCount))
    value = file.bytes((start + keyCount)..<(start + keyCount + valueCount))
    at = start + keyCount + valueCount
    if at - forgotten > Self.window {
      file.forget(forgotten..<at)
      forgotten = at
    }
    return true
  }

  func precedes(_ other: RunCursor) -> Bool {
    key == other.key
      ? value.lexicographicallyPrecedes(other.value) : key.lexicographicallyPrecedes(other.key)
  }
}

/// A binary heap of runs, the one with the least record first.
private struct RunHeap {
  private var cursors: [RunCursor]

  init(_ cursors: [RunCursor]) {
    self.cursors = cursors
    for index in stride(from: cursors.count / 2 - 1, through: 0, by: -1) { sink(index) }
  }

  var first: RunCursor? { cursors.first }

  mutating func advanceFirst() {
    if !cursors[0].advance() {
      cursors.swapAt(0, cursors.count - 1)
      cursors.removeLast()
    }
    sink(0)
  }

  private mutating func sink(_ start: Int) {
    var parent = start
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < cursors.count {
        if cursors[child].precedes(cursors[least]) { least = child }
      }
      if least == parent { return }
      cursors.swapAt(parent, least)
      parent = least
    }
  }
}
