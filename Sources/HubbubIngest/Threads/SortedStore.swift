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
  /// The bytes of what is in memory, as they came; single records share the last.
  private var arenas: [[UInt8]] = []
  private var isLastShared = false
  private var held = 0
  private var records: [Record] = []
  private var runs: [String] = []
  private(set) var count = 0
  private var isSorted = true

  /// Where a record's key and, behind it, its value stand.
  fileprivate struct Record: Sendable {
    /// The sixteen bytes of the key behind what all keys begin with: most records are told apart by
    /// them, without a look at the arenas.
    var lead: (UInt64, UInt64) = (0, 0)
    let arena: UInt32
    let start: UInt32
    let keyCount: UInt32
    let valueCount: UInt32

    var key: Range<Int> { Int(start)..<Int(start) + Int(keyCount) }
    var value: Range<Int> { key.upperBound..<key.upperBound + Int(valueCount) }
  }

  /// Single records go to arenas of this size.
  private static let arenaSize = 1 << 20

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
    if !isLastShared || arenas[arenas.count - 1].count > Self.arenaSize {
      arenas.append([])
      arenas[arenas.count - 1].reserveCapacity(Self.arenaSize * 9 / 8)
      isLastShared = true
    }
    let last = arenas.count - 1
    let start = arenas[last].count
    arenas[last].append(contentsOf: key)
    let middle = arenas[last].count
    arenas[last].append(contentsOf: value)
    let end = arenas[last].count
    held += end - start
    note(last, start, middle, end)
    try spillIfFull()
  }

  /// Adds records whose bytes stand one after another, each key before its value.
  func add(
    _ bytes: [UInt8], records ends: some Sequence<(key: Int, value: Int)>
  ) throws(FileError) {
    arenas.append(bytes)
    isLastShared = false
    held += bytes.count
    var start = 0
    for end in ends {
      note(arenas.count - 1, start, end.key, end.value)
      start = end.value
    }
    try spillIfFull()
  }

  private func note(_ arena: Int, _ start: Int, _ middle: Int, _ end: Int) {
    records.append(
      Record(
        arena: UInt32(arena), start: UInt32(start), keyCount: UInt32(middle - start),
        valueCount: UInt32(end - middle)))
    count += 1
    isSorted = false
  }

  private func spillIfFull() throws(FileError) {
    if held + records.count * MemoryLayout<Record>.stride > budget { try spill() }
  }

  private func sort() { if !isSorted { take(sorting()()) } }

  /// Puts what is in memory in order; may be done on any worker, `take` receives what it gives.
  ///
  /// Nothing may be added meanwhile.
  func sorting() -> @Sendable () -> Sorted {
    let (arenas, isSorted) = (arenas, isSorted)
    let records = records
    self.records = []
    return { Sorted(records: isSorted ? records : Self.sorted(records, arenas)) }
  }

  /// Takes in what `sorting` gave.
  func take(_ sorted: consuming Sorted) {
    records = sorted.records
    isSorted = true
  }

  /// Records in order.
  struct Sorted: Sendable {
    fileprivate let records: [Record]
  }

  private static func sorted(_ unsorted: [Record], _ arenas: [[UInt8]]) -> [Record] {
    var records = unsorted
    let common = commonCount(records, arenas)
    for index in records.indices {
      let record = records[index]
      let arena = arenas[Int(record.arena)]
      records[index].lead = lead(arena.span, record.key, common)
    }
    records.sort { a, b in
      if a.lead != b.lead { return a.lead < b.lead }
      let (one, other) = (arenas[Int(a.arena)], arenas[Int(b.arena)])
      let order = compare(one, a.key, other, b.key)
      return order == 0 ? compare(one, a.value, other, b.value) < 0 : order < 0
    }
    return records
  }

  /// How many bytes all keys begin with alike.
  private static func commonCount(_ records: [Record], _ arenas: [[UInt8]]) -> Int {
    guard let first = records.first else { return 0 }
    let key = arenas[Int(first.arena)][first.key]
    var common = key.count
    for record in records {
      let arena = arenas[Int(record.arena)]
      let other = arena.span
      common = min(common, Int(record.keyCount))
      var at = 0
      while at < common, other[Int(record.start) + at] == key[key.startIndex + at] { at += 1 }
      common = at
    }
    return common
  }

  /// Sixteen bytes of a key from a place on, the first highest; behind its end come zeros.
  private static func lead(
    _ bytes: Span<UInt8>, _ key: Range<Int>, _ from: Int
  ) -> (UInt64, UInt64) {
    func eight(_ start: Int) -> UInt64 {
      let count = key.upperBound - start
      guard count > 0 else { return 0 }
      let number = EightBytes.load(bytes, start).byteSwapped
      return count < 8 ? number & ~(.max >> UInt64(8 * count)) : number
    }
    return (eight(key.lowerBound + from), eight(key.lowerBound + from + 8))
  }

  private static func compare(
    _ one: [UInt8], _ a: Range<Int>, _ other: [UInt8], _ b: Range<Int>
  ) -> Int {
    let common = min(a.count, b.count)
    let order = unsafe one.withUnsafeBytes { one in
      unsafe other.withUnsafeBytes { other in
        guard let first = one.baseAddress, let second = other.baseAddress, common > 0 else {
          return 0
        }
        return unsafe Int(memcmp(first + a.lowerBound, second + b.lowerBound, common))
      }
    }
    return order == 0 ? a.count - b.count : order
  }

  private func spill() throws(FileError) {
    sort()
    let path = "\(folder)/\(name)-\(runs.count).run"
    let file = try AtomicFile(path: path, isScratch: true)
    for record in records {
      var head = PackedBytes()
      head.number(Int(record.keyCount))
      head.number(Int(record.valueCount))
      try file.write(head.bytes)
      try file.write(
        arenas[Int(record.arena)][record.key.lowerBound..<record.value.upperBound])
    }
    try file.commit()
    runs.append(path)
    arenas = []
    isLastShared = false
    held = 0
    records.removeAll(keepingCapacity: true)
  }

  /// Calls a closure with every record in order, as often as it is called.
  func forEach(
    _ body: (_ key: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) throws -> Void
  ) throws {
    if runs.isEmpty {
      sort()
      for record in records {
        let arena = arenas[Int(record.arena)]
        try body(arena[record.key], arena[record.value])
      }
      return
    }
    if !records.isEmpty { try spill() }
    arenas = []
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
