/// The little that Hubbub needs to know about addresses.
enum PageAddress {
  /// The host of an address, in lower case, without `www.`; nil for a relative one.
  static func host(_ address: String) -> String? {
    guard let scheme = firstRange(of: "//", in: address) else { return nil }
    let rest = address[scheme.upperBound...]
    let end = rest.firstIndex { "/?#:".contains($0) } ?? rest.endIndex
    let host = rest[..<end].lowercased()
    guard !host.isEmpty else { return nil }
    return host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
  }

  /// An address seen from a page's own: absolute ones stay, relative ones are resolved.
  static func resolve(_ address: String, against base: String?) -> String {
    if address.hasPrefix("//") {
      return (base.map { $0.hasPrefix("http:") ? "http:" : "https:" } ?? "https:") + address
    }
    if let colon = address.firstIndex(of: ":"),
      address[..<colon].allSatisfy({ $0.isLetter }), !address[..<colon].isEmpty
    {
      return address
    }
    guard let base, let scheme = firstRange(of: "//", in: base) else { return address }
    let slash = base[scheme.upperBound...].firstIndex { "/?#".contains($0) } ?? base.endIndex
    let origin = String(base[..<slash])
    if address.hasPrefix("/") { return origin + address }
    let plain = base[..<(base.firstIndex { "?#".contains($0) } ?? base.endIndex)]
    if address.hasPrefix("#") {
      return String(base[..<(base.firstIndex(of: "#") ?? base.endIndex)]) + address
    }
    if address.hasPrefix("?") { return plain + address }
    var folders = plain[slash...].split(separator: "/", omittingEmptySubsequences: true)
    if !plain.hasSuffix("/"), !folders.isEmpty { folders.removeLast() }
    for part in address.split(separator: "/", omittingEmptySubsequences: false) {
      if part == ".." {
        if !folders.isEmpty { folders.removeLast() }
      } else if part != "." {
        folders.append(part)
      }
    }
    return origin + "/" + folders.joined(separator: "/")
  }

  /// An address without its visitor's session, which is another whenever a page is saved.
  static func withoutSession(_ address: String) -> String {
    guard let query = address.firstIndex(of: "?") else { return address }
    let end = address[query...].firstIndex(of: "#") ?? address.endIndex
    let parts = address[address.index(after: query)..<end].split(separator: "&")
    let kept = parts.filter { !isSession($0) }
    guard kept.count < parts.count else { return address }
    let rest = kept.isEmpty ? "" : "?" + kept.joined(separator: "&")
    return "\(address[..<query])\(rest)\(address[end...])"
  }

  private static func isSession(_ part: Substring) -> Bool {
    let pair = part.split(separator: "=", maxSplits: 1)
    guard pair.count == 2 else { return false }
    let name = pair[0].lowercased()
    if ["phpsessid", "jsessionid", "sessionid", "zenid"].contains(name) { return true }
    // Short names mean other things elsewhere; as long as a digest, they are sessions.
    return ["sid", "s"].contains(name) && pair[1].utf8.count >= 16
      && pair[1].allSatisfy(\.isHexDigit)
  }

  /// An address as a thread's key: without scheme, `www.`, session, fragment and page number.
  static func key(_ address: String) -> String {
    var rest = Substring(withoutSession(address))
    if let scheme = firstRange(of: "//", in: address) { rest = rest[scheme.upperBound...] }
    if let fragment = rest.firstIndex(of: "#") { rest = rest[..<fragment] }
    var path = String(rest)
    if path.hasPrefix("www.") { path = String(path.dropFirst(4)) }
    if let query = path.firstIndex(of: "?") {
      let kept = path[path.index(after: query)...].split(separator: "&").filter { part in
        let name = part.split(separator: "=").first.map(String.init) ?? ""
        return !["page", "p", "start", "sid", "st", "offset", "pp"].contains(name)
      }
      path = String(path[..<query]) + (kept.isEmpty ? "" : "?" + kept.joined(separator: "&"))
    }
    for marker in ["/page-", "/page/", "/page"] {
      if let found = firstRange(of: marker, in: path),
        path[found.upperBound...].allSatisfy({ $0.isNumber || $0 == "/" })
      {
        path = String(path[..<found.lowerBound])
      }
    }
    while path.hasSuffix("/") { path.removeLast() }
    return path
  }

  /// A value with `%40` and the like replaced by the bytes that they stand for.
  static func percentDecoded(_ value: String) -> String {
    let bytes = Array(value.utf8)
    var decoded: [UInt8] = []
    var at = 0
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "%"), at + 2 < bytes.count,
        let byte = UInt8(String(decoding: bytes[at + 1...at + 2], as: UTF8.self), radix: 16)
      {
        decoded.append(byte)
        at += 3
      } else {
        decoded.append(bytes[at])
        at += 1
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  private static func firstRange(of needle: String, in text: String) -> Range<String.Index>? {
    let bytes = Array(needle.utf8)
    var at = text.utf8.startIndex
    while at < text.utf8.endIndex {
      if text.utf8[at...].starts(with: bytes) {
        return at..<text.utf8.index(at, offsetBy: bytes.count)
      }
      at = text.utf8.index(after: at)
    }
    return nil
  }
}
