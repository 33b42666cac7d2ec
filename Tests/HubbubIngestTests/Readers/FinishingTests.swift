import HubbubModel
import Testing

@testable import HubbubIngest

/// What every post passes through on its way into the corpus, whichever reader made it.
@Suite struct FinishingTests {
  /// A draft, finished and read back.
  private static func finished(_ change: (inout Draft) -> Void) -> StoredPost? {
    var draft = Draft(
      thread: "t", position: .row(0),
      post: ParsedPost(
        localID: "1", body: ParsedBody(text: "Green tea"),
        source: SourceRange(path: "a", start: 0, end: 9)))
    change(&draft)
    let batch = PostFinishing.finish(ReaderBatch(drafts: [draft]))
    return batch.records.first.map { StoredPost(decoding: batch.bytes[$0.keyEnd..<$0.end]) }
  }

  /// Controls and marks of direction go; what else an address says stays as it is written.
  @Test(arguments: [
    ("https://t.example/1", "https://t.example/1"), ("htt\u{90}\u{152}\u{C5}", "htt\u{152}\u{C5}"),
    (" https://t.example/a\u{1B}[2J\n", "https://t.example/a[2J"),
    ("https://t.example/\u{202E}gpj", "https://t.example/gpj"),
    ("https://t.example/a  b", "https://t.example/a  b"),
    ("https://t.example/e\u{301}", "https://t.example/e\u{301}"), ("\u{85}\t", nil), ("", nil),
  ])
  func addressesArePrintable(written: String, kept: String?) throws {
    let stored = try #require(
      Self.finished {
        $0.threadURL = written
        $0.post.url = written
      })
    // As bytes: two spellings of a character are equal as texts.
    #expect(stored.threadURL.map { Array($0.utf8) } == kept.map { Array($0.utf8) })
    #expect(stored.post.url.map { Array($0.utf8) } == kept.map { Array($0.utf8) })
  }

  @Test func whoIsQuotedIsOneLineInAPlainBodyToo() throws {
    let stored = try #require(
      Self.finished {
        $0.post.spans = [
          ParsedSpan(.quote, 0, 5, attribution: "Ann\u{1B}\n Lee", quoted: "4\u{7F}"),
          ParsedSpan(.own, 5, 9),
        ]
      })
    #expect(stored.post.spans.map(\.attribution) == ["Ann Lee", nil])
    #expect(stored.post.spans.map(\.quoted) == ["4", nil])
  }

  /// A post's name is composed; so are those by which others call it.
  @Test func namesMeetHoweverTheyAreSpelled() throws {
    let stored = try #require(
      Self.finished {
        $0.post.localID = "caf\u{E9}"
        $0.links = ["cafe\u{301}", "\u{7F}"]
      })
    #expect(stored.links.map { Array($0.utf8) } == [Array("caf\u{E9}".utf8)])
    #expect(Array(stored.post.localID.utf8) == Array("caf\u{E9}".utf8))
  }
}
