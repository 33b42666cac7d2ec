internal import HubbubCorpus
internal import HubbubIngest
internal import HubbubSystem

/// What every reader promises: books that balance, posts that are sound, the same bytes twice.
enum ReaderPromises {
  static let pages = PageParser(layouts: Layout.shelf)
  static let fragments = HTMLFragments()

  /// Parts of a set that the same bytes are read as, all at once.
  private static func parts(of format: InputFormat) -> [String] {
    switch format {
    case .stackexchange:
      ["users", "posts", "comments", "votes", "postlinks", "posthistory"]
    case .convokit: ["conversations", "utterances"]
    case .json: ["", "records"]
    default: [""]
    }
  }

  static func check(_ bytes: [UInt8], as format: InputFormat) throws {
    let documents = parts(of: format).map { part in
      HeldDocument(path: "in/\(part)", bytes: bytes, format: format, part: part)
    }
    func ingest(workers: Workers, chunkSize: Int) throws -> Outcome {
      try Outcome { folder in
        try Ingest.run(
          documents: documents, pages: pages, fragments: fragments, into: folder,
          workers: workers, chunkSize: chunkSize)
      }
    }
    let whole = try ingest(workers: .one, chunkSize: 1 << 20)
    // What a web archive holds are documents of their own.
    let isContainer = format == .warc
    try whole.check(
      documents: isContainer ? nil : documents.count,
      sourceBytes: isContainer ? nil : bytes.count)
    // Where a dump is cut for the workers must not show.
    try whole.expectEqual(try ingest(workers: Workers(2), chunkSize: 1 << 11))
  }
}

/// What files of any kind promise, archives and archives within them above all.
enum FilePromises {
  /// Small, so that bombs are over soon.
  private static let options = IngestOptions(
    limits: SourceLimits(
      archiveBytes: 4 << 20, ratio: 400, ratioFloor: 1 << 18, entries: 200, nesting: 3,
      documentBytes: 1 << 18))

  static func check(_ bytes: [UInt8]) throws {
    let source = Scratch()
    try AtomicFile.write(bytes, to: "\(source.path)/file")
    func ingest(_ workers: Workers) throws -> Outcome {
      try Outcome { folder in
        try Ingest.run(
          inputs: ["\(source.path)/file"], options: options, pages: ReaderPromises.pages,
          fragments: ReaderPromises.fragments, into: folder, workers: workers)
      }
    }
    let first = try ingest(.one)
    try first.check(documents: nil, sourceBytes: nil)
    try first.expectEqual(try ingest(Workers(2)))
  }
}
