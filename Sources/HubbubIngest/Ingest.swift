internal import HubbubModel
public import HubbubSystem

/// Reads every source of a run and writes the corpus.
public enum Ingest {
  /// Ingests files, folders, archives and standard input (`-`).
  ///
  /// The corpus in `folder` is equal, byte for byte, for any order of the inputs and any number
  /// of workers. If no post can be used nothing is written there: see
  /// `IngestResult.nothingUsable`.
  /// - Parameters:
  ///   - inputs: paths, or `-`.
  ///   - options: formats, columns and limits.
  ///   - pages: parses saved web pages.
  ///   - fragments: parses the HTML bodies of dumps.
  ///   - folder: where the corpus goes.
  ///   - excluding: a folder whose files are no input, such as the workspace around `folder`.
  ///   - meta: what `corpus.json` says of the corpus as a whole.
  ///   - workers: how many threads to use.
  ///   - progress: called now and then, on the calling thread.
  /// - Throws: `IngestError` for an input that does not exist or options that do not fit the data;
  ///   `FileError` if the output cannot be written. Bad data is quarantined, never thrown.
  public static func run(
    inputs: [String], options: IngestOptions = IngestOptions(), pages: any DocumentParser,
    fragments: any FragmentParser, into folder: String, excluding: String? = nil,
    meta: (IngestResult) -> JSON = { _ in [:] }, workers: Workers,
    progress: @escaping (IngestProgress) -> Void = { _ in }
  ) throws -> IngestResult {
    let spill = "\(folder)/.ingest"
    defer { removeFolder(spill) }
    let files = try SourceWalker.files(
      of: inputs, spool: "\(spill)/stdin", excluding: excluding ?? folder)
    let run = IngestRun(
      opener: DocumentOpener(
        options: options, pages: pages, bodies: TextBodies(fragments: fragments)),
      workers: workers,
      collector: PostCollector(spillFolder: spill, budget: options.memoryBudget / 2),
      progress: progress)
    try run.read(files)
    return try run.finish(into: folder, meta: meta)
  }

  /// The files behind inputs, by the paths that artifacts name them by, with their SHA-256.
  ///
  /// Standard input (`-`) is left out: what it holds is not known before it has been read. Files below
  /// a folder that cannot be read are left out too: an ingest sets them aside.
  /// - Parameter excluding: the folder where the results go, whose files are not input.
  /// - Throws: `IngestError` naming an input that does not exist; `FileError` for a file that
  ///   cannot be read.
  public static func sources(
    of inputs: [String], excluding: String, workers: Workers
  ) throws -> [(path: String, digest: String)] {
    let files = try SourceWalker.files(
      of: inputs.filter { $0 != "-" }, spool: "", excluding: excluding)
    return try workers.map(files.count) { index -> (path: String, digest: String)? in
      let file = files[index]
      guard file.problem == nil else { return nil }
      do throws(FileError) {
        return (file.path, try Digest(ofFile: file.location).description)
      } catch {
        if file.isInput { throw error }
        return nil
      }
    }.compactMap(\.self)
  }

  /// Path, size and time of change of the files behind inputs: equal as long as nobody touches them.
  ///
  /// - Throws: `IngestError` naming an input that does not exist.
  public static func marks(of inputs: [String], excluding: String) throws -> [String] {
    try SourceWalker.files(of: inputs.filter { $0 != "-" }, spool: "", excluding: excluding)
      .map { "\($0.path) \(Files.mark(of: $0.location))" }
  }

  static func removeFolder(_ folder: String) {
    for name in (try? Files.names(in: folder)) ?? [] { try? Files.remove("\(folder)/\(name)") }
    try? Files.remove(folder)
  }
}

/// One ingest while it runs: which document goes to which reader.
final class IngestRun {
  let opener: DocumentOpener
  let workers: Workers
  let collector: PostCollector
  let progress: (IngestProgress) -> Void
  var sets = DumpSets()
  var columnError: IngestError?
  private var bytesRead = 0
  private var bytesTotal = 0
  /// The least size of the chunks that dumps are cut into.
  let chunkSize: Int

  var options: IngestOptions { opener.options }
  var bodies: TextBodies { opener.bodies }

  init(
    opener: DocumentOpener, workers: Workers, collector: PostCollector,
    chunkSize: Int = RecordStream.chunkSize,
    progress: @escaping (IngestProgress) -> Void = { _ in }
  ) {
    self.opener = opener
    self.workers = workers
    self.collector = collector
    self.chunkSize = chunkSize
    self.progress = progress
  }

  /// Reads all files: pages on all workers, dumps one after another on all workers each.
  func read(_ files: [SourceFile]) throws {
    for batch in Workers.batches(of: 64, in: files.count) {
      let opened = workers.map(batch.count) { [opener] in
        opener.open(files[batch.lowerBound + $0])
      }
      for (offset, result) in opened.enumerated() {
        let file = files[batch.lowerBound + offset]
        bytesTotal += result.bytes
        collector.count { $0.seen += 1 }
        if let parsed = result.parsed {
          try add(parsed, path: file.path)
        } else if result.sniffed == .archive {
          // The archive is a container, its entries are the documents.
          collector.count { $0.seen -= 1 }
          try readArchive(file)
        } else {
          try readDump(
            Document(path: file.path, parentName: file.parentName, place: .file(file.location)),
            sniffed: result.sniffed)
        }
        bytesRead += result.bytes
        report()
      }
    }
    try readSets()
  }

  /// Builds the threads.
  func finish(into folder: String, meta: (IngestResult) -> JSON) throws -> IngestResult {
    let result = try collector.write(into: folder, workers: workers, meta: meta)
    // With other sources a table that cannot be read is one entry in the quarantine; alone it is
    // an option that the user has to give.
    if result.nothingUsable, let columnError { throw columnError }
    return result
  }

  private func report() {
    progress(IngestProgress(bytes: bytesRead, totalBytes: bytesTotal, posts: collector.seen))
  }

  func add(_ parsed: DocumentOpener.ParsedWhole, path: String) throws {
    collector.count(format: parsed.format)
    columnError = columnError ?? parsed.columnError
    if parsed.isUsed {
      collector.count { $0.used += 1 }
    } else {
      collector.count { $0.quarantined += 1 }
      if parsed.batch.quarantine.isEmpty {
        collector.setAside(
          SourceRange(path: path, start: 0, end: 0), "no-posts", "the document holds no posts")
      }
    }
    try collector.add(parsed.batch)
  }
}

/// Opens and parses documents; the part of an ingest that runs on any worker.
struct DocumentOpener: Sendable {
  let options: IngestOptions
  let pages: any DocumentParser
  let bodies: TextBodies

  /// What a worker made of a file: sniffed, a page parsed as well.
  struct Opened: Sendable {
    var bytes = 0
    var sniffed: Sniffed
    var parsed: ParsedWhole?
  }

  func open(_ file: SourceFile) -> Opened {
    let mapped: MappedFile
    do throws(SourceDamage) {
      mapped = try file.mapped()
    } catch {
      return Opened(sniffed: .unusable(error.reason, error.detail))
    }
    let head = mapped.bytes(0..<min(mapped.count, FormatSniffer.headSize))
    let sniffed = sniff(head, isWhole: head.count == mapped.count, name: file.path)
    var opened = Opened(bytes: mapped.count, sniffed: sniffed)
    let isShort = head.count == mapped.count
    if case .format(let format, _) = sniffed, Self.isWhole(sniffed, isShort: isShort) {
      if mapped.count > options.limits.documentBytes {
        opened.sniffed = .unusable("limit-document", format.tooLarge(mapped.count))
      } else {
        opened.parsed = parseWhole(
          mapped.bytes(0..<mapped.count), format: format, path: file.path)
      }
    }
    return opened
  }

  /// What a source is: as the user says, unless the bytes cannot be that.
  func sniff(_ head: [UInt8], isWhole: Bool, name: String) -> Sniffed {
    let found = FormatSniffer.sniff(head, isWhole: isWhole, name: name)
    guard let wanted = options.format else { return found }
    switch found {
    case .archive, .bystander: return found
    case .unusable(let reason, _) where reason != "unknown-format" && reason != ChatLog.reason:
      return found
    case .format(wanted, _): return found
    case .format(.convokit, _) where wanted == .jsonl: return .format(.jsonl)
    default:
      return .format(
        wanted, part: wanted == .json && JSONElements.areRecords(head) ? InputFormat.records : "")
    }
  }

  // MARK: - Whole documents

  /// A page or JSON document, parsed on a worker.
  struct ParsedWhole: Sendable {
    let format: InputFormat
    let batch: PostFinishing.Batch
    let isUsed: Bool
    let columnError: IngestError?
  }

  /// Whether a source is parsed in one piece: its format says so, or it is short.
  static func isWhole(_ sniffed: Sniffed, isShort: Bool) -> Bool {
    switch sniffed {
    case .format(.json, InputFormat.records), .format(.mbox, _): isShort
    case .format(.html, _), .format(.mhtml, _), .format(.json, _), .format(.discourseJSON, _),
      .format(.feed, _):
      true
    default: false
    }
  }

  /// Parses and finishes one document; safe on any worker.
  func parseWhole(_ bytes: [UInt8], format: InputFormat, path: String) -> ParsedWhole {
    if format != .html, format != .feed, let order = WideText.order(of: bytes) {
      let chunk = RecordChunk(
        bytes: WideText.utf8(bytes, order), offset: 0, firstRecord: 0, isLast: true, isWide: true)
      return finish(chunk.restored(read(chunk.bytes, format: format, path: path)), format)
    }
    return finish(read(bytes, format: format, path: path), format)
  }

  private func read(_ bytes: [UInt8], format: InputFormat, path: String) -> ReaderBatch {
    let batch: ReaderBatch
    switch format {
    case .html: batch = ReaderBatch(pages.parse(bytes, path: path))
    case .mhtml: batch = SavedPage(bytes, path: path).read(pages)
    case .feed: batch = FeedReader(bodies: bodies).read(bytes, path: path)
    case .mbox:
      let whole = RecordChunk(bytes: bytes, offset: 0, firstRecord: 0, isLast: true)
      batch = MboxReader(bodies: bodies).read(whole, path: path)
    default:
      batch = JSONDocumentReader(names: options.columns, bodies: bodies).read(bytes, path: path)
    }
    return batch
  }

  private func finish(_ batch: ReaderBatch, _ format: InputFormat) -> ParsedWhole {
    let isUsed =
      !batch.drafts.isEmpty || !batch.replies.isEmpty || batch.dropped.values.contains { $0 > 0 }
    return ParsedWhole(
      format: format, batch: PostFinishing.finish(batch), isUsed: isUsed,
      columnError: batch.columnError)
  }
}

extension ReaderBatch {
  /// A parsed page as drafts.
  init(_ document: ParsedDocument) {
    self.init(
      dropped: document.dropped, findings: document.findings, quarantine: document.quarantine,
      replies: document.replies)
    for thread in document.threads {
      for (order, post) in thread.posts.enumerated() {
        drafts.append(
          Draft(
            thread: thread.key, title: thread.title, threadURL: thread.url,
            position: .page(thread.page, order), post: post))
      }
    }
  }
}
