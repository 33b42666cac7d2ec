import Testing

@testable import HubbubIngest

/// Records come back in the order of their keys, then of their values, however they came.
@Suite struct SortedStoreTests {
  private struct Entry: Comparable {
    let key: [UInt8]
    let value: [UInt8]

    static func < (a: Entry, b: Entry) -> Bool {
      a.key == b.key
        ? a.value.lexicographicallyPrecedes(b.value) : a.key.lexicographicallyPrecedes(b.key)
    }
  }

  /// Keys that begin alike, end early, hold zeros and differ far behind.
  private static func entries(_ seed: Int) -> [Entry] {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    return (0..<200).map { _ in
      let tail = (0..<next(24)).map { _ in [0, 0, 1, 65, 255][next(5)] as UInt8 }
      return Entry(key: Array("site/".utf8) + tail, value: [UInt8(next(3)), UInt8(next(3))])
    }
  }

  private static func read(_ store: SortedStore) throws -> [Entry] {
    var found: [Entry] = []
    try store.forEach { key, value in found.append(Entry(key: Array(key), value: Array(value))) }
    return found
  }

  @Test(arguments: 0..<12, [1 << 30, 2000, 1])
  func recordsAreSorted(seed: Int, budget: Int) throws {
    let entries = Self.entries(seed)
    let sorted = entries.sorted()
    let folder = TemporaryFolder()
    let single = SortedStore(folder: folder.path, name: "single", budget: budget)
    for entry in entries { try single.add(key: entry.key, value: entry.value) }
    #expect(try Self.read(single) == sorted)
    // The same in batches, and a single one between them.
    let batched = SortedStore(folder: folder.path, name: "batched", budget: budget)
    for start in stride(from: 0, to: entries.count, by: 50) {
      var bytes: [UInt8] = []
      var ends: [(key: Int, value: Int)] = []
      for entry in entries[start..<start + 49] {
        bytes += entry.key
        let middle = bytes.count
        bytes += entry.value
        ends.append((middle, bytes.count))
      }
      try batched.add(bytes, records: ends)
      try batched.add(key: entries[start + 49].key, value: entries[start + 49].value)
    }
    #expect(batched.count == entries.count)
    #expect((batched.spilledRuns > 0) == (budget < 1 << 20))
    #expect(try Self.read(batched) == sorted)
    #expect(try Self.read(batched) == sorted)
  }
}
