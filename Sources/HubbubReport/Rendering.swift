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
