/// What the explorer answers.
public struct ExplorerReply: Sendable {
  /// The status code (RFC 9110).
  public var status: Int
  /// Header fields, the type of the content among them.
  public var headers: [(name: String, value: String)]
  /// The content.
  public var body: [UInt8]

  init(status: Int = 200, type: String, _ body: [UInt8]) {
    self.status = status
    self.body = body
    headers = [("Content-Type", type)] + Self.always
  }

  /// Nothing of a page may run, load from elsewhere, be framed or leak its address.
  private static let always = [
    (
      "Content-Security-Policy",
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"), ("Cache-Control", "no-store"),
  ]
}

/// Why a request gets no page.
struct RequestError: Error, Sendable {
  let status: Int
  let message: String

  static func bad(_ message: String) -> RequestError { RequestError(status: 400, message: message) }
  static func missing(_ message: String) -> RequestError {
    RequestError(status: 404, message: message)
  }
}
