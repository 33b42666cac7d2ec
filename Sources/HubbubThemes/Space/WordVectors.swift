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
  ///   - texts: the words of each passage in order, as columns below `words`.
  ///   - words: the number of words.
  static func fit(
    texts: [[Int32]], words: Int, dimensions: Int, workers: Workers
  ) -> DenseMatrix {
    let company = companyCounts(texts: texts, words: words, workers: workers)
    let svd = TruncatedSVD(
      of: positiveInformation(company), dimensions: dimensions, rounds: 3, workers: workers)
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
    var textOf = [Int32](repeating: 0, count: total)
    var placeOf = [Int32](repeating: 0, count: total)
    for (number, text) in texts.enumerated() {
      for (place, word) in text.enumerated() {
        let at = next[Int(word)]
        textOf[at] = Int32(number)
        placeOf[at] = Int32(place)
        next[Int(word)] = at + 1
      }
    }
    let (begin, inText, atPlace) = (starts, textOf, placeOf)
    let near = (0...window).map { 1 - Float(max(1, $0) - 1) / Float(window) }
    let batches = Workers.batches(of: 256, in: words)
    let parts = workers.map(batches.count) { number in
      var sums = [Float](repeating: 0, count: words)
      var touched: [Int32] = []
      var lengths: [Int] = []
      var indices: [Int32] = []
      var values: [Float] = []
      for word in batches[number] {
        touched.removeAll(keepingCapacity: true)
        for occurrence in begin[word]..<begin[word + 1] {
          let place = Int(atPlace[occurrence])
          let text = texts[Int(inText[occurrence])]
          for other in max(0, place - window)..<min(text.count, place + window + 1)
          where other != place {
            let column = Int(text[other])
            if sums[column] == 0 { touched.append(text[other]) }
            sums[column] += near[abs(other - place)]
          }
        }
        touched.sort()
        lengths.append(touched.count)
        for column in touched {
          indices.append(column)
          values.append(sums[Int(column)])
          sums[Int(column)] = 0
        }
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
