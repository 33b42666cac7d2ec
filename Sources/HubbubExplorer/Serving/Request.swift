/// What a browser asks for, apart from how it came here.
public struct ExplorerRequest: Sendable {
  /// The method, such as `GET`.
  public var method: String
  /// The `Host` header; nil if there is none.
  public var host: String?
  /// The path, as it was sent.
  public var path: String
  /// The parameters after the question mark, decoded.
  public var parameters: [Parameter]

  /// A name and a value.
  public struct Parameter: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The value.
    public var value: String

    /// Creates a parameter.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Creates a request.
  ///
  /// - Parameter target: path and query, as in a request line.
  public init(_ method: String = "GET", _ target: String, host: String?) {
    self.method = method
    self.host = host
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    path = String(parts.first ?? "/")
    parameters = parts.count == 2 ? Self.parameters(of: parts[1]) : []
  }

  /// A parameter's value; nil if it is missing or empty, as the fields of a form are.
  func value(_ name: String) -> String? {
    parameters.last { $0.name == name }.flatMap { $0.value.isEmpty ? nil : $0.value }
  }

  /// `application/x-www-form-urlencoded` (WHATWG URL, section 5.1).
  private static func parameters(of query: Substring) -> [Parameter] {
    query.split(separator: "&").map { pair in
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return Parameter(
        FormText.decoded(halves.first ?? ""), halves.count == 2 ? FormText.decoded(halves[1]) : "")
    }
  }
}

/// Text in the query of an address.
enum FormText {
  static func decoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "+") {
        bytes.append(UInt8(ascii: " "))
      } else if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func encoded(_ text: String) -> String {
    let plain = Set(
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if plain.contains(byte) {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// An address within the explorer.
  static func address(_ path: String, _ parameters: [(String, String)]) -> String {
    guard !parameters.isEmpty else { return path }
    return path + "?" + parameters.map { "\($0)=\(encoded($1))" }.joined(separator: "&")
  }
}
