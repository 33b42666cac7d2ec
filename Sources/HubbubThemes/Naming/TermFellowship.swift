internal import HubbubSystem
internal import HubbubTerms
internal import HubbubVectors

/// How well a theme's heavy terms keep company with its heaviest words.
///
/// A term's fellowship is its mean NPMI (Bouma 2009) in one passage with the theme's heaviest
/// single words, weighted by theirs. Terms that stand apart from the rest of a theme tell little
/// of what it is about, however often they occur (after Alokaili, Aletras, Stevenson 2019,
/// arXiv:1903.12542).
struct TermFellowship {
  /// So many heaviest terms of a theme are looked at.
  static let pool = 80
  /// They are held against so many heaviest words.
  private static let core = 20
  /// What is left of a term that keeps no company, and of those that are not looked at.
  static let least = 0.05

  /// For each theme the columns that were looked at, and their fellowship, at least `least`.
  let factors: [[Int: Double]]

  init(terms: TermIndex, ranked: [[(column: Int, weight: Double)]], workers: Workers) {
    let pools = ranked.map { $0.prefix(Self.pool).map(\.column) }
    let cores = ranked.map { theme in
      Array(theme.prefix(Self.pool).filter { !terms.isPhrase[$0.column] }.prefix(Self.core))
    }
    let pairs = Self.counts(terms, pools, cores.map { $0.map(\.column) }, workers)
    let passages = terms.passages.count
    let frequencies = terms.counts.columnCounts()
    factors = ranked.indices.map { theme in
      var found: [Int: Double] = [:]
      for (place, column) in pools[theme].enumerated() {
        let own = terms.terms[column].split(separator: " ")
        var sum = 0.0
        var total = 0.0
        for (number, word) in cores[theme].enumerated()
        where !own.contains(terms.terms[word.column][...]) {
          let meeting = Association(
            pair: Int(pairs[theme][number * Self.pool + place]), first: frequencies[column],
            second: frequencies[word.column], total: passages)
          // Two words of every passage tell nothing of each other.
          let npmi = meeting.pair == passages ? 0 : meeting.npmi
          sum += word.weight * npmi
          total += word.weight
        }
        found[column] = total > 0 ? max(Self.least, sum / total) : 1
      }
      return found
    }
  }

  /// For each theme in how many passages a word of its core and a term of its pool both stand.
  private static func counts(
    _ terms: TermIndex, _ pools: [[Int]], _ cores: [[Int]], _ workers: Workers
  ) -> [[Int32]] {
    var poolPlaces = [[(theme: Int, place: Int)]](repeating: [], count: terms.terms.count)
    var corePlaces = poolPlaces
    for theme in pools.indices {
      for (place, column) in pools[theme].enumerated() { poolPlaces[column].append((theme, place)) }
      for (place, column) in cores[theme].enumerated() { corePlaces[column].append((theme, place)) }
    }
    let (poolOf, coreOf) = (poolPlaces, corePlaces)
    let empty = [Int32](repeating: 0, count: core * pool)
    let batches = Workers.batches(
      of: max(1, terms.passages.count / max(1, workers.count) + 1), in: terms.passages.count)
    let parts = workers.map(batches.count) { number in
      var counts = [[Int32]](repeating: empty, count: pools.count)
      var members = [[Int]](repeating: [], count: pools.count)
      for row in batches[number] {
        let range = terms.counts.range(of: row)
        for entry in range {
          for own in poolOf[Int(terms.counts.indices[entry])] {
            members[own.theme].append(own.place)
          }
        }
        for entry in range {
          for own in coreOf[Int(terms.counts.indices[entry])] {
            for place in members[own.theme] { counts[own.theme][own.place * pool + place] += 1 }
          }
        }
        for entry in range {
          for own in poolOf[Int(terms.counts.indices[entry])] {
            members[own.theme].removeAll(keepingCapacity: true)
          }
        }
      }
      return counts
    }
    var sums = [[Int32]](repeating: empty, count: pools.count)
    for part in parts {
      for theme in sums.indices {
        for place in sums[theme].indices { sums[theme][place] += part[theme][place] }
      }
    }
    return sums
  }
}
