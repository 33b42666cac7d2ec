#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif
internal import HubbubSystem
internal import HubbubVectors

/// Vectors of words from the company that they keep in this corpus.
///
/// Singular vectors of the positive pointwise mutual information of words within a window (Levy,
/// Goldberg, Dagan 2015, doi:10.1162/tacl_a_00134): contexts smoothed to the power of 0.75,
/// singular values to the power of 0.5, nearer words counted more.
enum WordVectors {
  /// Words on either side that are company.
  static let window = 20
  /// The power that flattens the contexts' frequencies.
  static let smoothing = 0.75

  /// The vectors, `words × dimensions`, rows of unit length.
  ///
  /// - Parameters:
  ///   - texts: the words of each passage in order, as columns below the number of keys.
  ///   - keys: a hash of each word.
  static func fit(
    texts: [[Int32]], keys: [UInt64], dimensions: Int, workers: Workers
  ) -> DenseMatrix {
    let company = companyCounts(texts: texts, words: keys.count, workers: workers)
    let svd = TruncatedSVD(
      of: positiveInformation(company), dimensions: dimensions, rounds: 3, keys: keys,
      workers: workers)
    return svd.coordinates(power: 0.5).normalizingRows()
  }

  /// How often each pair of words stands within the window, nearer ones counted more.
  ///
  /// - Complexity: O(tokens × window) over the workers.
  private static func companyCounts(
    texts: [[Int32]], words: Int, workers: Workers
  ) -> CSRMatrix {
    var starts = [Int](repeating: 0, count: words + 1)
    for text in texts { for word in text { starts[Int(word) + 1] += 1 } }
    for word in 0..<words { starts[word + 1] += starts[word] }
    var next = starts
    let total = starts[words]
    // The texts one after the other, and for each occurrence where it stands and its text ends.
    var all: [Int32] = []
    all.reserveCapacity(total)
    var occurrences = [Occurrence](
      repeating: Occurrence(place: 0, start: 0, end: 0), count: total)
    for text in texts {
      let start = all.count
      all += text
      for place in start..<all.count {
        let at = next[Int(all[place])]
        occurrences[at] = Occurrence(
          place: Int32(place), start: Int32(start), end: Int32(all.count))
        next[Int(all[place])] = at + 1
      }
    }
    let (begin, found, flat) = (starts, occurrences, all)
    let near = (0...window).map { 1 - Float(max(1, $0) - 1) / Float(window) }
    let batches = Workers.batches(of: 256, in: words)
    let parts = workers.map(batches.count) { number in
      var sums = [Float](repeating: 0, count: words)
      // A bit for each word that has a sum: they are read in order, and nothing is sorted.
      var touched = [UInt64](repeating: 0, count: (words + 63) / 64)
      var lengths: [Int] = []
      var indices: [Int32] = []
      var values: [Float] = []
      for word in batches[number] {
        add(
          found.span.extracting(begin[word]..<begin[word + 1]), of: flat.span, near.span, to: &sums,
          &touched)
        let before = indices.count
        for block in touched.indices where touched[block] != 0 {
          var rest = touched[block]
          touched[block] = 0
          while rest != 0 {
            let column = block << 6 | rest.trailingZeroBitCount
            rest &= rest - 1
            indices.append(Int32(column))
            values.append(sums[column])
            sums[column] = 0
          }
        }
        lengths.append(indices.count - before)
      }
      return (lengths, indices, values)
    }
    var offsets = [0]
    offsets.reserveCapacity(words + 1)
    for part in parts {
      for length in part.0 { offsets.append(offsets[offsets.count - 1] + length) }
    }
    return CSRMatrix(
      rows: words, columns: words, offsets: offsets, indices: parts.flatMap(\.1),
      values: parts.flatMap(\.2))
  }

  /// A word of a text, and the text's bounds.
  private struct Occurrence: Sendable {
    var place: Int32
    var start: Int32
    var end: Int32
  }

  /// Adds what stands around a word to the sums of other words, in the order of the texts.
  ///
  /// - Parameters:
  ///   - near: what a neighbour counts at each distance.
  ///   - touched: gets a bit for each of those words.
  private static func add(
    _ occurrences: Swift.Span<Occurrence>, of words: Swift.Span<Int32>, _ near: Swift.Span<Float>,
    to sumArray: inout [Float], _ touchedArray: inout [UInt64]
  ) {
    var sums = sumArray.mutableSpan
    var touched = touchedArray.mutableSpan
    for index in occurrences.indices {
      let own = occurrences[index]
      let place = Int(own.place)
      for other in max(Int(own.start), place - window)..<min(Int(own.end), place + window + 1)
      where other != place {
        let word = Int(words[other])
        sums[word] += near[abs(other - place)]
        touched[word >> 6] |= 1 << UInt64(truncatingIfNeeded: word & 63)
      }
    }
  }

  private static func positiveInformation(_ company: CSRMatrix) -> CSRMatrix {
    let sums = company.rowSums()
    let smoothed = sums.map { pow($0, smoothing) }
    var total = 0.0
    for value in smoothed { total += value }
    var offsets = [0]
    var indices: [Int32] = []
    var values: [Float] = []
    for row in 0..<company.rows {
      for entry in company.range(of: row) {
        let column = Int(company.indices[entry])
        let expected = sums[row] * smoothed[column] / total
        let information = log(Double(company.values[entry]) / expected)
        if information > 0 {
          indices.append(company.indices[entry])
          values.append(Float(information))
        }
      }
      offsets.append(indices.count)
    }
    return CSRMatrix(
      rows: company.rows, columns: company.columns, offsets: offsets, indices: indices,
      values: values)
  }
}
