import Foundation
import HubbubCorpus
import HubbubModel
import HubbubSystem
import Testing

@testable import HubbubSummary

/// Names by case evidence, on discussions written for these tests.
@Suite struct NameIndexTests {
  static func index(_ posts: [(author: String, text: String)], threads: Int = 1) -> NameIndex {
    let corpus = Corpus(
      posts: posts.enumerated().map { number, post in
        Post(
          id: PostID("p\(number)"), thread: ThreadID("t\(number % threads)"), author: post.author,
          text: post.text)
      })
    return NameIndex.read(corpus, workers: Workers(2))
  }

  private static func names(_ index: NameIndex) -> [String] { index.groups.map { $0.spellings[0] } }

  @Test func `names of the fixtures reach the floors`() throws {
    struct Floors: Decodable {
      struct Names: Decodable { var precision, recall: Double }
      var names: Names
    }
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Floors.json")
    let floors = try JSONDecoder().decode(Floors.self, from: Data(contentsOf: file)).names
    var (found, right, wanted) = (0, 0, 0)
    var wrong: [String] = []
    for fixture in NameFixture.all {
      let names = Self.names(Self.index(fixture.posts))
      found += names.count
      wanted += fixture.names.count
      right += names.count(where: fixture.names.contains)
      wrong += names.filter { !fixture.names.contains($0) }
      wrong += fixture.names.subtracting(names).sorted().map { "missed " + $0 }
    }
    #expect(Double(right) >= floors.precision * Double(found), "\(wrong)")
    #expect(Double(right) >= floors.recall * Double(wanted), "\(wrong)")
  }

  @Test func `spellings, plurals and possessives are one name`() throws {
    let index = Self.index(NameFixture.energy.posts)
    let pi = try #require(index.groups.first { $0.spellings[0] == "Raspberry Pi" })
    #expect(Set(pi.spellings.dropFirst()) == ["RaspberryPi", "Raspberry-Pi"])
    #expect(pi.rows == [0, 1, 2, 3, 5])
    let arduino = try #require(index.groups.first { $0.spellings[0] == "Arduino" })
    #expect(arduino.rows == [0, 2, 3, 5, 9])
  }

  @Test func `a last name counts for the person, an abbreviation for what it stands for`() throws {
    let rent = Self.index(NameFixture.rent.posts)
    let person = try #require(rent.groups.first { $0.spellings[0] == "Maria Lund" })
    #expect(person.rows == [4, 5, 8])
    #expect(person.kind == .person)
    let league = Self.index(NameFixture.league.posts)
    let union = try #require(league.groups.first { $0.spellings.contains("UFL") })
    #expect(union.rows == [2, 3, 5, 7])
  }

  @Test func `well-known names of one and the same are one, under what most write`() {
    let posts: [(author: String, text: String)] = [
      ("wren", "We ship it to the US and to the UK, never to the US alone."),
      ("rook", "They live in the United States, or in the UK, or in the US."),
      ("crake", "The United States and the USA pay for it; so does the United Kingdom."),
      ("pipit", "It is the United Kingdom that pays, and nobody else."),
      ("osier", "We ported OpenGL to the GL of ours, and Open GL is OpenGL to us."),
      ("tansy", "Yes, OpenGL and Open GL; the GL is slow, OpenGL is not, in the US."),
      ("kestrel", "Our OpenGL runs on the GL, and with Open GL it runs in the UK."),
    ]
    let index = Self.index(posts)
    let rows = Dictionary(uniqueKeysWithValues: index.groups.map { ($0.spellings[0], $0.rows) })
    #expect(rows == ["US": [0, 1, 2, 5], "UK": [0, 1, 2, 3, 6], "OpenGL": [4, 5, 6]])
  }

  @Test(
    arguments: [
      ("beginnings of sentences", "Gravel is heavy. Gravel is grey. We like gravel."),
      ("days and months", "We met on Monday in June, and on Monday in July."),
      ("greetings", "Well hello Anna, thanks Anna, dear Anna, cheers Anna"),
      ("abbreviations of common nouns", "the CPU and the API of a GPU on the CPU"),
      ("units", "we use 5 V and 12 V, or 5 W and 12 W, or 3D and 2D"),
      ("code", "the `LineReader` is in LineReader.start() and LineReader::stop(LineReader)"),
      ("headings", "Notes On Power Supply Wiring\nwe wire it\nNotes On Power Supply Wiring"),
      ("shouts", "PLEASE STOP DOING THAT TO ME\nPLEASE STOP DOING THAT TO ME"),
      ("peoples", "the German box and the German plug of the French shop in French"),
    ])
  func `what has a capital for other reasons is no name`(_ why: String, _ text: String) {
    let posts = (0..<3).map { (author: "w\($0)", text: text) }
    #expect(Self.names(Self.index(posts)) == [], "\(why)")
  }

  @Test func `whoever writes in a thread is spoken to there, not of`() {
    let talk: [(author: String, text: String)] = [
      ("Wren", "I think that the mill is done for."),
      ("Rook", "As Wren said, and I think Wren is right, Aldous ran it badly."),
      ("Crake", "No, Wren is wrong, and so is Aldous about the mill."),
    ]
    #expect(Self.names(Self.index(talk)) == ["Aldous"])
  }

  @Test func `what a list names beside a name is one too, in a small discussion`() {
    let talk: [(author: String, text: String)] = [
      ("a", "We moved to Northcloud last year, and it was dear."),
      ("b", "I like Northcloud. The rest, Vantor, Northcloud, Gridly and Opal, is worse."),
      ("c", "Our cat is called Rufus, and nobody asked him about the cloud."),
    ]
    #expect(Self.names(Self.index(talk)) == ["Northcloud", "Gridly", "Opal", "Vantor"])
  }

  @Test func `the first of a list at the start of a sentence is not spoken to`() {
    let talk: [(author: String, text: String)] = [
      ("a", "Vantor, Gridly and Opal rent them out, with NorthWeave at the edges."),
      ("b", "I left Gridly for Opal, and Opal for Vantor."),
      ("c", "They act as if Gridly were the only one, and the ACT was a far better act."),
      ("d", "The ACT is a test, they say, and an act of faith."),
    ]
    #expect(
      Set(Self.names(Self.index(talk))).isSuperset(of: ["Vantor", "Gridly", "Opal", "NorthWeave"]))
    let test = Self.index(talk).groups.first { $0.spellings[0] == "ACT" }
    #expect(test.map { $0.rows == [2, 3] } ?? true)
  }

  @Test func `a first letter and the last word stand for a name`() {
    let posts = (0..<3).map {
      (author: "w\($0)", text: "We moved from a Raspberry Pi to a new RPi, and the RPi is fine.")
    }
    #expect(Self.names(Self.index(posts)) == ["Raspberry Pi"])
  }

  @Test func `the signs of languages keep them apart`() {
    let posts = (0..<4).map {
      (author: "w\($0)", text: "We moved from C++ to C# because C++ was slow and C# was not.")
    }
    #expect(Self.names(Self.index(posts)) == ["C#", "C++"])
  }

  @Test func `any number of workers and any order of reading finds the same`() {
    var posts: [Post] = []
    for round in 0..<60 {
      for (number, post) in NameFixture.rent.posts.enumerated() {
        posts.append(
          Post(
            id: PostID("r\(round)p\(number)"), thread: ThreadID("t\(round)"), author: post.author,
            text: post.text))
      }
    }
    let corpus = Corpus(posts: posts)
    let one = NameIndex.read(corpus, workers: Workers(1))
    let many = NameIndex.read(corpus, workers: Workers(7))
    #expect(one.groups.map(\.spellings) == many.groups.map(\.spellings))
    #expect(one.posts == many.posts)
    #expect(one.groups.map(\.kind) == many.groups.map(\.kind))
    #expect(!one.posts.isEmpty)
  }
}
