import HubbubModel
import Testing

@testable import HubbubSentiment

/// What replies say outright of what they answer.
@Suite struct ReplyStanceTests {
  @Test(
    arguments: [
      ("I agree with every word.", .agrees), ("+1 for a second stop.", .agrees),
      ("Exactly. The old pier was never meant for lorries.", .agrees),
      ("You’re right, the pump was off.", .agrees), ("Thanks! That worked.", .agrees),
      ("Good point about the tides, I had not thought of them.", .agrees),
      ("I disagree: the ferry pays for itself.", .objects),
      ("That's not true, the council voted twice.", .objects),
      ("Sorry, but this is a bad idea.", .objects),
      ("I don’t agree. Nobody asked the fishermen.", .objects),
      ("I do not agree with the first part.", .objects),
      ("I'm not sure I agree with that.", .objects),
      // Neither: questions, conditions, denials, both, and what is only like a phrase.
      ("Do you agree?", nil), ("If I agree to this, who pays?", nil),
      ("That's not a bad idea.", nil), ("I agree on the first, I disagree on the second.", nil),
      ("The exactly same thing happened here.", nil), ("It is 3+1 stops away.", nil),
      ("Which tide table do you use? I agree with none of them?", nil), ("", nil),
    ] as [(String, ReplyStance?)])
  func phrasesAreRead(text: String, stance: ReplyStance?) {
    #expect(ReplyStanceReader.english.stance(text) == stance)
  }

  @Test func onlyTheOpeningIsRead() {
    let long = String(repeating: "The ferry leaves at nine. ", count: 20)
    #expect(ReplyStanceReader.english.stance(long + "I agree.") == nil)
    #expect(ReplyStanceReader.english.stance("I agree. " + long) == .agrees)
  }

  @Test func aStandIsTakenOnWhatIsQuotedElseOnTheParent() {
    var post = Post(
      id: PostID("c"), thread: ThreadID("t"), parent: PostID("b"), text: "I agree.",
      body: "> words\nI agree.",
      spans: [Span(.quote, 0, 8, ref: PostID("a")), Span(.own, 8, 16)])
    #expect(ReplyStanceReader.english.read(post)?.target.text == "a")
    post.spans[0].ref = nil
    #expect(ReplyStanceReader.english.read(post)?.target.text == "b")
    post.language = "de"
    #expect(ReplyStanceReader.english.read(post) == nil)
    post.language = "en-GB"
    post.parent = nil
    #expect(ReplyStanceReader.english.read(post) == nil)
  }
}
