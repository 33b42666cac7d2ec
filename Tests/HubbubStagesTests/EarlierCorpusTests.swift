import Foundation
import HubbubKit
import Testing

@testable import HubbubStages

/// Corpora as of an earlier time, and forecasts from them.
@Suite struct EarlierCorpusTests {
  private static func post(
    _ id: String, _ parent: String?, _ time: Int64?, quoting: String? = nil
  ) -> Post {
    Post(
      id: PostID(id), thread: ThreadID("t"), parent: parent.map { PostID($0) }, time: time,
      text: "words",
      spans: [Span(quoting == nil ? .own : .quote, 0, 5, ref: quoting.map { PostID($0) })])
  }

  @Test func laterAndUndatedPostsAreLeftOutAndRepliesMoveUp() {
    var books = EarlierCorpus.Books()
    let kept = EarlierCorpus.cut(
      [
        Self.post("a", nil, 10), Self.post("b", "a", nil), Self.post("c", "b", 20, quoting: "b"),
        Self.post("d", "c", 21), Self.post("e", "a", 15, quoting: "a"),
      ], until: 20, &books)
    #expect(kept.map(\.id.text) == ["a", "c", "e"])
    #expect(kept.map { $0.parent?.text } == [nil, "a", "a"])
    #expect(kept.map { $0.spans[0].ref?.text } == [nil, nil, "a"])
    #expect((books.kept, books.later, books.undated) == (3, 1, 1))
  }

  @Test func aThreadWhoseFirstPostIsLeftOutIsOpenedByTheNext() {
    var books = EarlierCorpus.Books()
    let kept = EarlierCorpus.cut(
      [Self.post("a", nil, nil), Self.post("b", "a", 5), Self.post("c", "a", 6)], until: 9, &books)
    #expect(kept.map { $0.parent?.text } == [nil, "b"])
  }

  /// What is known as of a day is the same whether or not anything came later.
  @Test func aForecastAsOfADayDoesNotKnowWhatCameLater() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "as-of-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let topics = [
      ["harbour", "cranes", "ships", "load", "cargo", "quay"],
      ["gardens", "roses", "water", "soil", "beds", "seeds"],
    ]
    func posts(days: Int) -> [[Post]] {
      (0..<days).map { day in
        let thread = ThreadID("thread-\(String(1000 + day))")
        return (0..<4).map { n in
          let words = topics[(day + n) % 2]
          let mood = (day * 7 + n * 3) % 5 < 3 ? "I love this, it is great" : "I hate it, awful"
          return Post(
            id: PostID("\(thread.text)-\(n)"), thread: thread,
            parent: n == 0 ? nil : PostID("\(thread.text)-0"), author: "author \((day + n) % 9)",
            time: 1_577_836_800 + Int64(day) * 86_400 + Int64(n),
            text:
              "The \(words[day % 6]) and \(words[(day + n + 1) % 6]) of the \(words[n]): \(mood).")
        }
      }
    }
    func forecast(days: Int, name: String) throws -> [[UInt8]] {
      let whole = Workspace(folder: "\(folder)/\(name)")
      let writer = try CorpusWriter(folder: whole.path("corpus"))
      for thread in posts(days: days) { try writer.write(thread: thread) }
      try writer.commit()
      let earlier = Workspace(folder: "\(folder)/\(name)-as-of")
      let last = 1_577_836_800 + Int64(20 * 86_400) - 1
      let books = try EarlierCorpus.write(of: whole, until: last, to: earlier, workers: Workers(2))
      #expect(books.kept == 80)
      #expect(books.later == (days - 20) * 4)
      let stages = try #require(Stages.upTo("forecast", in: earlier))
      let pipeline = try Pipeline(
        name: "forecast", stages: stages, recordedIn: whole, settings: ["series.bucket=day"])
      _ = try Runner(pipeline: pipeline, workspace: earlier, inputs: [], versions: [:])
        .run(workers: Workers(2)) { _ in }
      return try Artifacts.forecast.map { try Files.read(earlier.path($0)) }
    }
    let then = try forecast(days: 20, name: "then")
    let later = try forecast(days: 40, name: "later")
    #expect(then == later)
    #expect(String(decoding: then[0], as: UTF8.self).contains("all,2020-01-20,1,"))
  }
}
