internal import CLanes

/// The eigenvalues and eigenvectors of a real symmetric matrix, largest first.
///
/// Householder tridiagonalisation, then the implicit QL method: EISPACK's `tred2` and `tql2`
/// (Bowdler, Martin, Reinsch, Wilkinson 1968, doi:10.1007/BF02165404). In `Double`; each vector's
/// largest component is positive, so that the same matrix always gives the same signs.
public struct SymmetricEigen: Sendable {
  /// The number of rows and columns, n.
  public let size: Int
  /// The n eigenvalues, falling.
  public let values: [Double]
  /// The eigenvectors, n × n: row i belongs to value i, and has unit length.
  public let vectors: [Double]

  /// Decomposes a matrix.
  ///
  /// - Parameter matrix: n × n, row-major; only its lower triangle is read.
  /// - Complexity: O(n³) time, O(n²) memory.
  public init(of matrix: [Double], size n: Int) {
    precondition(matrix.count == n * n, "a square matrix has n × n values")
    size = n
    guard n > 0 else {
      values = []
      vectors = []
      return
    }
    // Transposed, for EISPACK's loops run along columns.
    var t = matrix
    for i in 0..<n { for j in i + 1..<max(n, i + 1) { t[i * n + j] = t[j * n + i] } }
    var d = [Double](repeating: 0, count: n)
    var e = [Double](repeating: 0, count: n)
    Self.tridiagonalise(&t, &d, &e, n)
    Self.diagonalise(&t, &d, &e, n)
    let order = (0..<n).sorted { d[$0] != d[$1] ? d[$0] > d[$1] : $0 < $1 }
    var sorted = [Double](repeating: 0, count: n * n)
    for (row, from) in order.enumerated() {
      var largest = 0
      for j in 1..<max(n, 1) where abs(t[from * n + j]) > abs(t[from * n + largest]) + 1e-12 {
        largest = j
      }
      let sign: Double = t[from * n + largest] < 0 ? -1 : 1
      for j in 0..<n { sorted[row * n + j] = sign * t[from * n + j] }
    }
    values = order.map { d[$0] }
    vectors = sorted
  }

  private static func tridiagonalise(
    _ v: inout [Double], _ d: inout [Double], _ e: inout [Double], _ n: Int
  ) {
    for j in 0..<n { d[j] = v[j * n + n - 1] }
    for i in stride(from: n - 1, to: 0, by: -1) {
      var scale = 0.0
      var h = 0.0
      for k in 0..<i { scale += abs(d[k]) }
      if scale == 0 {
        e[i] = d[i - 1]
        for j in 0..<i {
          d[j] = v[j * n + i - 1]
          v[j * n + i] = 0
          v[i * n + j] = 0
        }
      } else {
        for k in 0..<i {
          d[k] /= scale
          h += d[k] * d[k]
        }
        var f = d[i - 1]
        var g = h.squareRoot()
        if f > 0 { g = -g }
        e[i] = scale * g
        h -= f * g
        d[i - 1] = f - g
        for j in 0..<i { e[j] = 0 }
        for j in 0..<i {
          f = d[j]
          v[i * n + j] = f
          g = e[j] + v[j * n + j] * f
          for k in j + 1..<max(i, j + 1) {
            g += v[j * n + k] * d[k]
            e[k] += v[j * n + k] * f
          }
          e[j] = g
        }
        f = 0
        for j in 0..<i {
          e[j] /= h
          f += e[j] * d[j]
        }
        let hh = f / (h + h)
        for j in 0..<i { e[j] -= hh * d[j] }
        for j in 0..<i {
          f = d[j]
          g = e[j]
          for k in j..<i { v[j * n + k] -= f * e[k] + g * d[k] }
          d[j] = v[j * n + i - 1]
          v[j * n + i] = 0
        }
      }
      d[i] = h
    }
    accumulate(&v, &d, n)
    e[0] = 0
  }

  private static func accumulate(_ v: inout [Double], _ d: inout [Double], _ n: Int) {
    for i in 0..<n - 1 {
      v[i * n + n - 1] = v[i * n + i]
      v[i * n + i] = 1
      let h = d[i + 1]
      if h != 0 {
        for k in 0...i { d[k] = v[(i + 1) * n + k] / h }
        reflect(&v, d, i, n)
      }
      for k in 0...i { v[(i + 1) * n + k] = 0 }
    }
    for j in 0..<n {
      d[j] = v[j * n + n - 1]
      v[j * n + n - 1] = 0
    }
    v[n * n - 1] = 1
  }

  /// Takes from each of the first rows what it has along row i + 1, times d.
  ///
  /// Four sums at a time, each in its own order: one alone waits for every addition.
  private static func reflect(_ v: inout [Double], _ d: [Double], _ i: Int, _ n: Int) {
    let axis = (i + 1) * n
    for first in stride(from: 0, through: i, by: 4) {
      let rows = (
        first * n, min(first + 1, i) * n, min(first + 2, i) * n, min(first + 3, i) * n
      )
      var g = (0.0, 0.0, 0.0, 0.0)
      for k in 0...i {
        let along = v[axis + k]
        g.0 += along * v[rows.0 + k]
        g.1 += along * v[rows.1 + k]
        g.2 += along * v[rows.2 + k]
        g.3 += along * v[rows.3 + k]
      }
      for (row, factor) in zip(first...min(first + 3, i), [g.0, g.1, g.2, g.3]) {
        for k in 0...i { v[row * n + k] -= factor * d[k] }
      }
    }
  }

  private static func diagonalise(
    _ t: inout [Double], _ d: inout [Double], _ e: inout [Double], _ n: Int
  ) {
    for i in 1..<max(n, 1) { e[i - 1] = e[i] }
    e[n - 1] = 0
    var f = 0.0
    var test = 0.0
    for l in 0..<n {
      test = max(test, abs(d[l]) + abs(e[l]))
      var m = l
      while m < n - 1, abs(e[m]) > 0x1p-52 * test { m += 1 }
      if m > l {
        var sweeps = 0
        repeat {
          sweeps += 1
          var g = d[l]
          var p = (d[l + 1] - g) / (2 * e[l])
          var r = (p * p + 1).squareRoot()
          if p < 0 { r = -r }
          d[l] = e[l] / (p + r)
          d[l + 1] = e[l] * (p + r)
          let dl1 = d[l + 1]
          var h = g - d[l]
          for i in l + 2..<max(n, l + 2) { d[i] -= h }
          f += h
          p = d[m]
          var c = 1.0
          var c2 = c
          var c3 = c
          let el1 = e[l + 1]
          var s = 0.0
          var s2 = 0.0
          for i in stride(from: m - 1, through: l, by: -1) {
            c3 = c2
            c2 = c
            s2 = s
            g = c * e[i]
            h = c * p
            r = (p * p + e[i] * e[i]).squareRoot()
            e[i + 1] = s * r
            s = e[i] / r
            c = p / r
            p = c * d[i] - s * g
            d[i + 1] = h + s * (c * g + s * d[i])
            rotate(&t, i * n, (i + 1) * n, n, c, s)
          }
          p = -s * s2 * c3 * el1 * e[l] / dl1
          e[l] = s * p
          d[l] = c * p
          // 60 sweeps are twice what EISPACK allows; a matrix with NaN would never converge.
        } while abs(e[l]) > 0x1p-52 * test && sweeps < 60
      }
      d[l] += f
      e[l] = 0
    }
  }

  private static func rotate(
    _ t: inout [Double], _ low: Int, _ high: Int, _ n: Int, _ c: Double, _ s: Double
  ) {
    precondition(low >= 0 && low + n <= high && high + n <= t.count, "two rows of the matrix")
    unsafe t.withUnsafeMutableBufferPointer { t in
      guard let base = t.baseAddress else { return }
      unsafe hubbub_rotate(base + low, base + high, n, c, s)
    }
  }
}
