internal import HubbubIngest

/// A way in for bytes that nobody trusts, and what has to hold whatever they are.
public struct FuzzTarget: Sendable {
  /// What it is called; the folder of its inputs has the same name.
  public let name: String
  private let seeds: [String]
  private let promise: @Sendable ([UInt8]) throws -> Void

  init(
    _ name: String, seeds: [String] = [], _ promise: @escaping @Sendable ([UInt8]) throws -> Void
  ) {
    self.name = name
    self.seeds = seeds
    self.promise = promise
  }

  /// Whether a fixture of the readers' tests is something to start from.
  ///
  /// - Parameter path: its path below `Tests/HubbubIngestTests/Fixtures`.
  public func startsFrom(_ path: String) -> Bool { seeds.contains { path.hasSuffix($0) } }

  /// Feeds it some bytes, twice.
  ///
  /// - Throws: `BrokenPromise` naming what does not hold. A bug may also trap or never end.
  public func check(_ bytes: [UInt8]) throws { try promise(bytes) }

  /// Every way in: a reader for each format, files of any kind, and the texts within them.
  public static let all: [FuzzTarget] =
    InputFormat.allCases.map { format in
      FuzzTarget(format.rawValue, seeds: seeds[format] ?? []) {
        try ReaderPromises.check($0, as: format)
      }
    } + [
      FuzzTarget("file", seeds: [".zip", ".tar", ".gz", ".warc"], FilePromises.check),
      FuzzTarget("fragment", TextPromises.checkFragment),
      FuzzTarget("decode", seeds: ["seven-bit.html", "overlong.html"], TextPromises.checkDecoding),
      FuzzTarget("mojibake", TextPromises.checkRepair),
    ]

  private static let seeds: [InputFormat: [String]] = [
    .html: [".html"], .mhtml: [".html"], .jsonl: [".jsonl"], .csv: [".csv"], .mbox: [".mbox"],
    .json: ["deep.json"],
    .feed: ["atom.xml", "rss.xml", "items-in-items.xml"], .wordpress: ["wordpress.xml"],
    .disqus: ["disqus.xml"], .tracker: ["jira.xml", "bugzilla.xml"], .mediawiki: ["mediawiki.xml"],
    .warc: [".warc"],
    .stackexchange: ["outside-entity.xml", "open-block.xml"],
  ]
}

/// What should have held and does not.
public struct BrokenPromise: Error, CustomStringConvertible {
  /// What does not hold, and where.
  public let description: String
}

/// Throws the words if the condition does not hold.
func ensure(_ condition: Bool, _ words: @autoclosure () -> String) throws(BrokenPromise) {
  if !condition { throw BrokenPromise(description: words()) }
}
