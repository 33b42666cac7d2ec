internal import HubbubSystem

/// What the renderings of a report have in common.
public struct Rendering: Sendable {
  /// Program and version as the foot of the page names them, such as `Hubbub 0.1.0`.
  public var program: String
  /// BCP 47 tag of the language that the report is written in.
  public var language: String
  /// The most quotations that a rendering shows; `report.json` holds them all.
  public var quotes: Int
  /// The most bytes of an HTML report; quotations are left out until it fits.
  ///
  /// A page of this size with 5,000 quotations is ready within a second.
  public var bytes: Int

  /// Creates settings; the defaults keep a report quick to open.
  public init(
    program: String = "Hubbub", language: String = "en", quotes: Int = 5000,
    bytes: Int = 5_000_000
  ) {
    self.program = program
    self.language = language
    self.quotes = quotes
    self.bytes = bytes
  }
}

extension Rendering {
  /// Digests of the words, templates and style that decide the bytes of a rendering, by name: what
  /// a cache key of the report needs besides `report.json` and the ledger.
  public static let ingredients: [String: String] = {
    var digests = [
      "words.tsv": Digest(of: PackageResources.words_tsv).description,
      "report.css": Digest(of: PackageResources.report_css).description,
      "report.js": Digest(of: PackageResources.report_js).description,
    ]
    for template in HTMLReport.templates {
      digests["\(template.name).mustache"] = Digest(of: template.text).description
    }
    return digests
  }()
}
