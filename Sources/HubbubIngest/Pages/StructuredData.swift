internal import HubbubModel

extension PageMiner {
  /// Threads that the page states as JSON-LD.
  func structuredData() -> ParsedDocument? { nil }
  /// Threads found as repeated records.
  func repeatedRecords() -> ParsedDocument? { nil }
}
