internal import HubbubModel
internal import HubbubSystem

extension IngestRun {
  /// Reads the entries of an archive in one pass; what belongs to a set is opened again later.
  func readArchive(_ file: SourceFile) throws {
    do {
      try readEntries(
        of: try ArchiveReader(path: file.location, limits: options.limits), path: file.path,
        location: file.location, depth: 1)
    } catch let damage as SourceDamage {
      setAsideArchive(file.path, damage)
    }
  }

  private func setAsideArchive(_ path: String, _ damage: SourceDamage) {
    collector.setAside(
      SourceRange(path: path, start: 0, end: 0), damage.reason,
      damage.detail + "; what came before was read")
  }

  /// A page from an archive that waits for its batch.
  private struct Page: Sendable {
    let path: String
    let format: InputFormat
    let bytes: [UInt8]
  }

  private func readEntries(
    of reader: ArchiveReader, path: String, location: String?, depth: Int
  ) throws {
    var pages: [Page] = []
    var held = 0
    var number = -1
    var files = 0
    func flush() throws {
      let batch = pages
      pages = []
      held = 0
      let parsed = workers.map(batch.count) { [opener] in
        opener.parseWhole(batch[$0].bytes, format: batch[$0].format, path: batch[$0].path)
      }
      for (page, result) in zip(batch, parsed) { try add(result, path: page.path) }
    }
    var damage: SourceDamage?
    while true {
      let entry: ArchiveReader.Entry
      do throws(SourceDamage) {
        guard let next = try reader.next() else { break }
        entry = next
      } catch {
        damage = error
        break
      }
      number += 1
      guard entry.isFile, !Self.isHidden(entry.name) else { continue }
      files += 1
      collector.count { $0.seen += 1 }
      let name = entry.name.isEmpty ? Self.unpackedName(path) : entry.name
      let inner = "\(path)!/\(name)"
      if entry.isEncrypted {
        collector.count { $0.quarantined += 1 }
        collector.setAside(
          SourceRange(path: inner, start: 0, end: 0), "encrypted",
          "the entry needs a password; unpack it first")
        continue
      }
      let stream = PeekedStream(reader)
      let head = stream.head(FormatSniffer.headSize)
      let isWhole = stream.isShorter(than: FormatSniffer.headSize)
      let sniffed = opener.sniff(head, isWhole: isWhole, name: name)
      do throws(SourceDamage) {
        switch sniffed {
        case .archive where depth < options.limits.nesting:
          let bytes = try stream.readAll(limit: options.limits.documentBytes * 8)
          collector.count { $0.seen -= 1 }
          do {
            try readEntries(
              of: try ArchiveReader(bytes: bytes, limits: options.limits), path: inner,
              location: nil, depth: depth + 1)
          } catch let damage as SourceDamage {
            throw damage
          } catch {
            throw SourceDamage(reason: "throw", detail: "", cause: error)
          }
        case .format(let format, _) where DocumentOpener.isWhole(sniffed, isShort: isWhole):
          let bytes = try stream.readAll(limit: options.limits.documentBytes)
          pages.append(Page(path: inner, format: format, bytes: bytes))
          held += bytes.count
        case .format(let format, _) where format != .stackexchange && format != .convokit:
          collector.count(format: format)
          do {
            try read(stream, format: format, path: inner)
          } catch {
            throw SourceDamage(reason: "throw", detail: "", cause: error)
          }
        default:
          let place: Document.Place
          if case .format = sniffed {
            if let location {
              place = .entry(archive: location, number: number)
            } else {
              place = .memory(try stream.readAll(limit: options.limits.documentBytes * 8))
            }
          } else {
            place = .memory([])
          }
          do {
            try readDump(
              Document(path: inner, parentName: name, place: place), sniffed: sniffed)
          } catch {
            throw SourceDamage(reason: "throw", detail: "", cause: error)
          }
        }
      } catch {
        if let cause = error.cause { throw cause }
        collector.count { $0.quarantined += 1 }
        collector.setAside(
          SourceRange(path: inner, start: 0, end: 0), error.reason, error.detail)
      }
      if held > 32 << 20 || pages.count >= 512 { try flush() }
    }
    try flush()
    if let damage { setAsideArchive(path, damage) }
    if files == 0 {
      // Nothing stands for the archive in the books, so it stands there itself.
      collector.count {
        $0.seen += 1
        $0.quarantined += 1
      }
      if damage == nil {
        collector.setAside(
          SourceRange(path: path, start: 0, end: 0), "no-entries",
          "the archive holds no files, or is damaged so that none can be seen; fetch it again")
      }
    }
  }

  /// Files that archivers and desktops leave behind.
  private static func isHidden(_ name: String) -> Bool {
    name.split(separator: "/").contains { $0.hasPrefix(".") || $0 == "__MACOSX" }
  }

  /// `posts.jsonl.gz` holds `posts.jsonl`.
  private static func unpackedName(_ path: String) -> String {
    let base = path.split(separator: "/").last.map(String.init) ?? path
    for ending in [".gz", ".bz2", ".xz", ".zst"] where base.hasSuffix(ending) {
      return String(base.dropLast(ending.count))
    }
    return base
  }
}
