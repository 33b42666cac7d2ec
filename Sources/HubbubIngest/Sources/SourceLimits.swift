/// What a source may cost; a limit that is reached is recorded in the quarantine, never silent.
public struct SourceLimits: Sendable, Hashable {
  /// The bytes that all entries of one archive may unpack to.
  public var archiveBytes: Int
  /// How many bytes a compressed byte may unpack to, once `ratioFloor` bytes have come out.
  public var ratio: Int
  /// The unpacked bytes below which the ratio is not looked at.
  public var ratioFloor: Int
  /// The entries that an archive may have.
  public var entries: Int
  /// How deep archives may lie in archives; 1 allows none inside another.
  public var nesting: Int
  /// The bytes of one page or JSON document, which is held in memory whole.
  public var documentBytes: Int

  /// Creates limits.
  ///
  /// Text rarely packs better than 1 : 50 and gzip cannot pass 1 : 1,032, so a ratio of 400 over
  /// 64 MB lets real dumps through and stops bombs.
  public init(
    archiveBytes: Int = 1 << 40, ratio: Int = 400, ratioFloor: Int = 64 << 20,
    entries: Int = 5_000_000, nesting: Int = 3, documentBytes: Int = 64 << 20
  ) {
    self.archiveBytes = archiveBytes
    self.ratio = ratio
    self.ratioFloor = ratioFloor
    self.entries = entries
    self.nesting = nesting
    self.documentBytes = documentBytes
  }
}
