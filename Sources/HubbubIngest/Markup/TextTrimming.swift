extension String {
  /// The text without white space, no-break spaces and zero-width marks at its ends.
  func trimmingNoBreakSpaces() -> String {
    // Most texts begin and end with visible ASCII.
    let visible: ClosedRange<UInt8> = 0x21...0x7E
    if let first = utf8.first, let last = utf8.last, visible.contains(first), visible.contains(last)
    {
      return self
    }
    let scalars = unicodeScalars
    let isBlank: (Unicode.Scalar) -> Bool = {
      $0.properties.isWhitespace || (0x200B...0x200F).contains($0.value) || $0.value == 0xFEFF
    }
    guard let first = scalars.first, let last = scalars.last else { return self }
    if !isBlank(first), !isBlank(last) { return self }
    guard let start = scalars.firstIndex(where: { !isBlank($0) }),
      let end = scalars.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(scalars[start...end])
  }
}
