public import HubbubSystem

extension CSRMatrix {
  /// Writes the matrix so that `scipy.sparse.load_npz` opens it.
  ///
  /// Members as `scipy.sparse.save_npz(…, compressed=False)` writes them: `indices`, `indptr`,
  /// `format`, `shape`, `data`. `indptr` has 32 bits like `indices` where that is enough, since
  /// SciPy wants both alike; past 2³¹ entries both have 64.
  public func write(npz path: String) throws(FileError) {
    let writer = try NPZWriter(path: path)
    if entries <= Int(Int32.max) {
      try writer.write("indices", indices)
      try writer.write("indptr", offsets.map { Int32($0) })
    } else {
      try writer.write("indices", indices.map { Int64($0) })
      try writer.write("indptr", offsets)
    }
    try writer.write("format", bytes: Array("csr".utf8))
    try writer.write("shape", [rows, columns])
    try writer.write("data", values)
    try writer.commit()
  }

  /// Reads a matrix that `write(npz:)` or SciPy wrote in CSR format with 32-bit floats.
  ///
  /// - Throws: `FileError`, `NPYError` or `MatrixError` naming what does not fit.
  public init(npz path: String) throws {
    let reader = try NPZReader(path: path)
    let shape = try reader.integers("shape")
    guard shape.count == 2 else { throw NPYError("\(path): a matrix has two dimensions") }
    let indices: [Int32] =
      try reader.elementType(of: "indices") == Int32.npyType
      ? try reader.array("indices").values
      : try reader.array("indices", as: Int.self).values.map {
        guard let index = Int32(exactly: $0) else {
          throw NPYError("\(path): column \($0) is out of range")
        }
        return index
      }
    try self.init(
      validating: shape[0], columns: shape[1], offsets: reader.integers("indptr"),
      indices: indices, values: reader.array("data", as: Float.self).values)
  }
}
