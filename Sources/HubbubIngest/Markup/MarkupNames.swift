/// The names that anybody asks for: tags, classes and attributes, numbered from 1.
///
/// A page's tree keeps numbers instead of strings, and drops the classes and attributes that no
/// layout mentions. The ids of `HTMLTag` come first and are its raw values.
struct MarkupNames: Sendable {
  private var bytes: [UInt8] = []
  private var offsets: [Int] = [0, 0]
  private var slots: [UInt16] = Array(repeating: 0, count: 4096)

  /// The id of the attribute that is read as classes.
  private(set) var classAttribute: UInt16 = 0

  /// The number of names, with the unused id 0.
  var count: Int { offsets.count - 1 }

  /// Creates a vocabulary of the known tags.
  init() {
    for tag in HTMLTag.allCases {
      let id = intern(tag.name)
      precondition(id == tag.rawValue, "tags are interned in order")
    }
    classAttribute = intern("class")
  }

  /// The id of a name, given one if it has none.
  mutating func intern(_ name: String) -> UInt16 {
    let text = Array(name.utf8)
    let found = find(text.span)
    if found != 0 { return found }
    precondition(count < 30_000, "a set of layouts names at most 30,000 things")
    let id = UInt16(count)
    bytes.append(contentsOf: text)
    offsets.append(bytes.count)
    if count * 2 > slots.count { grow() }
    insert(id, hash: Self.hash(text.span))
    return id
  }

  /// The id of a name, or 0.
  ///
  /// - Complexity: O(n) in the name's bytes.
  func find(_ name: Span<UInt8>) -> UInt16 {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: Self.hash(name)) & mask
    while slots[slot] != 0 {
      let id = Int(slots[slot])
      let start = offsets[id]
      if offsets[id + 1] - start == name.count {
        var same = true
        for index in 0..<name.count where bytes[start + index] != name[index] {
          same = false
          break
        }
        if same { return UInt16(id) }
      }
      slot = (slot + 1) & mask
    }
    return 0
  }

  /// The id of a name that stands in a page, whatever the case of its ASCII, or 0.
  ///
  /// - Complexity: O(n) in the name's bytes.
  func find(_ page: Span<UInt8>, _ start: Int, _ end: Int) -> UInt16 {
    var hash = Self.basis
    for index in start..<end { hash = Self.step(hash, ASCIIBytes.lower(page[index])) }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let id = Int(slots[slot])
      let from = offsets[id]
      if offsets[id + 1] - from == end - start {
        var index = 0
        while index < end - start, bytes[from + index] == ASCIIBytes.lower(page[start + index]) {
          index += 1
        }
        if index == end - start { return UInt16(id) }
      }
      slot = (slot + 1) & mask
    }
    return 0
  }

  /// The name with that id.
  func name(_ id: UInt16) -> String {
    String(decoding: bytes[offsets[Int(id)]..<offsets[Int(id) + 1]], as: UTF8.self)
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for id in 1..<count {
      let text = Array(bytes[offsets[id]..<offsets[id + 1]])
      insert(UInt16(id), hash: Self.hash(text.span))
    }
  }

  private mutating func insert(_ id: UInt16, hash: UInt32) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = id
  }

  /// FNV-1a (Fowler, Noll, Vo), 32 bits.
  private static func hash(_ name: Span<UInt8>) -> UInt32 {
    var hash = basis
    for index in 0..<name.count { hash = step(hash, name[index]) }
    return hash
  }

  private static let basis: UInt32 = 2_166_136_261

  private static func step(_ hash: UInt32, _ byte: UInt8) -> UInt32 {
    (hash ^ UInt32(byte)) &* 16_777_619
  }
}
