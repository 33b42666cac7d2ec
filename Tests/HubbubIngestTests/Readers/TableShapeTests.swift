import HubbubModel
import Testing

@testable import HubbubIngest

/// Tables as spreadsheets, databases, interfaces and data sets have them.
@Suite struct TableShapeTests {
  @Test func columnsMayBeCalledAfterAKindOfPost() throws {
    let folder = TemporaryFolder()
    let run = try Ingested([
      try folder.write(
        """
        post_id,comment_id,comment_parent_id,comment_author,comment_message,comment_likes
        p1,c1,,ann,The kettle boils fast.,3
        p1,c2,c1,bo,The kettle leaks.,
        """, to: "x.csv")
    ])
    #expect(run.posts.map(\.id.text) == ["c1", "c2"])
    #expect(run.posts.map(\.thread.text) == ["p1", "p1"])
    #expect(run.posts.map { $0.parent?.text } == [nil, "c1"])
    #expect(run.posts.map(\.author) == ["ann", "bo"])
    #expect(run.posts.map(\.score) == [3, nil])
  }

  @Test func storiesHaveTitlesAlone() throws {
    let folder = TemporaryFolder()
    let rows = "id,title,num_points,author,created_at\n1,A kettle that boils,5,ann,9/26/2016 3:26\n"
    let run = try Ingested([try folder.write(rows, to: "x.csv")])
    #expect(run.posts.map(\.text) == ["A kettle that boils"])
    #expect(run.posts.map(\.time) == [1_474_860_360])
    // Titles of which nobody says who wrote them, or when, are a list of something else.
    let list = try folder.write("id,title\n1,A kettle that boils\n2,A lamp\n", to: "y.csv")
    #expect(throws: IngestError.self) { try Ingested([list]) }
  }

  @Test func redditsParentsAreFoundWithoutTheirKind() throws {
    let folder = TemporaryFolder()
    let run = try Ingested([
      try folder.write(
        """
        id,link_id,parent_id,author,body
        k1,t3_abc,t3_abc,ann,The kettle boils fast.
        k2,t3_abc,t1_k1,bo,The kettle leaks.
        """, to: "x.csv")
    ])
    #expect(run.posts.map { $0.parent?.text } == [nil, "k1"])
    #expect(run.posts.allSatisfy { !$0.findings.contains("orphan") })
  }

  @Test func datesInFiguresFollowTheOrderOfOthers() throws {
    let folder = TemporaryFolder()
    func times(_ dates: [String]) throws -> [Int64?] {
      let rows = dates.enumerated().map { "\($0),\($1),Text \($0)" }.joined(separator: "\n")
      return try Ingested([try folder.write("id,date,text\n\(rows)\n", to: "x.csv")]).posts.map(
        \.time)
    }
    #expect(try times(["3/1/2023", "1/31/2023"]) == [1_677_628_800, 1_675_123_200])
    #expect(try times(["3/1/2023", "31/1/2023"]) == [1_672_704_000, 1_675_123_200])
    // Both orders, or none.
    #expect(try times(["3/1/2023", "31/1/2023", "1/31/2023"]).first == .some(nil))
    #expect(try times(["3/1/2023", "4/2/2023"]) == [nil, nil])
  }

  @Test func daysOfSpreadsheetsAndMonthsByName() {
    #expect(Timestamps.serial("45245.5") == 1_700_049_600)
    #expect(Timestamps.serial("25569") == 0)
    #expect(Timestamps.serial("12345") == nil && Timestamps.serial("145245") == nil)
    #expect(Timestamps.parse("14/Nov/23 10:30 AM") == 1_699_957_800)
    #expect(Timestamps.parse("14-Nov-2023 10:30") == 1_699_957_800)
    #expect(Timestamps.parse("14/Nov-23") == nil)
  }

  @Test func quotationMarksThatCloseNoFieldAreTheTexts() throws {
    let folder = TemporaryFolder()
    let rows = [
      "1\t\"Fine, he said\tann", "2\t\"Quick\" is what it is\tbo", "3\tPlain\tcy",
    ]
    let run = try Ingested([
      try folder.write("id\ttext\tauthor\n" + rows.joined(separator: "\n") + "\n", to: "x.tsv")
    ])
    #expect(run.posts.map(\.text) == ["\"Fine, he said", "\"Quick\" is what it is", "Plain"])
    #expect(run.posts.map(\.author) == ["ann", "bo", "cy"])
    let quoted = try Ingested([
      try folder.write(
        "id\ttext\n1\t\"Two lines,\none \"\"word\"\" here\"\n2\t\"\"\"Yes\"\"\"\n", to: "y.tsv")
    ])
    #expect(quoted.posts.map(\.body) == ["Two lines,\none \"word\" here", "\"Yes\""])
  }

  @Test func postsOfOneIDByDifferentPeopleAreNoCopies() throws {
    let folder = TemporaryFolder()
    // Past what is looked at to tell what the columns hold.
    let filler = (0..<2000).map { "f\($0),ann,Some words that fill the table number \($0)" }
      .joined(separator: "\n")
    let run = try Ingested([
      try folder.write(
        "id,author,text\n\(filler)\nB1,ann,It boils.\nB1,bo,It leaks.\nB1,bo,It leaks.\nB1,ann,It boils now.\n",
        to: "x.csv")
    ])
    let found = run.posts.filter { $0.id.text.hasPrefix("B1") }
    #expect(found.map { "\($0.id.text) \($0.text)" } == ["B1 It boils.", "B1~~2 It leaks."])
    #expect(found.last?.findings.contains("id-disambiguated") == true)
    #expect(run.result.conservation.dropped["duplicate"] == 2)
  }
}
