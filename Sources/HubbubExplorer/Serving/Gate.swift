/// Who may ask, and how.
///
/// A page elsewhere on the web can make a browser send requests here under a name of its own (DNS
/// rebinding); its `Host` header gives it away. Nothing here is altered by a request.
struct Gate: Sendable {
  /// The port that is listened to.
  let port: Int

  /// Why a request is refused; nil if it may pass.
  func refusal(of request: ExplorerRequest) -> RequestError? {
    guard let host = request.host?.lowercased(), hosts.contains(host) else {
      return RequestError(
        status: 421,
        message:
          "This explorer answers only under http://127.0.0.1:\(port) and http://localhost:\(port).")
    }
    guard ["GET", "HEAD"].contains(request.method) else {
      return RequestError(status: 405, message: "This explorer is read-only: GET and HEAD alone.")
    }
    return nil
  }

  private var hosts: [String] {
    ["127.0.0.1", "localhost", "[::1]"].flatMap {
      port == 80 ? [$0, "\($0):80"] : ["\($0):\(port)"]
    }
  }
}
