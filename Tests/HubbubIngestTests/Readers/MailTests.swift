import HubbubIngest
import HubbubModel
import Testing

@testable import HubbubIngest

@Suite struct MailTests {
  private let folder = TemporaryFolder()

  private let mbox = """
    From ann at example.com  Fri Feb 18 11:33:11 2022
    From: ann at example.com (=?iso-8859-1?Q?Ann_=D6st?=)
    Date: Fri, 18 Feb 2022 11:33:11 +0100
    Subject: [List] A question
    Message-ID: <a@x>

    Does anybody know how to open the rusty door?
    >From the beginning it was stuck.

    -- 
    Ann

    From bo@example.com Fri Feb 18 12:00:00 2022
    From: "Bo, B." <bo@example.com>
    Date: Fri, 18 Feb 2022 12:00:00 +0100
    Subject: Re: [List] A question
    Message-ID: <b@x>
    In-Reply-To: <lost@x>
    References: <a@x>
     <lost@x>
    MIME-Version: 1.0
    Content-Type: multipart/alternative; boundary="=_b"

    --=_b
    Content-Type: text/plain; charset=utf-8
    Content-Transfer-Encoding: quoted-printable

    On Fri, Feb 18, 2022 at 11:33 AM Ann =C3=96st <ann@example.com>
    wrote:

    > Does anybody know how to open the rusty door?

    Oil=2C and a very long br=
    eath.
    --=_b
    Content-Type: text/html

    <p>Oil</p>
    --=_b--

    From cy@example.com Fri Feb 18 13:00:00 2022
    From: cy@example.com
    Date: nonsense
    Subject: Re: A question

    No headers here.
    _______________________________________________
    List mailing list
    https://example.com/listinfo
    """

  @Test func aFolderOfMailBecomesAThread() throws {
    let file = try folder.write(mbox, to: "m.mbox")
    let run = try Ingested([file])
    #expect(run.result.conservation == Conservation(seen: 3, used: 3, dropped: [:]))
    #expect(run.posts.map(\.id.text) == ["a@x", "b@x", "m.mbox:3"])
    #expect(run.posts.map(\.thread) == ["a@x", "a@x", "a@x"])
    #expect(run.posts.map(\.author) == ["Ann Öst", "Bo, B.", "cy@example.com"])
    #expect(run.posts.map(\.time) == [1_645_180_391, 1_645_182_000, 1_645_189_200])
    #expect(run.posts.map(\.title) == ["A question", "A question", "A question"])
    #expect(
      run.posts.map(\.text) == [
        """
        Does anybody know how to open the rusty door?
        From the beginning it was stuck.
        """, "Oil, and a very long breath.", "No headers here.",
      ])
    #expect(run.posts[0].spans.map(\.kind) == [.own, .signature])
    #expect(run.posts[1].parent == "a@x")
    #expect(run.posts[1].findings == ["parent-skipped"])
    #expect(run.posts[1].spans[0].kind == .quote)
    #expect(run.posts[1].spans[0].ref == "a@x")
    #expect(run.posts[1].spans[0].attribution == "Ann Öst")
    #expect(run.posts[2].spans.map(\.kind) == [.own, .boilerplate])
    #expect(
      run.posts[2].findings.sorted() == ["id-missing", "reply-to-thread", "time-from-postmark"])
  }

  /// Mail is sent with these, and many programs save it so.
  @Test func lineEndsOfWindowsChangeNothing() throws {
    let windows = mbox.split(separator: "\n", omittingEmptySubsequences: false)
    let plain = try Ingested([try folder.write(mbox, to: "a/m.mbox")])
    let run = try Ingested([
      try folder.write(windows.joined(separator: "\r\n"), to: "b/m.mbox")
    ])
    #expect(run.posts.count == 3)
    #expect(run.posts.map(\.text) == plain.posts.map(\.text))
    #expect(run.posts.map(\.parent) == plain.posts.map(\.parent))
    #expect(run.posts.map(\.spans) == plain.posts.map(\.spans))
    let message =
      "Received: from a\r\n by b\r\nFrom: Ann <a@x>\r\nSubject: Door\r\n"
      + "Message-ID: <a@x>\r\n\r\nIt sticks.\r\nStill.\r\n"
    let single = try Ingested([try folder.write(message, to: "a.eml")])
    #expect(single.posts.map(\.text) == ["It sticks.\nStill."])
  }

  @Test(arguments: [
    ("On Wed, Jan 14, 2015 at 12:07:57PM -0600, Aaron Halfaker wrote:", "Aaron Halfaker"),
    ("On 30/04/2023 22:03, varin sacha via R-help wrote:", "varin sacha"),
    ("On Mon, Jan 1, 2001 at 1:22 PM Nell Hope <nell@example.com> wrote:", "Nell Hope"),
    ("Le lundi 1 mai 2023 ? 11:19:26 UTC+2, Simon Wood <s at b.ac> a ?crit :", "Simon Wood"),
    ("Am 02.06.2026 um 10:11 schrieb Nell Hope:", "Nell Hope"),
    ("On 2 Jun 2026, harbour_hal wrote:", "harbour_hal"), ("Nell Hope writes:", "Nell Hope"),
    ("Quoting Nell Hope <nell@example.com>:", "Nell Hope"),
    ("\"Hope, Nell\" <n@x> wrote:", "Hope, Nell"),
  ])
  func attributionsNameTheirAuthors(line: String, name: String) {
    #expect(MailBody.attributedName(line) == name)
  }

  @Test(arguments: ["He wrote a book:", "The following happened:", "I wrote", "On 2 June:"])
  func otherLinesAreNoAttributions(line: String) {
    #expect(MailPhrases.beforeVerb(line) == nil)
  }

  /// What Mailman leaves of attachments is nobody's words; R's own `[[1]]` is.
  @Test(arguments: [
    "Hello there.\n\n\t[[alternative HTML version deleted]]\n",
    "Hello there.\n\nAn embedded and charset-unspecified text was scrubbed...\n"
      + "Name: not available\nUrl: https://lists.example/attachments/20070601/10132f34/attachment.pl\n",
    "Hello there.\n\n-------------- nächster Teil --------------\nEin Dateianhang\n",
  ])
  func scrubbedAttachmentsAreBoilerplate(text: String) {
    let body = MailBody.parse(text)
    let own = OwnWords.text(
      of: body.spans.map { Span($0.kind, $0.start, $0.end) }, in: body.text)
    #expect(own == "Hello there.")
    let output = MailBody.parse("Hello there.\n[[1]]\n[1] 14415\n").spans
    #expect(!output.contains { $0.kind == .boilerplate })
  }

  @Test func spansTileEveryBody() {
    for text in ["", "\n", "> a", "-- \nx", "a\n> b\n\n> c\nd\n-- \nsig\n", "On x wrote:\n"] {
      let body = MailBody.parse(text)
      #expect(body.text == text)
      var end = 0
      for span in body.spans {
        #expect(span.start == end)
        #expect(span.end > span.start)
        end = span.end
      }
      #expect(end == text.utf8.count)
    }
  }

  @Test func flowedLinesAreJoined() {
    #expect(
      MailBody.unflow("one \ntwo\n> a \n> b\n-- \nsig", delSp: false)
        == "one two\n> a b\n-- \nsig")
  }

  @Test(arguments: [
    ("=?UTF-8?Q?Fernando_Jim=C3=A9nez?=", "Fernando Jiménez"),
    ("=?utf-8?B?w6k=?= =?utf-8?Q?=C3=A8?= x", "éè x"), ("plain", "plain"),
    ("=?utf-8?q?broken", "=?utf-8?q?broken"),
  ])
  func encodedWordsAreDecoded(raw: String, text: String) {
    #expect(EncodedWords.decode(Array(raw.utf8)[...]) == text)
  }
}
