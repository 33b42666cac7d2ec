internal import GRDB
internal import HubbubExport
public import HubbubSystem

/// Read-only web pages over a finished workspace.
///
/// Every page is a view of one SQLite database, which the first start makes from the workspace's
/// artifacts (`.explore/hubbub.sqlite` in it) and later ones take as it is while the receipt stays;
/// of a workspace that may only be read it is made in a scratch folder each time.
/// Each view is also JSON and CSV (`format=json`, `format=csv`), and its address holds all that it
/// shows.
public struct Explorer: Sendable {
  private let store: Store
  private let isComparing: Bool
  private let gate: Gate

  /// Opens a workspace.
  ///
  /// - Parameters:
  ///   - folder: the workspace.
  ///   - compared: another workspace to see beside it.
  ///   - port: the port of 127.0.0.1 that it will answer on; other names are refused.
  ///   - limit: how long one query may take.
  /// - Throws: `FileError` if there is no corpus or the database cannot be written; the errors of
  ///   the readers of artifacts.
  public init(
    folder: String, compared: String? = nil, port: Int, workers: Workers,
    limit: Duration = .seconds(5)
  ) throws {
    store = try Store(folder: folder, compared: compared, workers: workers, limit: limit)
    isComparing = compared != nil
    gate = Gate(port: port)
  }

  /// Answers a request; never fails, whatever is asked.
  public func reply(to request: ExplorerRequest) async -> ExplorerReply {
    do {
      if let refusal = gate.refusal(of: request) { throw refusal }
      if request.path == "/explorer.css" {
        return ExplorerReply(type: "text/css; charset=utf-8", PageWriting.style)
      }
      guard let make = Self.views[request.path] else {
        throw RequestError.missing("There is no page \(request.path).")
      }
      let format = try PostFilter.choice(request, "format") ?? Format.html
      let view = try await store.read { try make(request, $0) }
      return reply(view, as: format, to: request)
    } catch let error as RequestError {
      return failure(error, of: request)
    } catch {
      return failure(
        RequestError(status: 500, message: "The database cannot be read: \(error)"), of: request)
    }
  }

  private enum Format: String, CaseIterable { case html, json, csv }

  /// What makes the view at each path.
  private static let views: [String: @Sendable (ExplorerRequest, Database) throws -> View] = [
    "/": { _, db in try OverviewView.make(in: db) },
    "/posts": { try PostsView.make(PostFilter($0), in: $1) },
    "/post": { try PostView.make(id: required("id", of: $0), in: $1) },
    "/threads": { request, db in
      try ThreadsView.make(
        order: PostFilter.choice(request, "sort") ?? .longest, page: PostFilter.page(request),
        in: db)
    },
    "/thread": {
      try ThreadView.make(id: required("id", of: $0), page: PostFilter.page($0), in: $1)
    },
    "/theme": { try ThemeView.make(id: required("id", of: $0), in: $1) },
    "/authors": { try AuthorsView.make(page: PostFilter.page($0), in: $1) },
    "/cross": { request, db in
      try CrossView.make(
        columns: PostFilter.choice(request, "columns") ?? .month,
        measure: PostFilter.choice(request, "measure") ?? .posts, filter: PostFilter(request),
        in: db)
    },
    "/compare": { _, db in try CompareView.make(in: db) },
  ]

  private static func required(_ name: String, of request: ExplorerRequest) throws -> String {
    guard let value = request.value(name) else {
      throw RequestError.bad("This page needs `\(name)`: \(request.path)?\(name)=…")
    }
    return value
  }

  private func reply(
    _ view: View, as format: Format, to request: ExplorerRequest
  ) -> ExplorerReply {
    switch format {
    case .json: return ExplorerReply(type: "application/json", DataWriting.json(view))
    case .csv: return ExplorerReply(type: "text/csv; charset=utf-8", DataWriting.csv(view))
    case .html:
      let page = PageWriting.shared.page(
        view,
        address: { format in
          let kept = request.parameters.filter { $0.name != "format" && !$0.value.isEmpty }
          return FormText.address(
            request.path, kept.map { ($0.name, $0.value) } + [("format", format)])
        }, isComparing: isComparing)
      return ExplorerReply(type: "text/html; charset=utf-8", page)
    }
  }

  private func failure(_ error: RequestError, of request: ExplorerRequest) -> ExplorerReply {
    var reply: ExplorerReply
    if request.value("format") == Format.json.rawValue {
      let message: JSON = ["error": .string(error.message)]
      reply = ExplorerReply(type: "application/json", message.utf8() + [10])
    } else {
      reply = ExplorerReply(
        type: "text/html; charset=utf-8",
        PageWriting.shared.page(
          View(title: error.message), address: { _ in "/" }, isComparing: isComparing))
    }
    reply.status = error.status
    if error.status == 405 { reply.headers.append(("Allow", "GET, HEAD")) }
    return reply
  }
}
