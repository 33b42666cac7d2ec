internal import CLibArchive
internal import CLibXML2
internal import HubbubSystem
internal import HubbubText

/// The libraries that decide what an ingest reads, for cache keys and receipts.
public enum LibraryVersions {
  /// Versions by library: a new one of any may give other bytes.
  public static var all: [String: String] {
    [
      "icu": UnicodeVersion.icu,
      "libarchive": unsafe String(cString: archive_version_string()),
      "libxml2": unsafe String(cString: hubbub_libxml_version()),
      "simdjson": JSONLibrary.version,
      "unicode": UnicodeVersion.unicode,
    ]
  }
}
