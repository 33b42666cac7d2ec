import Foundation
import HubbubModel
import HubbubSentiment
import Testing

@testable import HubbubSummary

/// Where posts stand: cues, replies, and people's own labels.
@Suite("Stances")
struct StanceTests {
  /// A text, and the signs of its stance towards the subject and towards what it answers.
  struct Case: Sendable, CustomStringConvertible {
    var text: String
    var towards: Int
    var answer: Int
    var description: String { text }
    init(_ text: String, _ towards: Int, _ answer: Int = 0) {
      self.text = text
      self.towards = towards
      self.answer = answer
    }
  }

  static let cases: [Case] = [
    Case("I'm in favour of the new bridge.", 1), Case("I am not in favor of it.", -1),
    Case("We should keep the old ferry.", 1), Case("We should ban cars from the quay.", -1),
    Case("Cars should be banned from the quay.", -1), Case("It should not be banned.", 1),
    Case("A toll is a bad idea.", -1), Case("A toll is not a bad idea.", 1),
    Case("The toll is not a good idea.", -1),
    Case("That's a bad idea.", 0, -1), Case("It's not a bad idea.", 0, 1),
    Case("I strongly oppose the toll.", -1), Case("That won't work.", -1),
    Case("We're better off with the ferry.", 1), Case("We're better off without the ferry.", -1),
    Case("Should cars be banned from the quay?", 0), Case("The ferry leaves at nine.", 0),
    Case("What should I do?", 0), Case("I agree with every word.", 0, 1),
    Case("Exactly.", 0, 1), Case("I don't agree.", 0, -1), Case("I disagree.", 0, -1),
    Case("No, that's wrong.", 0, -1), Case("On the contrary, it got cheaper.", 0, -1),
    Case("This is not the case.", 0, -1), Case("That's not true.", 0, -1),
    Case("You're absolutely right.", 0, 1), Case("I couldn't agree more.", 0, 1),
    Case("Exactly how many berths are there?", 0),
    Case("The toll is a sad joke.", -1), Case("The toll is not a joke.", 1),
    Case("Nobody asked for a toll.", -1), Case("A toll bridge is a dead end.", -1),
    Case("I love the old ferry.", 1), Case("I don't trust the new company.", -1),
    Case("The ferry worked well all winter.", 1), Case("It was wonderful work.", 1),
    Case("A toll is hopeless for a town like ours.", -1),
    Case("That is a lazy comparison.", 0, -1), Case("Not a chance.", 0, -1),
    Case("It is a toll with a fine view.", 0),
  ]

  private static func read(_ text: String) -> StanceReading {
    StanceReader.english.read([Words.of(text)], isReply: true)
  }

  private static func sign(_ value: Double?) -> Int { value.map { $0 > 0 ? 1 : -1 } ?? 0 }

  @Test(arguments: cases) func `cues are read with their sign`(_ item: Case) {
    let reading = Self.read(item.text)
    #expect(Self.sign(reading.towards) == item.towards, "\(reading.cues)")
    #expect(Self.sign(reading.answer) == item.answer, "\(reading.cues)")
    #expect((item.towards == 0 && item.answer == 0) == reading.cues.isEmpty)
  }

  @Test func `agreement counts in replies only, and at their start`() {
    let words = Words.of("I agree.")
    #expect(StanceReader.english.read([words], isReply: false).answer == nil)
    let filler = Words.of("The ferry leaves at nine.")
    let many = Array(repeating: filler, count: 12)
    #expect(StanceReader.english.read(many + [words], isReply: true).answer == nil)
  }

  @Test func `a reply stands where what it answers stands, or across from it`() throws {
    let against = Self.read("I strongly oppose the toll.")
    let agree = Self.read("I agree.")
    let disagree = Self.read("I disagree.")
    // Children come before their parents as well: the order of posts decides nothing.
    let stances = Stances(
      readings: [agree, against, disagree, agree, nil, Self.read("It rained.")],
      targets: [1, nil, 1, 2, nil, 1], valences: [0, 0, 0, 0, 0, 0.5])
    #expect(stances.values.map(Self.sign) == [-1, -1, 1, 1, 0, 0])
    #expect(stances.values[5] == nil)
    #expect(stances.isPlain == [true, true, true, true, false, false])
    let tension = try #require(stances.tension(among: Array(0..<6), key: "k"))
    #expect(tension.edges == 3)
    #expect(abs(tension.share - 1.0 / 3) < 1e-12)
  }

  @Test func `circles of replies end`() {
    let agree = Self.read("I agree.")
    let stances = Stances(
      readings: [agree, agree], targets: [1, 0], valences: [nil, nil])
    #expect(stances.values == [nil, nil])
  }

  @Test func `a mood without a judgement takes no side`() {
    let stances = Stances(
      readings: [Self.read("What a lovely morning."), Self.read("I think it went well.")],
      targets: [nil, nil], valences: [0.8, 0.5])
    #expect(stances.values == [nil, 0.2])
    #expect(stances.isPlain == [false, false])
  }
}
