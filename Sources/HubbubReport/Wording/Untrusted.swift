/// Text from posts, made fit for showing: nothing here changes what is stored.
enum Untrusted {
  /// The text without what could act on a page or a terminal.
  ///
  /// Control characters other than tab and line feed become U+FFFD; line and paragraph separators
  /// become line feeds; bidirectional embeddings, overrides and isolates are closed where they were
  /// left open, and closers without an opener go, so that no text can turn its surroundings round.
  /// (Unicode Standard Annex #9, 3.1; "Trojan Source", Boucher and Anderson 2021.)
  ///
  /// - Complexity: O(n) in the text's length.
  static func shown(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 || $0 >= 0xE2 })
    else { return text }
    var result = String.UnicodeScalarView()
    var open: [UnicodeScalar] = []
    var previous: UnicodeScalar?
    for scalar in text.unicodeScalars {
      defer { previous = scalar }
      switch scalar.value {
      case 0x0D: result.append("\n")
      case 0x0A where previous == "\r": break
      case 0x09, 0x0A: result.append(scalar)
      case 0..<0x20, 0x7F..<0xA0: result.append("\u{FFFD}")
      case 0x2028, 0x2029: result.append("\n")
      case 0x202A, 0x202B, 0x202D, 0x202E:
        open.append("\u{202C}")
        result.append(scalar)
      case 0x2066, 0x2067, 0x2068:
        open.append("\u{2069}")
        result.append(scalar)
      case 0x202C, 0x2069:
        if open.last == scalar {
          open.removeLast()
          result.append(scalar)
        }
      default: result.append(scalar)
      }
    }
    result.append(contentsOf: open.reversed())
    return String(result)
  }

  /// The text on one line, white space folded: for names, labels and titles.
  static func line(_ text: String) -> String {
    shown(text).split(whereSeparator: { $0 == "\n" || $0 == "\t" || $0 == " " })
      .joined(separator: " ")
  }

  /// The address, if it is one that a report may link: absolute, http or https, no control
  /// characters, white space or characters that cannot stand in a URL.
  static func link(_ address: String?) -> String? {
    guard let address, address.utf8.count <= 2048 else { return nil }
    let lower = address.prefix(8).lowercased()
    guard lower.hasPrefix("https://") || lower.hasPrefix("http://") else { return nil }
    let forbidden = Array(" \"<>\\^`{|}".utf8)
    guard address.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && !forbidden.contains($0) }) else {
      return nil
    }
    // Invisible characters could show one host and go to another.
    let hidden = address.unicodeScalars.contains {
      (0x80..<0xA0).contains($0.value) || (0x200B...0x200F).contains($0.value)
        || (0x2028...0x202E).contains($0.value) || (0x2060...0x206F).contains($0.value)
        || $0.value == 0xFEFF
    }
    return hidden ? nil : address
  }
}
