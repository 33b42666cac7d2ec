import Foundation
import HubbubCorpus
import HubbubIngest
import HubbubModel
import HubbubSystem

/// Takes tags out and nothing else: enough where a test is not about HTML.
struct TagStripper: FragmentParser {
  func body(html: String) -> ParsedBody {
    var text = ""
    var inTag = false
    for scalar in html.unicodeScalars {
      switch scalar {
      case "<": inTag = true
      case ">" where inTag: inTag = false
      default: if !inTag { text.unicodeScalars.append(scalar) }
      }
    }
    return ParsedBody(text: text)
  }
}

/// One post a page, its body the page's text.
struct OnePostPages: DocumentParser {
  func parse(_ bytes: [UInt8], path: String) -> ParsedDocument {
    let body = TagStripper().body(html: String(decoding: bytes, as: UTF8.self))
    return ParsedDocument(threads: [
      ParsedThread(
        key: path,
        posts: [
          ParsedPost(
            localID: "1", body: body,
            source: SourceRange(path: path, start: 0, end: bytes.count))
        ])
    ])
  }
}

/// A folder that goes away with the test.
final class TemporaryFolder {
  let path: String

  init() {
    path =
      FileManager.default.temporaryDirectory.appending(path: "ingest-\(UUID().uuidString)").path
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    try write(Array(text.utf8), to: name)
  }

  @discardableResult
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    let file = "\(path)/\(name)"
    try AtomicFile.write(bytes, to: file)
    return file
  }
}

/// An ingest into a temporary folder, and what came of it.
struct Ingested {
  let result: IngestResult
  let posts: [Post]
  let bytes: [UInt8]
  let folder = TemporaryFolder()

  init(
    _ inputs: [String], options: IngestOptions = IngestOptions(), workers: Int = 2
  ) throws {
    let out = folder.path + "/corpus"
    result = try Ingest.run(
      inputs: inputs, options: options, pages: OnePostPages(), fragments: TagStripper(),
      into: out, workers: Workers(workers))
    if result.nothingUsable {
      posts = []
      bytes = []
    } else {
      posts = Array(try Corpus(folder: out, workers: .one))
      bytes = try Files.read(out + "/utterances.jsonl")
    }
  }

  /// A post by id.
  subscript(id: String) -> Post? { posts.first { $0.id.text == id } }
}

/// Where the shared corpora are unpacked, if they are.
enum RealData {
  static func folder(_ set: String) -> String? {
    let roots = [
      ProcessInfo.processInfo.environment["HUBBUB_CORPORA"],
      "\(Floors.testFolder)/../../../shared/corpora",
    ]
    return roots.compactMap { $0.map { "\($0)/\(set)" } }.first { Files.kind(of: $0) == .folder }
  }
}
