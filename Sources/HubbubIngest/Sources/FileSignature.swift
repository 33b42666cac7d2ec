/// Files that are told by their first bytes: archives, and what is not read, each with what to do instead.
enum FileSignature {
  /// What a file is whose first bytes are those of a known kind; nil if they say nothing.
  static func known(_ head: [UInt8]) -> Sniffed? {
    if head.starts(with: zip), let document = document(head) { return document }
    for signature in signatures where head.count >= signature.at + signature.bytes.count {
      if head[signature.at...].starts(with: signature.bytes) { return signature.is }
    }
    return nil
  }

  /// Text of a kind that is not read; nil for any other.
  static func unread(_ text: ArraySlice<UInt8>) -> Sniffed? {
    if text.starts(with: Array("{\\rtf".utf8)) {
      return .unusable(
        "office-document", "rich text (RTF) is not read; save it as HTML or plain mail")
    }
    let lines = text.prefix(1 << 14).split(maxSplits: 100) { $0 == 10 || $0 == 13 }.dropLast()
    let isSQL = lines.contains { line in
      let head = FormatSniffer.lower(line.prefix(16))
      return head.hasPrefix("create table ") || head.hasPrefix("insert into ")
    }
    return isSQL
      ? .unusable(
        "database",
        "a database's dump (SQL) is not read; load it and export the table of posts as CSV")
      : nil
  }

  private static let zip: [UInt8] = [0x50, 0x4B, 3, 4]

  private static let signatures: [(bytes: [UInt8], at: Int, is: Sniffed)] = [
    ([0x1F, 0x8B], 0, .archive), (Array("BZh".utf8), 0, .archive),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], 0, .archive), ([0x28, 0xB5, 0x2F, 0xFD], 0, .archive),
    (zip, 0, .archive), ([0x50, 0x4B, 5, 6], 0, .archive),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], 0, .archive), (Array("ustar".utf8), 257, .archive),
    ([0x89, 0x50, 0x4E, 0x47], 0, image), ([0xFF, 0xD8, 0xFF], 0, image),
    (Array("GIF8".utf8), 0, image), (Array("WEBP".utf8), 8, image), ([0, 0, 1, 0], 0, image),
    (Array("II*\0".utf8), 0, image), (Array("MM\0*".utf8), 0, image),
    (Array("%PDF".utf8), 0, .unusable("pdf", "PDF is not read; save the thread as HTML instead")),
    (Array("ID3".utf8), 0, media), (Array("OggS".utf8), 0, media), (Array("ftyp".utf8), 4, media),
    (Array("RIFF".utf8), 0, media), (Array("wOFF".utf8), 0, media), (Array("wOF2".utf8), 0, media),
    (Array("SQLite format 3".utf8), 0, .unusable("database", "export the table as CSV first")),
    (Array("Rar!".utf8), 0, .unusable("unsupported-archive", "RAR is not read; repack it as zip")),
    ([0x7F, 0x45, 0x4C, 0x46], 0, .unusable("not-text", "a program")),
    (Array("PAR1".utf8), 0, frame("Parquet")), (Array("ARROW1".utf8), 0, frame("Arrow or Feather")),
    (Array("Obj\u{1}".utf8), 0, frame("Avro")), (Array("ORC".utf8), 0, frame("ORC")),
    ([0x89, 0x48, 0x44, 0x46], 0, frame("HDF5")),
    ([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59], 0, frame("NumPy")),
    ([0x80, 3, 0x7D], 0, frame("pickle")), ([0x80, 4, 0x95], 0, frame("pickle")),
    ([0x80, 5, 0x95], 0, frame("pickle")),
    (
      [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], 0,
      .unusable(
        "office-document",
        "a file of an old Office or of Outlook is not read; save tables as CSV (UTF-8), texts as HTML "
          + "and mail as .eml or mbox")
    ),
    (
      Array("!BDN".utf8), 0,
      .unusable("office-document", "Outlook's store (PST) is not read; export it as mbox or .eml")
    ),
    (
      Array("bplist00".utf8), 0,
      .unusable(
        "unsupported-archive",
        "Safari's web archive is not read; save the page as its source, or as a single file (MHTML)"
      )
    ),
  ]
  private static let image = Sniffed.unusable(
    "image", "a picture holds no posts; save the page itself as HTML")
  private static let media = Sniffed.unusable("media", "sound, film or a font holds no posts")

  private static func frame(_ name: String) -> Sniffed {
    .unusable(
      "binary-table",
      "\(name) is not read; write the table as CSV or JSON Lines, with pandas or DuckDB say")
  }

  /// What a zip archive is that is one document of an office program or a reader, by its first entry.
  private static func document(_ head: [UInt8]) -> Sniffed? {
    guard head.count > 30 else { return nil }
    let length = Int(head[26]) | Int(head[27]) << 8
    let name = String(decoding: head[30...].prefix(length), as: UTF8.self)
    func holds(_ text: String) -> Bool { FormatSniffer.contains(head[...], text) }
    if name == "mimetype" {
      if holds("application/epub") {
        return .unusable("office-document", "a book (EPUB) holds no thread; save its pages as HTML")
      }
      guard holds("application/vnd.oasis.opendocument") || holds("application/vnd.sun.xml") else {
        return nil
      }
      return holds("spreadsheet") || holds("calc") ? sheet : text
    }
    guard
      ["[Content_Types].xml", "_rels/", "docProps/", "xl/", "word/", "ppt/"]
        .contains(where: name.hasPrefix)
    else { return nil }
    return holds("word/") || holds("ppt/") ? text : sheet
  }

  private static let sheet = Sniffed.unusable(
    "office-document", "a spreadsheet is not read; save the sheet with the posts as CSV (UTF-8)")
  private static let text = Sniffed.unusable(
    "office-document", "a document of an office program is not read; save it as HTML")
}
