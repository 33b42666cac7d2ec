/// A page cut into its tags and texts, as a browser's tokenizer cuts it (HTML, 13.2.5), so far as a
/// report needs: doctype, comments, tags with quoted attributes, one raw style element.
struct PageReader {
  /// A piece of the page.
  enum Piece: Equatable {
    case open(String, [String: String])
    case close(String)
    case text(String)
  }

  let pieces: [Piece]

  init(_ bytes: [UInt8]) {
    var pieces: [Piece] = []
    var at = 0
    var raw: String?
    func isLetter(_ index: Int) -> Bool {
      index < bytes.count
        && ((0x41...0x5A).contains(bytes[index]) || (0x61...0x7A).contains(bytes[index]))
    }
    func string(_ range: Range<Int>) -> String {
      Self.decoded(String(decoding: bytes[range], as: UTF8.self))
    }
    while at < bytes.count {
      let isTag =
        bytes[at] == UInt8(ascii: "<")
        && (raw == nil
          ? isLetter(at + 1) || [0x21, 0x2F, 0x3F].contains(bytes[min(at + 1, bytes.count - 1)])
          : bytes[at...].starts(with: "</\(raw ?? "")>".utf8))
      guard isTag else {
        var end = at + 1
        while end < bytes.count, bytes[end] != UInt8(ascii: "<") { end += 1 }
        pieces.append(.text(raw == nil ? string(at..<end) : ""))
        at = end
        continue
      }
      if bytes[at + 1] == 0x21 || bytes[at + 1] == 0x3F {
        while at < bytes.count, bytes[at] != UInt8(ascii: ">") { at += 1 }
        at += 1
        pieces.append(.open("!", [:]))
        continue
      }
      let closing = bytes[at + 1] == 0x2F
      at += closing ? 2 : 1
      let start = at
      while at < bytes.count, !Self.ends(bytes[at]) { at += 1 }
      let name = String(decoding: bytes[start..<at], as: UTF8.self).lowercased()
      var attributes: [String: String] = [:]
      while at < bytes.count, bytes[at] != UInt8(ascii: ">") {
        while at < bytes.count, bytes[at] <= 0x20 || bytes[at] == 0x2F { at += 1 }
        let key = at
        while at < bytes.count, bytes[at] > 0x20, ![0x3D, 0x3E, 0x2F].contains(bytes[at]) {
          at += 1
        }
        guard at > key else { continue }
        let label = String(decoding: bytes[key..<at], as: UTF8.self).lowercased()
        guard at < bytes.count, bytes[at] == UInt8(ascii: "=") else {
          attributes[label] = ""
          continue
        }
        at += 1
        let quote = bytes[at]
        guard quote == 0x22 || quote == 0x27 else {
          attributes[label] = "UNQUOTED"
          while at < bytes.count, !Self.ends(bytes[at]) { at += 1 }
          continue
        }
        let value = at + 1
        at = value
        while at < bytes.count, bytes[at] != quote { at += 1 }
        attributes[label] = string(value..<at)
        at += 1
      }
      at += 1
      pieces.append(closing ? .close(name) : .open(name, attributes))
      raw = !closing && ["style", "script"].contains(name) ? name : nil
    }
    self.pieces = pieces
  }

  private static func ends(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == 0x3E || byte == 0x2F }

  static func decoded(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    return text.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&amp;", with: "&")
  }

  /// Tags with the names of their attributes, which no text may change; but for the bare `bdi` around
  /// what runs from right to left.
  var skeleton: [String] {
    pieces.compactMap { piece in
      switch piece {
      case .open("bdi", let attributes) where attributes.isEmpty: nil
      case .close("bdi"): nil
      case .open(let name, let attributes):
        "<\(name) \(attributes.keys.sorted().joined(separator: " "))>"
      case .close(let name): "</\(name)>"
      case .text: nil
      }
    }
  }

  static let void: Set<String> = ["!", "meta", "rect", "line", "circle", "input", "path"]

  /// The texts with the open elements around each, outermost first.
  var texts: [(text: String, inside: [(name: String, attributes: [String: String])])] {
    var stack: [(name: String, attributes: [String: String])] = []
    var found: [(text: String, inside: [(name: String, attributes: [String: String])])] = []
    for piece in pieces {
      switch piece {
      case .open(let name, let attributes):
        if !Self.void.contains(name) { stack.append((name, attributes)) }
      case .close(let name):
        if let index = stack.lastIndex(where: { $0.name == name }) {
          stack.removeSubrange(index...)
        }
      case .text(let text):
        if text.contains(where: { !$0.isWhitespace }) { found.append((text, stack)) }
      }
    }
    return found
  }
}
