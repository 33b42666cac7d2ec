import HubbubKit
import HubbubReport
import Testing

@testable import HubbubStages

/// The posts behind the numbers, of a workspace made from the sample.
@Suite struct PostsBehindTests {
  private let report: Report
  private let posts: ReportPosts

  init() throws {
    let finished = try FinishedWorkspace.shared.get()
    report = try ReportCoding.report(
      json: Files.read(finished.derivation.scratch.path(Artifacts.reportJSON)),
      ledger: Files.read(finished.derivation.scratch.path(Artifacts.ledger)))
    posts = try PostsCoding.posts(
      json: Files.read(finished.derivation.scratch.path(Artifacts.posts)))
  }

  @Test func eachNumberCountsThePostsThatItOpens() {
    #expect(posts.all == report.source.posts && posts.posts.count == posts.all)
    for (index, theme) in report.themes.enumerated() {
      let members = posts.posts.filter { $0.themes.contains(index) }
      #expect(members.count == theme.posts)
      #expect(members.count { $0.side == .positive } == theme.mood.positive)
      #expect(members.count { $0.side == .neutral } == theme.mood.neutral)
      #expect(members.count { $0.side == .negative } == theme.mood.negative)
      #expect(members.count { $0.side == nil } == theme.mood.unscored)
      for (bucket, count) in theme.trend.enumerated() {
        let inside = members.count { post in
          guard let time = post.time else { return false }
          return report.calendar.lastIndex { $0 <= time } == bucket
        }
        #expect(inside == count, "theme \(index), bucket \(bucket)")
      }
    }
    #expect(posts.posts.count { $0.weight == 0 } == report.residuePosts)
    #expect(posts.threads.reduce(0) { $0 + $1.posts } == report.source.posts)
    #expect(posts.allThreads == report.source.threads)
  }

  @Test func ofMorePostsThanFitEachThemeHasItsHeaviest() throws {
    let finished = try FinishedWorkspace.shared.get()
    let corpus = try Corpus(folder: finished.derivation.scratch.path("corpus"), workers: .one)
    let part = PostsBehind(
      corpus: corpus,
      terms: try TermIndex(folder: finished.derivation.scratch.path("terms"), corpus: corpus),
      model: try ThemeModel(folder: finished.derivation.scratch.path("themes"), corpus: corpus),
      sentiment: try PostsFile.read(
        finished.derivation.scratch.path(Artifacts.sentiment), corpus: corpus),
      shown: report.themes.map(\.theme.id)
    ).collect(limit: 15)
    #expect(part.posts == Array(posts.posts.prefix(15)))
    #expect(part.all == corpus.count)
    for index in report.themes.indices where report.themes[index].posts > 0 {
      #expect(part.posts.contains { $0.themes.first == index })
    }
  }

  @Test(arguments: [
    ("", "", true), ("  a \n b ", "a b", true),
    (
      String(repeating: "word ", count: 100),
      String(repeating: "word ", count: 55) + "word", false
    ),
    (String(repeating: "x", count: 900), String(repeating: "x", count: 70), false),
  ])
  func anExcerptEndsWithAWholeWord(text: String, excerpt: String, isWhole: Bool) {
    let found = PostsBehind.beginning(of: text)
    #expect(found.text == excerpt && found.isWhole == isWhole)
    #expect(found.text.utf8.count <= PostsBehind.excerpt)
  }
}
