internal import HubbubSystem

/// Cuts a stream into chunks of whole records and reads them on all workers.
enum RecordStream {
  /// The least size of a chunk: fixed, so that cuts do not depend on the number of workers.
  static let chunkSize = 1 << 18
  /// A record larger than this is taken as damage, not read into memory.
  static let recordLimit = 256 << 20

  /// Reads a stream to its end, or to where it breaks off.
  ///
  /// - Parameters:
  ///   - cut: how much of a buffer is whole records, and how many; see `DumpReader.cut`.
  ///   - body: what to do to each chunk, on the workers.
  ///   - sink: receives the results in the order of the source.
  /// - Returns: the damage that ended the stream early, and the bytes read.
  static func read<T: Sendable>(
    _ stream: any ByteStream, workers: Workers, chunkSize: Int = RecordStream.chunkSize,
    cut cutRecords: ([UInt8], Bool) -> (length: Int, records: Int),
    body: @escaping @Sendable (RecordChunk) -> T, sink: (T) throws -> Void
  ) throws -> (damage: SourceDamage?, bytes: Int) {
    var buffer: [UInt8] = []
    var offset = 0
    var record = 0
    let belt = Conveyor(workers, body)
    var damage: SourceDamage?
    var needed = chunkSize
    var ended = false

    while !ended {
      do throws(SourceDamage) {
        if let piece = try stream.read() {
          if buffer.isEmpty { buffer = piece } else { buffer.append(contentsOf: piece) }
        } else {
          ended = true
        }
      } catch {
        damage = error
        ended = true
      }
      if buffer.count > recordLimit && !ended {
        damage = SourceDamage(
          reason: "limit-record", detail: "a record has more than \(recordLimit) bytes")
        ended = true
        buffer.removeAll()
      }
      guard buffer.count >= needed || ended else { continue }
      let cut = cutRecords(buffer, ended)
      if cut.length > 0 {
        // The chunk keeps the buffer; what little is left over is copied.
        let rest = Array(buffer[cut.length...])
        buffer.removeLast(rest.count)
        let chunk = RecordChunk(
          bytes: buffer, offset: offset, firstRecord: record, isLast: ended,
          isWide: stream.isWide)
        offset += stream.isWide ? WideText.length(buffer.span) : cut.length
        buffer = rest
        belt.put(chunk)
        record += cut.records
        needed = chunkSize
      } else {
        needed = buffer.count * 2  // A record longer than a chunk: wait for the rest of it.
      }
      while belt.isFull, let result = belt.take() { try sink(result) }
    }
    while let result = belt.take() { try sink(result) }
    return (damage, offset)
  }
}
