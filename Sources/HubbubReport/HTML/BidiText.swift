/// Sentences of ours in which names or words run from right to left.
///
/// Without isolation two Arabic names in an English list would stand in each other's place, and what
/// begins with one would be set from right to left as a whole. (Unicode Standard Annex #9, 2.7; HTML
/// Standard, the `bdi` element.)
enum BidiText {
  /// The text escaped, what runs from right to left in a `bdi` of its own: names one by one, what
  /// stands between quotation marks as a whole.
  ///
  /// - Complexity: O(n) in the text's length.
  static func markup(_ text: String) -> Markup {
    guard text.unicodeScalars.contains(where: isRightToLeft) else {
      return Markup(html: HTMLText.escape(text))
    }
    var html = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "“"),
      let close = rest[open...].lastIndex(of: "”")
    {
      html += words(rest[..<open])
      let inner = rest[rest.index(after: open)..<close]
      html +=
        "“" + (inner.unicodeScalars.contains(where: isRightToLeft) ? isolate(inner) : escape(inner))
      rest = rest[close...]
      html += "”"
      rest.removeFirst()
    }
    return Markup(html: html + words(rest))
  }

  /// Rows of words from right to left, each in a `bdi`; a comma ends a row.
  private static func words(_ text: Substring) -> String {
    var html = ""
    var row = ""
    func flush() {
      guard !row.isEmpty else { return }
      let marks = row.suffix(while: { ",.;:!?)".contains($0) })
      html += isolate(row.dropLast(marks.count)) + escape(marks)
      row = ""
    }
    for (number, word) in text.split(separator: " ", omittingEmptySubsequences: false).enumerated()
    {
      if word.unicodeScalars.contains(where: isRightToLeft) {
        if row.isEmpty {
          if number > 0 { html += " " }
        } else {
          row += " "
        }
        row += word
        if let last = word.last, ",;:".contains(last) { flush() }
      } else {
        flush()
        if number > 0 { html += " " }
        html += escape(word)
      }
    }
    flush()
    return html
  }

  private static func isolate(_ text: Substring) -> String { "<bdi>\(escape(text))</bdi>" }

  private static func escape(_ text: Substring) -> String { HTMLText.escape(String(text)) }

  /// Whether a character is of a script that runs from right to left, by its block.
  private static func isRightToLeft(_ scalar: UnicodeScalar) -> Bool {
    switch scalar.value {
    case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
      true
    default: false
    }
  }
}

extension StringProtocol {
  /// The longest end of the text whose characters all pass.
  fileprivate func suffix(while passes: (Character) -> Bool) -> SubSequence {
    var start = endIndex
    while start > startIndex, passes(self[index(before: start)]) { start = index(before: start) }
    return self[start...]
  }
}
