public import HubbubModel

/// The ids of a corpus's posts by row, side by side in one run of bytes.
public struct PostIDs: Sendable {
  private var bytes: [UInt8] = []
  /// Where each id ends; one more than there are ids, the first of them 0.
  private var ends = [0]

  init() {}

  mutating func append(_ id: String) {
    bytes.append(contentsOf: id.utf8)
    ends.append(bytes.count)
  }

  mutating func append(_ others: PostIDs) {
    let base = bytes.count
    bytes += others.bytes
    for end in others.ends.dropFirst() { ends.append(base + end) }
  }

  /// How many ids there are.
  public var count: Int { ends.count - 1 }

  /// The id of the post of a row.
  public subscript(row: Int) -> PostID {
    PostID(String(decoding: bytes[ends[row]..<ends[row + 1]], as: UTF8.self))
  }

  /// Whether a row has this id.
  func has(_ id: PostID, at row: Int) -> Bool {
    bytes[ends[row]..<ends[row + 1]].elementsEqual(id.text.utf8)
  }

  /// Whether the id of a row has these bytes.
  func has(_ id: ArraySlice<UInt8>, at row: Int) -> Bool {
    guard ends[row + 1] - ends[row] == id.count else { return false }
    var place = ends[row]
    for byte in id {
      if bytes[place] != byte { return false }
      place += 1
    }
    return true
  }
}

/// Finds the rows of posts that are named one after the other.
///
/// Tables name posts in corpus order: then the row is the one that was asked for last, or the next
/// one, and no table of all ids is needed.
public struct PostLocator {
  private let ids: PostIDs
  private var last = 0
  private var rows: PostRows?

  init(_ ids: PostIDs) { self.ids = ids }

  /// The row of the post whose id has these bytes; nil if there is none.
  public mutating func row(of id: ArraySlice<UInt8>) -> Int? {
    for row in last..<min(last + 2, ids.count) where ids.has(id, at: row) {
      last = row
      return row
    }
    let known = rows ?? PostRows(ids)
    rows = known
    guard let row = known[PostID(String(decoding: id, as: UTF8.self))] else { return nil }
    last = row
    return row
  }
}
