public import HubbubModel

/// Finds the rows of posts by their ids, whatever the order in which they are asked for.
///
/// A table of row numbers beside the ids that a corpus holds already: of a million posts 8 to 16 MB,
/// where a dictionary of their ids takes ten times that.
public struct PostRows: Sendable {
  private let ids: PostIDs
  /// Open addressing by the hash of the id; −1 is an empty slot.
  private var slots: [Int32]

  init(_ ids: PostIDs) {
    self.ids = ids
    var size = 16
    while size < ids.count * 2 { size *= 2 }
    slots = Array(repeating: -1, count: size)
    for row in 0..<ids.count {
      let slot = slot(of: ids[row])
      slots[slot] = Int32(row)
    }
  }

  /// The row of a post; nil if the corpus does not hold it.
  public subscript(id: PostID) -> Int? {
    let row = slots[slot(of: id)]
    return row < 0 ? nil : Int(row)
  }

  /// The slot that holds an id, or the empty one where it would stand.
  private func slot(of id: PostID) -> Int {
    // Seeded for each process: nobody can choose ids that all meet in one slot, and nothing but
    // where a row is kept depends on it.
    var slot = id.hashValue & (slots.count - 1)
    while slots[slot] >= 0, !ids.has(id, at: Int(slots[slot])) {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }
}
