public import HubbubSystem

/// What an ingest would make of one file, for `hubbub probe`.
public enum SourceProbe: Sendable {
  /// A saved page, parsed.
  case page(PageProbe)
  /// A dump of a format, recognised and not read.
  case dump(path: String, format: InputFormat)
  /// A file of a dump that holds no posts, such as `Badges.xml`.
  case bystander(path: String)
  /// An archive or a compressed file, recognised and not unpacked.
  case archive(path: String)
  /// Nothing that can be used, and why.
  case unusable(path: String, reason: String, detail: String)

  /// The file's path as artifacts name it.
  public var path: String {
    switch self {
    case .page(let page): page.path
    case .dump(let path, _), .bystander(let path), .archive(let path), .unusable(let path, _, _):
      path
    }
  }

  /// Looks at every file behind some inputs, pages on all workers, in the order of their paths.
  ///
  /// - Throws: `IngestError` naming an input that does not exist.
  /// - Complexity: O(n) in the bytes of pages; of other files only the first are read.
  public static func probe(
    inputs: [String], pages: IsolatedParser, workers: Workers
  ) throws -> [SourceProbe] {
    let files = try SourceWalker.files(of: inputs.filter { $0 != "-" }, spool: "", excluding: "")
    return try workers.map(files.count) { try probe(files[$0], pages) }
  }

  private static func probe(_ file: SourceFile, _ pages: IsolatedParser) throws -> SourceProbe {
    let mapped: MappedFile
    do throws(SourceDamage) {
      mapped = try file.mapped()
    } catch {
      return .unusable(path: file.path, reason: error.reason, detail: error.detail)
    }
    let head = mapped.bytes(0..<min(mapped.count, FormatSniffer.headSize))
    let sniffed = FormatSniffer.sniff(head, isWhole: head.count == mapped.count, name: file.path)
    switch sniffed {
    case .format(.html, _):
      guard mapped.count <= SourceLimits().documentBytes else {
        return .unusable(
          path: file.path, reason: "limit-document",
          detail: InputFormat.html.tooLarge(mapped.count))
      }
      return .page(pages.probe(mapped.bytes(0..<mapped.count), path: file.path))
    case .format(let format, _): return .dump(path: file.path, format: format)
    case .archive: return .archive(path: file.path)
    case .bystander: return .bystander(path: file.path)
    case .unusable(let reason, let detail):
      return .unusable(path: file.path, reason: reason, detail: detail)
    }
  }
}
