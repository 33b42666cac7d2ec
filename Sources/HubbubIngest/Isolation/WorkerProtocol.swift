/// What parent and worker say to each other, frame by frame.
///
/// The parent opens with the user's own layouts, which the worker answers with the protocol's name;
/// after that every page sent is answered by one outcome, in order. Closing the socket ends the
/// worker. The shelf's layouts are in the worker's own program.
enum WorkerProtocol {
  /// The worker's greeting; a program that says anything else is not this program's worker.
  static let greeting = Array("hubbub-parser 3".utf8)

  /// A user's own layouts, as their files' names and texts.
  static func opening(_ layouts: [Layout]) -> [UInt8] {
    var out = PackedBytes()
    out.number(layouts.count)
    for layout in layouts {
      out.text(layout.file)
      out.text(layout.yaml)
    }
    return out.bytes
  }

  /// The parser that an opening asks for; it comes from the parent, whose bytes are trusted.
  static func parser(opening frame: [UInt8]) throws(LayoutError) -> PageParser {
    var input = PackedReader(frame[...])
    var layouts: [Layout] = []
    for _ in 0..<input.number() {
      let file = input.text()
      layouts.append(try Layout(yaml: input.text(), file: file))
    }
    return PageParser(layouts: Layout.shelf(with: layouts))
  }

  /// A page and its path.
  static func request(_ page: [UInt8], path: String) -> [UInt8] {
    var out = PackedBytes()
    out.text(path)
    return out.bytes + page
  }

  /// The outcome for a request.
  static func answer(_ request: [UInt8], with parser: PageParser) -> [UInt8] {
    var input = PackedReader(request[...])
    let path = input.text()
    return DocumentCoding.encode(parser.outcome(Array(input.rest), path: path))
  }
}
