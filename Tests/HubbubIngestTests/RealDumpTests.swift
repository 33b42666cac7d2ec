import Foundation
import HubbubIngest
import Testing

@Suite struct RealDumpTests {
  @Test(
    .enabled(if: ProcessInfo.processInfo.environment["HUBBUB_TRY"] != nil),
    arguments: [
      "json/pushshift-sample", "json/convokit-subset", "xml/stackexchange/th3cracked",
      "mbox/perceval",
      "mbox/r-lists/r-devel", "json/hackernews-circumflex",
    ])
  func tryOut(set: String) throws {
    let folder = try #require(RealData.folder(set))
    let start = Date()
    let run = try Ingested([folder])
    print("== \(set): \(Date().timeIntervalSince(start)) s")
    print(run.result.conservation, run.result.threads, run.result.documents, run.result.formats)
    print(run.result.findings.sorted { $0.key < $1.key })
    for entry in run.result.quarantine.prefix(8) { print("  ", entry) }
    for post in run.posts.prefix(2) { print("  ", post) }
  }
}
