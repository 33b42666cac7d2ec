internal import HTTPTypes
internal import Hummingbird
internal import Logging

extension Explorer {
  /// Answers on 127.0.0.1 until the process is told to end.
  ///
  /// - Parameters:
  ///   - port: the port to listen on.
  ///   - whenReady: called once the port is open.
  /// - Throws: an error of the operating system if the port is taken.
  public func serve(port: Int, whenReady: @Sendable @escaping () -> Void) async throws {
    var logger = Logger(label: "explorer")
    logger.logLevel = .error
    let responder = CallbackResponder<BasicRequestContext> { request, _ in
      let reply = await self.reply(
        to: ExplorerRequest(
          request.method.rawValue, request.uri.string, host: request.head.authority))
      var headers = HTTPFields()
      for (name, value) in reply.headers {
        if let name = HTTPField.Name(name) { headers[name] = value }
      }
      return Response(
        status: .init(code: reply.status), headers: headers,
        body: ResponseBody(byteBuffer: ByteBuffer(bytes: reply.body)))
    }
    let application = Application(
      responder: responder,
      configuration: .init(address: .hostname("127.0.0.1", port: port), serverName: "hubbub"),
      onServerRunning: { _ in whenReady() }, logger: logger)
    try await application.run()
  }
}
