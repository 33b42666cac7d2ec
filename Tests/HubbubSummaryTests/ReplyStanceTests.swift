import HubbubModel
import Testing

@testable import HubbubSummary

/// What replies say outright of what they answer.
@Suite("What replies say outright") struct ReplyStanceTests {
  private static func read(_ text: String) -> ReplyStance? {
    Stances.reading(
      of: Post(
        id: PostID("b"), thread: ThreadID("t"), parent: PostID("a"), text: text, body: text,
        spans: [Span(.own, 0, text.utf8.count)]))?.reading.stance
  }

  @Test(
    arguments: [
      ("I agree with every word.", .agrees), ("+1 for a second stop.", .agrees),
      ("Exactly. The old pier was never meant for lorries.", .agrees),
      ("You’re right, the pump was off.", .agrees), ("Thanks! That worked.", .agrees),
      ("Good point about the tides, I had not thought of them.", .agrees),
      ("That's a really good idea.", .agrees), ("Makes perfect sense to me.", .agrees),
      ("That's not a bad idea.", .agrees),
      ("I disagree: the ferry pays for itself.", .objects),
      ("That's not true, the council voted twice.", .objects),
      ("Sorry, but this is a bad idea.", .objects), ("It is not a good idea.", .objects),
      ("I don’t agree. Nobody asked the fishermen.", .objects),
      ("I do not agree with the first part.", .objects),
      ("I'm not sure I agree with that.", .objects), ("That makes no sense.", .objects),
      // Neither: questions, conditions, both, and what is only like a phrase.
      ("Do you agree?", nil), ("If I agree to this, who pays?", nil),
      ("Nothing worked for me.", nil), ("What worked for me was a longer rope.", nil),
      ("A longer rope solved the problem.", nil), ("I don't think it will rain.", nil),
      ("I wonder whether it's a good idea.", nil), ("Thanks so much, that worked.", .agrees),
      ("I don't think that's true.", .objects), ("I don't think so.", .objects),
      ("We agree to disagree.", nil), ("I agree on the first, I disagree on the second.", nil),
      ("The exactly same thing happened here.", nil), ("It is 3+1 stops away.", nil),
      ("Which tide table do you use? I agree with none of them?", nil), ("", nil),
    ] as [(String, ReplyStance?)])
  func `phrases are read`(text: String, stance: ReplyStance?) {
    #expect(Self.read(text) == stance)
  }

  @Test func `only the opening is read`() {
    let long = String(repeating: "The ferry leaves at nine. ", count: 20)
    #expect(Self.read(long + "I agree.") == nil)
    #expect(Self.read("I agree. " + long) == .agrees)
  }

  @Test func `a stand is taken on what is quoted, else on the parent`() {
    var post = Post(
      id: PostID("c"), thread: ThreadID("t"), parent: PostID("b"), text: "I agree.",
      body: "> words\nI agree.",
      spans: [Span(.quote, 0, 8, ref: PostID("a")), Span(.own, 8, 16)])
    #expect(Stances.target(of: post)?.text == "a")
    post.spans[0].ref = nil
    #expect(Stances.target(of: post)?.text == "b")
    #expect(Stances.reading(of: post)?.reading.stance == .agrees)
    post.language = "de"
    #expect(Stances.reading(of: post) == nil)
    post.language = "en-GB"
    post.parent = nil
    #expect(Stances.target(of: post) == nil)
    #expect(Stances.reading(of: post)?.reading.stance == nil)
  }
}
