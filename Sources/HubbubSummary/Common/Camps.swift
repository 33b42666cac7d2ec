internal import HubbubModel
internal import HubbubSentiment

/// The people who say plainly where they stand on a theme: those for it, and those against.
struct Camps: Sendable {
  /// A side.
  enum Side: Sendable { case favour, against }

  /// Each person's plain stances in the theme, by row.
  private var stances: [String: [(row: Int, stance: Double)]] = [:]
  /// How many people stand on each side.
  private(set) var favour = 0
  private(set) var against = 0

  /// Sorts the people of some posts by the mean of their plain stances.
  init(_ members: [Int], _ stances: Stances, voice: (_ row: Int) -> String) {
    for row in members where stances.isPlain[row] {
      guard let stance = stances.values[row] else { continue }
      self.stances[voice(row), default: []].append((row, stance))
    }
    for person in self.stances.keys {
      switch side(of: person) {
      case .favour: favour += 1
      case .against: against += 1
      case nil: break
      }
    }
  }

  /// Whether there are two camps: enough people on either side, as for a split.
  var areTwo: Bool { min(favour, against) >= SplitMeter.fewestOnASide }

  /// Where somebody stands by what they wrote elsewhere than in some posts; nil if nowhere plainly.
  func side(of person: String, besides rows: Set<Int> = []) -> Side? {
    let plain = (stances[person] ?? []).filter { !rows.contains($0.row) }
    guard !plain.isEmpty else { return nil }
    // In the order of rows: sums must not depend on the order of a dictionary.
    let mean = plain.reduce(0) { $0 + $1.stance } / Double(plain.count)
    guard abs(mean) > MoodMeasure.neutralBand else { return nil }
    return mean > 0 ? .favour : .against
  }
}

/// Who supports something, and who objects to it, on either side.
struct CommonGround: Hashable, Sendable {
  var favour = CommonPoint.Side()
  var against = CommonPoint.Side()

  /// Counts the votes of people; who votes both ways objects.
  init(supporting: [Camps.Side], objecting: [Camps.Side]) {
    for side in supporting { self[side].supporting += 1 }
    for side in objecting { self[side].objecting += 1 }
  }

  private subscript(side: Camps.Side) -> CommonPoint.Side {
    get { side == .favour ? favour : against }
    set { if side == .favour { favour = newValue } else { against = newValue } }
  }

  /// Whether people of both sides support it, and on neither side as many object.
  var isShared: Bool {
    [favour, against].allSatisfy { $0.supporting > 0 && $0.supporting > $0.objecting }
  }

  /// Group-informed consensus: the product over the sides of the share of those who vote that supports
  /// it, each drawn to one half by two votes (Small and others 2021, doi:10.6035/recerca.5516).
  var consensus: Double {
    Self.support(favour) * Self.support(against)
  }

  private static func support(_ side: CommonPoint.Side) -> Double {
    Double(side.supporting + 1) / Double(side.supporting + side.objecting + 2)
  }

  /// Those who support it.
  var people: Int { favour.supporting + against.supporting }

  /// More consensus first, then more people.
  static func isBefore(_ a: CommonGround, _ b: CommonGround) -> Bool {
    a.consensus != b.consensus ? a.consensus > b.consensus : a.people > b.people
  }
}
