internal import HubbubModel
internal import HubbubSystem

/// A document that is read as a stream, and where to open it again.
struct Document: Sendable {
  enum Place: Sendable {
    /// A file on disk.
    case file(String)
    /// An entry of an archive on disk: the archive's path, the entry's number.
    case entry(archive: String, number: Int)
    /// Bytes of an archive within an archive.
    case memory([UInt8], pieceSize: Int = .max)
  }

  /// Its path as artifacts name it.
  let path: String
  /// The name of the folder it lies in, for files at the top of an input.
  let parentName: String
  let place: Place

  /// The folder or archive it lies in, as a name for the set it belongs to.
  var folder: String {
    let parts = path.split(separator: "/")
    guard parts.count > 1 else { return parentName }
    var folder = parts.dropLast().joined(separator: "/")
    // An archive is named after the site: `beer.stackexchange.com.7z!`.
    if folder.hasSuffix("!") {
      folder.removeLast()
      for ending in [".7z", ".zip", ".tar.gz", ".tar.xz", ".tar.bz2", ".tar.zst", ".tgz", ".tar"]
      where folder.hasSuffix(ending) {
        folder.removeLast(ending.count)
        break
      }
    }
    return folder
  }

  /// A new stream over its bytes.
  func open(_ limits: SourceLimits) throws(SourceDamage) -> any ByteStream {
    switch place {
    case .file(let location): return try FileStream(path: location)
    case .memory(let bytes, let pieceSize): return MemoryStream(bytes, pieceSize: pieceSize)
    case .entry(let archive, let number):
      let reader = try ArchiveReader(path: archive, limits: limits)
      var at = -1
      while try reader.next() != nil {
        at += 1
        if at == number { return reader }
      }
      throw SourceDamage(reason: "unreadable", detail: "the entry is gone")
    }
  }
}

/// Files that only make sense together, gathered while sources are walked.
struct DumpSets {
  struct Site {
    var users: [Document] = []
    var posts: [Document] = []
    var comments: [Document] = []
    var facts: [StackExchangeFacts.Table: [Document]] = [:]
  }
  struct ConvoKit {
    var conversations: [Document] = []
    var utterances: [Document] = []
  }

  /// Stack Exchange sites by folder.
  var sites: [String: Site] = [:]
  /// ConvoKit corpora by folder.
  var corpora: [String: ConvoKit] = [:]
}

extension IngestRun {
  /// Reads a document that is no page: streams it, or keeps it for its set.
  func readDump(_ document: Document, sniffed: Sniffed) throws {
    let whole = SourceRange(path: document.path, start: 0, end: 0)
    switch sniffed {
    case .bystander:
      collector.count { $0.passedOver += 1 }
    case .unusable(let reason, let detail):
      collector.count { $0.quarantined += 1 }
      collector.setAside(whole, reason, detail)
    case .archive:
      collector.count { $0.quarantined += 1 }
      collector.setAside(
        whole, "limit-nesting", "archives lie more than \(options.limits.nesting) deep")
    case .format(.stackexchange, let part):
      collector.count(format: .stackexchange)
      switch part {
      case "users": sets.sites[document.folder, default: .init()].users.append(document)
      case "comments": sets.sites[document.folder, default: .init()].comments.append(document)
      default:
        if let table = StackExchangeFacts.Table(rawValue: part) {
          sets.sites[document.folder, default: .init()].facts[table, default: []].append(document)
        } else {
          sets.sites[document.folder, default: .init()].posts.append(document)
        }
      }
    case .format(.convokit, let part):
      collector.count(format: .convokit)
      if part == "conversations" {
        sets.corpora[document.folder, default: .init()].conversations.append(document)
      } else {
        sets.corpora[document.folder, default: .init()].utterances.append(document)
      }
    case .format(let format, _):
      collector.count(format: format)
      try stream(document, format: format)
    }
  }

  private func stream(_ document: Document, format: InputFormat) throws {
    let stream: any ByteStream
    do throws(SourceDamage) {
      stream = try document.open(options.limits)
    } catch {
      collector.count { $0.quarantined += 1 }
      return collector.setAside(
        SourceRange(path: document.path, start: 0, end: 0), error.reason, error.detail)
    }
    try read(PeekedStream(stream), format: format, path: document.path)
  }

  /// Reads a stream of records.
  func read(_ stream: PeekedStream, format: InputFormat, path: String) throws {
    if format == .warc { return try readWebArchive(stream, path: path) }
    let stream = WideText.reading(stream)
    let head = head(of: stream, format)
    let reader: any DumpReader
    do throws(IngestError) {
      switch format {
      case .csv:
        reader = try CSVReader(head: head, path: path, names: options.columns, bodies: bodies)
      case .jsonl:
        reader = try JSONLinesReader(
          head: head, path: path, names: options.columns, bodies: bodies)
      case .json:
        reader = try JSONArrayReader(
          head: head, path: path, names: options.columns, bodies: bodies)
      case .mbox: reader = MboxReader(bodies: bodies)
      case .convokit: reader = ConvoKitReader(conversations: [:], bodies: bodies)
      case .wordpress:
        reader = XMLDumpReader(dump: WordPressDump(head: head, bodies: bodies))
      case .disqus:
        reader = XMLDumpReader(
          dump: DisqusDump(namespaces: XMLNamespaces(head: head), bodies: bodies))
      case .tracker:
        reader = XMLDumpReader(
          dump: TrackerDump(namespaces: XMLNamespaces(head: head), bodies: bodies))
      case .mediawiki:
        reader = XMLDumpReader(
          dump: MediaWikiDump(namespaces: XMLNamespaces(head: head), bodies: bodies))
      case .html, .mhtml, .discourseJSON, .stackexchange, .feed, .warc:
        preconditionFailure("\(format) is not read as a stream of records")
      }
    } catch {
      collector.count { $0.quarantined += 1 }
      if error.code == .columns { columnError = columnError ?? error }
      return collector.setAside(
        SourceRange(path: path, start: 0, end: 0), error.reason, error.message)
    }
    for finding in reader.findings { collector.find(finding) }
    try read(stream, with: reader, path: path)
  }

  /// The first bytes of a stream of records; of JSON a whole record at least.
  private func head(of stream: PeekedStream, _ format: InputFormat) -> [UInt8] {
    var size = FormatSniffer.headSize
    var head = stream.head(size)
    func holdsRecord() -> Bool {
      switch format {
      case .jsonl: head.contains(10)
      case .json: JSONElements.cut(head, isLast: false).records > 0
      default: true
      }
    }
    while head.count == size, size < options.limits.documentBytes, !holdsRecord() {
      size *= 4
      head = stream.head(size)
    }
    return head
  }

  func read(_ stream: any ByteStream, with reader: any DumpReader, path: String) throws {
    let before = collector.seen
    let (damage, bytes) = try RecordStream.read(
      stream, workers: workers, chunkSize: chunkSize, cut: { reader.cut($0, isLast: $1) },
      body: { PostFinishing.finish($0.restored(reader.read($0, path: path))) },
      sink: { try collector.add($0) })
    close(path, damage: damage, bytes: bytes, gavePosts: collector.seen > before)
  }

  /// Keeps the books of a document that was read as a stream.
  private func close(_ path: String, damage: SourceDamage?, bytes: Int, gavePosts: Bool) {
    if let damage {
      collector.setAside(
        SourceRange(path: path, start: bytes, end: bytes), damage.reason,
        damage.detail + (gavePosts ? "; everything before that was read" : ""))
    } else if !gavePosts {
      collector.setAside(
        SourceRange(path: path, start: 0, end: bytes), "no-posts", "the document holds no posts")
    }
    collector.count { if gavePosts { $0.used += 1 } else { $0.quarantined += 1 } }
  }

  // MARK: - Sets

  /// Reads the sets that were gathered, sites and corpora in the order of their folders.
  func readSets() throws {
    for (folder, site) in sets.sites.sorted(by: {
      $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
    }) {
      try readSite(site, name: folder)
    }
    for (_, corpus) in sets.corpora.sorted(by: {
      $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
    }) {
      try readCorpus(corpus)
    }
    sets = DumpSets()
  }

  private func readSite(_ site: DumpSets.Site, name: String) throws {
    var users = UserNames()
    for document in site.users {
      let path = document.path
      try rows(
        of: document, body: { StackExchangeUsers.read($0, path: path) },
        sink: { for (id, name) in $0 { users.add(id, name) } })
    }
    users.seal()
    let facts = try readFacts(site)
    let reader = StackExchangeReader(site: name, users: users, facts: facts, bodies: bodies)
    var questions = IdentifierMap()
    for document in site.posts {
      let path = document.path
      try rows(
        of: document, holdsPosts: true,
        body: { chunk in
          let (batch, questions) = reader.posts(chunk, path: path)
          return (PostFinishing.finish(chunk.restored(batch)), questions)
        },
        sink: { batch, belonging in
          try collector.add(batch)
          for (post, question) in belonging { questions.add(post, question) }
        })
    }
    questions.seal()
    let known = questions
    for document in site.comments {
      let path = document.path
      try rows(
        of: document,
        body: {
          PostFinishing.finish($0.restored(reader.comments($0, path: path, questions: known)))
        },
        sink: { try collector.add($0) })
    }
  }

  /// Reads the tables beside a site's posts; the votes only where the posts have no scores.
  private func readFacts(_ site: DumpSets.Site) throws -> StackExchangeFacts {
    var facts = StackExchangeFacts()
    for table in StackExchangeFacts.Table.allCases {
      for document in site.facts[table] ?? [] {
        guard !site.posts.isEmpty, table != .votes || !site.posts.allSatisfy(tellsScores) else {
          collector.count { $0.passedOver += 1 }
          continue
        }
        let path = document.path
        try rows(
          of: document,
          body: { chunk in
            let (rows, quarantine) = StackExchangeFacts.read(chunk, path: path, table: table)
            return (rows, chunk.restored(quarantine))
          },
          sink: { rows, quarantine in
            facts.add(rows, of: table)
            for entry in quarantine {
              collector.setAside(entry.source, entry.reason, entry.detail)
            }
          })
      }
    }
    return facts
  }

  /// Whether the first rows of a site's posts carry scores.
  private func tellsScores(_ posts: Document) -> Bool {
    guard let stream = try? posts.open(options.limits) else { return false }
    let head = WideText.reading(stream).head(FormatSniffer.headSize)
    return FormatSniffer.contains(head[...], " Score=")
  }

  private func rows<T: Sendable>(
    of document: Document, holdsPosts: Bool = false, body: @escaping @Sendable (RecordChunk) -> T,
    sink: (T) throws -> Void
  ) throws {
    let stream: any ByteStream
    do throws(SourceDamage) {
      stream = try document.open(options.limits)
    } catch {
      collector.count { $0.quarantined += 1 }
      return collector.setAside(
        SourceRange(path: document.path, start: 0, end: 0), error.reason, error.detail)
    }
    var rows = 0
    let (damage, bytes) = try RecordStream.read(
      WideText.reading(stream), workers: workers, chunkSize: chunkSize,
      cut: { buffer, isLast in
        let cut = StackExchangeRows.cut(buffer, isLast: isLast)
        rows += cut.records
        return cut
      }, body: body, sink: sink)
    close(document.path, damage: damage, bytes: bytes, gavePosts: rows > 0 || !holdsPosts)
  }

  private func readCorpus(_ corpus: DumpSets.ConvoKit) throws {
    var conversations: [String: ConvoKitReader.Conversation] = [:]
    for document in corpus.conversations {
      do {
        let bytes = try PeekedStream(try document.open(options.limits))
          .readAll(limit: options.limits.documentBytes * 16)
        conversations.merge(try ConvoKitReader.conversations(bytes)) { first, _ in first }
        collector.count { $0.used += 1 }
      } catch {
        collector.count { $0.quarantined += 1 }
        collector.setAside(
          SourceRange(path: document.path, start: 0, end: 0), "malformed-record",
          "the conversations cannot be read, so threads have no titles: \(error)")
      }
    }
    let reader = ConvoKitReader(conversations: conversations, bodies: bodies)
    for document in corpus.utterances {
      let stream: any ByteStream
      do throws(SourceDamage) {
        stream = try document.open(options.limits)
      } catch {
        collector.count { $0.quarantined += 1 }
        collector.setAside(
          SourceRange(path: document.path, start: 0, end: 0), error.reason, error.detail)
        continue
      }
      try read(stream, with: reader, path: document.path)
    }
  }
}
