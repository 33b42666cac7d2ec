import HubbubModel
import Testing

@testable import HubbubSummary

/// A sentence, and why it cannot be quoted (nil: it can).
struct FilterCase: Sendable, CustomStringConvertible {
  var sentence: String
  var reason: QuoteFilter.Reason?
  var description: String { sentence }

  static let all: [FilterCase] = [
    ("The ferry company owns every berth that a rival could use.", nil),
    ("Nobody rebuilt the mill, and the village paid for that twice.", nil),
    ("“Good enough” is a feature that no brochure has ever dared to print.", nil),
    ("I rented a boat twice this spring and nobody asked for a deposit.", nil),
    ("A bakery is a promise that somebody gets up before you do.", nil),
    ("Two of the five wells ran dry before the council met.", nil),
    ("3 of the 5 wells ran dry before the council met.", nil),
    ("Let the harbour decide for itself what it wants to be!", nil),
    ("The market (the covered one) has been losing stalls for ten years.", nil),
    ("If the river owns the valley, the valley should know its temper.", nil),
    ("No amount of paint has ever repealed the laws of rust.", nil),
    ("Don't trust a bridge that nobody has been paid to inspect.", nil),
    ("JD> The ferry company owns every berth that a rival could use.", .markup),
    ("The ferry company sails with --no-lights when the harbour is empty.", .code),
    ("The ferry company owns berths that a rival could use, cf.", .trailingOff),
    ("The ferry company owns every berth and a rival should do this.", .deixis),
    ("Martin - I agree that the ferry company owns every berth in town.", .opening),
    ("To fix this, the ferry company has to sell every berth it owns.", .opening),
    ("Sent from my phone by the ferry company at nine in the morning.", .aside),
    ("電子レンジの掃除には重曹を使うと汚れがよく落ちます。", nil),
    ("猫は好きです。", .tooShort),
    ("Bad luck.", .tooShort),
    ("The old mill burned down.", .tooShort),
    ("This is why the ferry company owns every berth here.", .opening),
    ("That argument was settled in the year of the great flood.", .opening),
    ("It never worked for anybody who lived north of the river.", .opening),
    ("It’s the worst decision that the council has ever taken.", .opening),
    ("They closed the last bakery and sold the ovens for scrap.", .opening),
    ("He closed the last bakery and sold the ovens for scrap.", .opening),
    ("She closed the last bakery and sold the ovens for scrap.", .opening),
    ("And the ferry company owns every berth that a rival wants.", .opening),
    ("But the ferry company owns every berth that a rival wants.", .opening),
    ("So the ferry company owns every berth that a rival wants.", .opening),
    ("Which means that the ferry company owns every berth in town.", .opening),
    ("Yes, the ferry company owns every berth that a rival wants.", .opening),
    ("True, the ferry company owns every berth that a rival wants.", .opening),
    ("Exactly: the ferry company owns every berth that a rival wants.", .opening),
    ("Because the ferry company owns every berth that a rival wants.", .opening),
    ("However, the ferry company owns every berth that a rival wants.", .opening),
    ("On the other hand the ferry company pays for the dredging.", .opening),
    ("Both of them own berths that a rival could use today.", .opening),
    ("In that case the ferry company should pay for the dredging.", .opening),
    ("The latter owns every berth that a rival could use today.", .opening),
    ("Hi all, the ferry company owns every berth in the town.", .greeting),
    ("Thanks for the photos of the ferry and of the old berths.", .greeting),
    ("I found it in the attic, thanks for the tip about ladders.", .greeting),
    ("Any help with the berths would be very much appreciated today.", .greeting),
    ("The ferry sails at nine and I hope this helps somebody.", .greeting),
    ("Please move the boats before the berths are dredged on Monday.", .greeting),
    ("OTOH, the ferry company owns every berth that a rival wants.", .opening),
    ("As though the ferry company owns every berth that a rival wants.", .opening),
    ("Wait, the ferry company owns every berth that a rival wants.", .opening),
    ("In other words, the ferry company owns every berth in town.", .opening),
    ("Finishing off, the ferry company owns every berth in town.", .aside),
    ("As it was a busy summer, the ferry company sold every berth.", .opening),
    ("As Nell points out, the ferry company owns every berth in town.", .opening),
    ("Many such companies own every berth that a rival could use.", .opening),
    ("Without them the ferry company would own every berth in town.", .opening),
    ("If a berth is left to the council.", .opening),
    ("Using the old charter, it can be told who owns every berth.", .opening),
    ("The reason is mainly that this makes the berths cheaper to dredge.", .opening),
    ("Some ferry companies depend on that fact when they sell a berth.", .deixis),
    ("Nell's example shows who owns every berth that a rival wants.", .deixis),
    ("The company that sells berths says that the harbour is full.", nil),
    ("Anybody who sells a berth to that company is an idiot, frankly.", .rude),
    ("You guys will need to learn who owns every berth in this town.", .rude),
    ("Every berth in town belongs to the company of a certain Mr.", .trailingOff),
    ("The widest view over all the berths of the town is from Mt.", .trailingOff),
    ("Every berth in town was sold in the month of the great ft.", nil),
    ("In fact the ferry company owns every berth that a rival wants.", .opening),
    ("Of course the ferry company owns every berth in the town.", .opening),
    ("Some other companies own every berth that a rival could use.", .opening),
    ("Ferry companies can, but the berths belong to the council.", .opening),
    ("The ferry company sold its berths exactly the same way.", .opening),
    ("Of two companies in town the former owns every single berth.", .deixis),
    ("The ferry company that you are linking to owns every berth.", .deixis),
    ("Suggestions on a better way to sell a berth are most welcome.", .greeting),
    ("I'll start with the berths and then write about the ferries.", .aside),
    ("The ferry company owns every berth, see https://example.org for maps.", .address),
    ("The ferry company owns every berth, see www.example.org for maps.", .address),
    ("Write to ferry@example.org if you want one of the berths.", .address),
    ("Call `moor()` before the ferry company asks you for the fee.", .code),
    ("The loop runs while berth == free and then it stops dead.", .code),
    ("The type Berth::Free is what the ferry company calls a slot.", .code),
    ("The ferry company &amp; its friends own every berth in town.", .markup),
    ("The ferry company <b>owns</b> every berth that a rival wants.", .code),
    ("The ferry company **owns** every berth that a rival could use.", .markup),
    ("The [ferry company](/x) owns every berth that a rival could use.", .markup),
    ("> The ferry company owns every berth that a rival could use.", .notWhole),
    ("the ferry company owns every berth that a rival could use.", .notWhole),
    ("The ferry company owns every berth that a rival could use", .unterminated),
    ("The ferry company owns every berth that a rival could use:", .unterminated),
    ("The ferry company owns every berth that a rival could use...", .trailingOff),
    ("The ferry company owns every berth that a rival could use…", .trailingOff),
    ("The ferry company (which is old owns every berth in the town.", .unbalanced),
    ("The ferry company “which is old owns every berth in the town.", .unbalanced),
    ("The \"ferry company owns every berth that a rival could use.", .unbalanced),
    ("The ferry company owns every berth) that a rival could use.", .unbalanced),
    ("THE FERRY COMPANY OWNS EVERY BERTH THAT A RIVAL WANTS TODAY.", .shouting),
    ("Rows 12 14 22 31 48 77 81 90 93 95 97 98 99.", .figures),
    ("Does the ferry company own every berth that a rival could use?", .question),
    ("As the thread above says, the ferry company owns every berth.", .deixis),
    ("The moderator said that the ferry company owns every berth here.", .deixis),
    ("The ferry company owns the berths that are listed below.", .deixis),
    ("Your post about the ferry company was the best of them.", .deixis),
    ("Edit: the ferry company owns every berth that a rival wants.", .aside),
    ("I'm new here and the ferry company owns every berth, right.", .aside),
  ].map { FilterCase(sentence: $0.0, reason: $0.1) }
}

@Suite struct QuoteFilterTests {
  func reason(
    _ text: String, _ range: Range<Int>? = nil, joints: [Int] = [],
    allowing allowance: QuoteFilter.Allowance = []
  ) -> QuoteFilter.Reason? {
    let bytes = Array(text.utf8)
    let range = range ?? 0..<bytes.count
    return QuoteFilter.english.reason(
      against: bytes, range, words: Words.of(Array(bytes[range])), joints: joints,
      allowing: allowance)
  }

  @Test(arguments: FilterCase.all) func sentence(_ example: FilterCase) {
    #expect(reason(example.sentence) == example.reason)
  }

  /// The full stop of "Mt." ends no sentence.
  @Test func aNameIsNotCutInTwo() {
    let text = "The pilots of Mt. Hope have owned every berth in town since the flood."
    let start = "The pilots of Mt. ".utf8.count
    #expect(reason(text, start..<text.utf8.count) == .notWhole)
    #expect(reason(text) == nil)
  }

  @Test func longSentencesAreTurnedDown() {
    let long = "The ferry" + String(repeating: " sails and sails", count: 20) + " home."
    #expect(reason(long) == .tooLong)
  }

  @Test func questionsMayBeAskedFor() {
    let text = "Does the ferry company own every berth that a rival could use?"
    #expect(reason(text) == .question)
    #expect(reason("Who would pay for a berth that nobody can reach by road?") == .question)
    #expect(
      reason("Who would pay for a berth that nobody can reach by road?", allowing: .question) == nil
    )
  }

  /// A cut after a negator, or before the rest of the clause, is no whole sentence.
  @Test func cutsAreTurnedDown() {
    let text = "I would not say that The ferry company owns every berth in this old town."
    let start = "I would not say that ".utf8.count
    #expect(reason(text, start..<text.utf8.count) == .notWhole)
    let ends = "The ferry company owns berths in every town, e.g. not in ours at all."
    let cut = "The ferry company owns berths in every town, e.g.".utf8.count
    #expect(reason(ends, 0..<cut) == .notWhole)
  }

  @Test func aSentenceAcrossAnOmissionIsTurnedDown() {
    let body = "The ferry company owns\n> a quote\nevery berth that a rival could use."
    let quote = "> a quote\n"
    let start = "The ferry company owns\n".utf8.count
    let spans = [
      Span(.own, 0, start), Span(.quote, start, start + quote.utf8.count),
      Span(.own, start + quote.utf8.count, body.utf8.count),
    ]
    let post = Post(
      id: "a", thread: "t", text: OwnWords.text(of: spans, in: body), body: body, spans: spans)
    #expect(Joints.of(post) == [start])
    #expect(reason(post.text, joints: Joints.of(post)) == .spliced)
    #expect(reason(post.text) == nil)
  }
}
