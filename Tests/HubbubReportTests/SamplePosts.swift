import HubbubModel
import HubbubReport

/// Posts behind `SampleReport`, made up by rule: as many for each theme as it says.
enum SamplePosts {
  static let posts = posts { kind, number in "\(kind) \(number)" }

  /// The posts with every text made by a function of its kind and number.
  static func posts(_ text: (String, Int) -> String) -> ReportPosts {
    let report = SampleReport.report
    var posts: [ReportPosts.Post] = []
    for (theme, entry) in report.themes.enumerated() {
      for number in 0..<min(entry.posts, 12) {
        let n = posts.count
        posts.append(
          ReportPosts.Post(
            id: PostID(text("post", n)), thread: n % 3,
            author: n % 5 == 4 ? nil : text("writer", n),
            time: n % 7 == 6 ? nil : 1_768_392_930 + Int64(n) * 600_000,
            side: [.positive, .neutral, .negative, nil][n % 4],
            themes: theme == 0 && number % 4 == 0 ? [0, 1] : [theme],
            weight: 1 - Double(number) / 20, text: text("These are the words of post", n),
            isWhole: n % 3 != 0, url: n % 2 == 0 ? "https://forum.example/p/\(n)" : nil,
            names: n % 4 == 0 ? [0] : n % 9 == 1 ? [0, 1] : []))
      }
    }
    posts.append(
      ReportPosts.Post(
        id: PostID(text("post", 999)), thread: nil, author: nil, time: nil, side: nil, themes: [],
        weight: 0, text: text("Nothing that fits", 0), isWhole: true, url: "javascript:alert(1)"))
    let threads = (0..<3).map { n in
      ReportPosts.Thread(
        id: ThreadID(text("thread", n)), title: n == 2 ? nil : text("A thread called", n),
        url: ["https://forum.example/t/0", "javascript:alert(1)", nil][n], posts: 90 - n,
        authors: 30 - n, first: 1_768_392_930, last: n == 1 ? nil : 1_788_134_400, positive: 40,
        neutral: n, negative: 20, theme: n == 2 ? nil : n)
    }
    return ReportPosts(
      all: report.source.posts, allThreads: 15, posts: posts, threads: threads,
      likeness: [[1, 0.4, 0.3, 0], [0.4, 1, 0.1, 0], [0.3, 0.1, 1, 0], [0, 0, 0, 1]])
  }
}
