internal import HubbubText

/// A page as a server sent it: what came with it is written into it, so that it reads like a saved one.
enum ServedPage {
  /// The page's bytes, with its encoding settled and its address noted.
  ///
  /// - Parameter charset: the character encoding that HTTP declared.
  static func bytes(of body: [UInt8], charset: String?, address: String) -> [UInt8] {
    // What HTTP declares goes before what the page does (WHATWG HTML, 13.2.3.2); a mark at the
    // start says to the parser that this has been settled.
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    var text = body
    let declared = charset.flatMap { Encoding(label: $0) }
    if declared != nil, !text.starts(with: mark) {
      text = mark + Array(TextTools.decode(text[...], declared: charset).utf8)
    }
    let head = text[...]
    if !address.isEmpty, !FormatSniffer.contains(head, "canonical"),
      !FormatSniffer.contains(head, "og:url"),
      !address.utf8.contains(where: { $0 <= 0x20 || $0 == UInt8(ascii: ">") })
    {
      // A page that does not say where it is from says it as a browser's saved page does.
      let note = "<!-- saved from url=(0000)\(address) -->"
      let isMarked = text.starts(with: mark)
      text.insert(contentsOf: note.utf8, at: isMarked ? mark.count : 0)
    }
    return text
  }
}
