internal import HubbubModel
package import HubbubSystem

/// A document that is held in memory, and what it is.
package struct HeldDocument: Sendable {
  let path: String
  let bytes: [UInt8]
  let format: InputFormat
  let part: String

  /// Creates a document.
  ///
  /// - Parameter part: for files of a set, which of them it is: `users`, `posts`, `conversations` ….
  package init(path: String, bytes: [UInt8], format: InputFormat, part: String = "") {
    self.path = path
    self.bytes = bytes
    self.format = format
    self.part = part
  }
}

extension Ingest {
  /// Ingests documents from memory, each as what the caller says it is, whatever its bytes look like:
  /// for tests that feed a reader what the recognition of formats would keep from it.
  ///
  /// - Parameter chunkSize: the least size of the chunks that dumps are cut into, in bytes.
  /// - Throws: as `run(inputs:…)`.
  package static func run(
    documents: [HeldDocument], options: IngestOptions = IngestOptions(),
    pages: any DocumentParser, fragments: any FragmentParser, into folder: String,
    workers: Workers, chunkSize: Int = RecordStream.chunkSize
  ) throws -> IngestResult {
    let spill = "\(folder)/.ingest"
    defer { removeFolder(spill) }
    let run = IngestRun(
      opener: DocumentOpener(
        options: options, pages: pages, bodies: TextBodies(fragments: fragments)),
      workers: workers,
      collector: PostCollector(spillFolder: spill, budget: options.memoryBudget / 2),
      chunkSize: chunkSize)
    for document in documents {
      run.collector.count { $0.seen += 1 }
      let sniffed = Sniffed.format(document.format, part: document.part)
      if DocumentOpener.isWhole(sniffed, isShort: false) {
        let parsed = run.opener.parseWhole(
          document.bytes, format: document.format, path: document.path)
        try run.add(parsed, path: document.path)
      } else {
        try run.readDump(
          Document(
            path: document.path, parentName: "held",
            place: .memory(document.bytes, pieceSize: chunkSize)),
          sniffed: sniffed)
      }
    }
    try run.readSets()
    return try run.finish(into: folder) { _ in [:] }
  }
}
