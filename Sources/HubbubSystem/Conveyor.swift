internal import Dispatch
internal import Synchronization

/// Pieces of work that threads take up as they are put on, and whose results come off in order.
///
/// No thread waits for the others to be done, as at the end of a `map`: the next piece is on the belt
/// already, and who takes results off works too while the next one is not ready. So its caller counts as
/// one of the workers, and must be the only one to put on and take off.
public final class Conveyor<Item: Sendable, Result: Sendable> {
  private let line: Line
  /// What is on the belt, the oldest first.
  private var pieces: [Piece] = []
  private let capacity: Int

  /// An empty belt.
  ///
  /// - Parameter body: what is done to each piece, on any thread.
  public init(_ workers: Workers, _ body: @escaping @Sendable (Item) -> Result) {
    line = Line(helpers: workers.count - 1, body)
    // With one worker each piece is worked on when it comes, while its bytes are near.
    capacity = workers.count == 1 ? 1 : 8 * workers.count
  }

  deinit { line.clear() }

  /// Whether as much is on the belt as the threads need so as not to run dry; more only costs memory.
  public var isFull: Bool { pieces.count >= capacity }

  /// Puts a piece on the belt.
  public func put(_ item: Item) {
    let piece = Piece(item)
    pieces.append(piece)
    line.put(piece)
  }

  /// The result of the oldest piece; nil if the belt is empty.
  public func take() -> Result? {
    if pieces.isEmpty { return nil }
    let piece = pieces.removeFirst()
    while true {
      if let result = piece.takeResult() { return result }
      // The oldest that nobody works on may be this one.
      if !line.workOnOne() { piece.isDone.wait() }
    }
  }

  private final class Piece: Sendable {
    private let item: Mutex<Item?>
    private let result = Mutex<Result?>(nil)
    let isDone = DispatchSemaphore(value: 0)

    init(_ item: Item) { self.item = Mutex(item) }

    func work(_ body: (Item) -> Result) {
      let item = item.withLock { held in
        defer { held = nil }
        return held
      }
      guard let item else { return }
      let found = body(item)
      result.withLock { $0 = found }
      isDone.signal()
    }

    func takeResult() -> Result? {
      result.withLock { held in
        defer { held = nil }
        return held
      }
    }
  }

  /// The pieces that nobody works on yet, and how many threads help.
  private final class Line: Sendable {
    private struct State {
      var waiting: [Piece] = []
      var helpers = 0
    }
    private let state = Mutex(State())
    private let most: Int
    private let body: @Sendable (Item) -> Result

    init(helpers: Int, _ body: @escaping @Sendable (Item) -> Result) {
      most = helpers
      self.body = body
    }

    func clear() { state.withLock { $0.waiting = [] } }

    func put(_ piece: Piece) {
      let isShort = state.withLock { state in
        state.waiting.append(piece)
        guard state.helpers < most else { return false }
        state.helpers += 1
        return true
      }
      if isShort { DispatchQueue.global().async { self.help() } }
    }

    /// Works until nothing waits.
    private func help() {
      while true {
        let piece: Piece? = state.withLock { state in
          if state.waiting.isEmpty {
            state.helpers -= 1
            return nil
          }
          return state.waiting.removeFirst()
        }
        guard let piece else { return }
        piece.work(body)
      }
    }

    /// Works on the oldest piece that waits; false if none does.
    func workOnOne() -> Bool {
      let piece: Piece? = state.withLock { state in
        state.waiting.isEmpty ? nil : state.waiting.removeFirst()
      }
      piece?.work(body)
      return piece != nil
    }
  }
}
