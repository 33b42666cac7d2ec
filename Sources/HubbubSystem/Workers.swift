internal import Dispatch
internal import Synchronization

/// How many threads a computation may use; its results never depend on the number.
public struct Workers: Sendable {
  /// The number of threads, at least one.
  public let count: Int

  /// Creates a crew of that many threads; less than one means one.
  public init(_ count: Int) { self.count = max(1, count) }

  /// One thread: the reference that every other count must equal.
  public static let one = Workers(1)

  /// The results of `body` for 0..<n, in the order of their indices whatever the threads did.
  ///
  /// Give each call enough work (a batch of 256 posts, say): handing out one costs about 50 ns.
  /// - Throws: the error of the lowest index that failed.
  public func map<T: Sendable>(
    _ n: Int, _ body: @Sendable (Int) throws -> T
  ) throws -> [T] {
    if count == 1 || n < 2 { return try (0..<n).map(body) }
    let results = Mutex<[Result<T, any Error>?]>(Array(repeating: nil, count: n))
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: min(count, n)) { _ in
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < n else { return }
        let result = Result { try body(index) }
        results.withLock { $0[index] = result }
      }
    }
    return try results.withLock { filled in
      try filled.map { result in
        guard let result else { preconditionFailure("an index was never handed out") }
        return try result.get()
      }
    }
  }

  /// The results of a body that cannot fail, in the order of their indices.
  public func map<T: Sendable>(_ n: Int, _ body: @Sendable (Int) -> T) -> [T] {
    if count == 1 || n < 2 { return (0..<n).map(body) }
    let results = Mutex<[T?]>(Array(repeating: nil, count: n))
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: min(count, n)) { _ in
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < n else { return }
        let result = body(index)
        results.withLock { $0[index] = result }
      }
    }
    return results.withLock { filled in
      filled.map { result in
        guard let result else { preconditionFailure("an index was never handed out") }
        return result
      }
    }
  }

  /// What `map` gives, and what one more piece of work gives that is done beside it, begun first.
  ///
  /// For what would otherwise keep one thread busy while the others wait.
  public func map<T: Sendable, First: Sendable>(
    _ n: Int, beside first: @Sendable () -> First, _ body: @Sendable (Int) -> T
  ) -> (First, [T]) {
    let done = Mutex<First?>(nil)
    let rest = map(n + 1) { index -> T? in
      guard index == 0 else { return body(index - 1) }
      let result = first()
      done.withLock { $0 = result }
      return nil
    }
    guard let result = done.withLock({ $0 }) else {
      preconditionFailure("the first index was never handed out")
    }
    return (result, rest.compactMap { $0 })
  }

  /// What each thread that took part has gathered, after `body` was called for 0..<n.
  ///
  /// Which calls went to which accumulator is left to chance, so this is for what does not depend
  /// on it: sums and unions. They need no merging batch by batch, which one thread would do.
  public func gather<T: Sendable>(
    _ n: Int, into initial: @Sendable () -> T, _ body: @Sendable (inout T, Int) -> Void
  ) -> [T] {
    let next = Atomic<Int>(0)
    return map(min(count, n)) { _ in
      var gathered = initial()
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < n else { return gathered }
        body(&gathered, index)
      }
    }
  }

  /// The ranges that cut 0..<total into batches of at most `size`; the same for any thread count.
  public static func batches(of size: Int, in total: Int) -> [Range<Int>] {
    precondition(size > 0, "a batch holds at least one item")
    return stride(from: 0, to: total, by: size).map { $0..<min($0 + size, total) }
  }
}
