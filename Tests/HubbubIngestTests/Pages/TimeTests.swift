import Testing

@testable import HubbubIngest

@Suite struct TimeTests {
  struct Case: Sendable {
    var text: String
    var format = TimeFormat.any
    var time: Int64?
    var finding: String?
  }

  @Test(arguments: [
    Case(text: "2024-09-05T23:15:57Z", time: 1_725_578_157),
    Case(text: "2022-07-09T15:10:31-0700", time: 1_657_404_631),
    Case(text: "2024-01-03T11:23:42-05:00", time: 1_704_299_022),
    Case(text: "1725578157123", format: .epochMilliseconds, time: 1_725_578_157),
    Case(text: "1725578157", format: .epoch, time: 1_725_578_157),
    Case(text: "Sun Dec 17, 2023 11:23 am", time: 1_702_812_180, finding: "zone-assumed"),
    Case(text: "Sat Oct 21, 2000 12:01 am", time: 972_086_460, finding: "zone-assumed"),
    Case(text: "Wed Jun  6 16:40:18 EDT 2012", time: 1_339_015_218),
    Case(text: "Wed, 06 Jun 2012 16:40:18 +0200", time: 1_338_993_618),
    Case(text: "Feb 4 '14 at 13:02", time: 1_391_518_920, finding: "zone-assumed"),
    Case(text: "14. März 2021", time: 1_615_680_000, finding: "day-only"),
    Case(text: "30th March 2025, 16:26", time: 1_743_351_960, finding: "zone-assumed"),
    Case(text: "13/02/2020 10:00", time: 1_581_588_000, finding: "zone-assumed"),
    Case(text: "03/02/2020", format: .dayFirst, time: 1_580_688_000, finding: "day-only"),
    Case(text: "03/02/2020", format: .monthFirst, time: 1_583_107_200, finding: "day-only"),
    Case(text: "Fri, 06/02/2015 - 14:49", time: 1_423_234_140, finding: "zone-assumed"),
    Case(text: "Mon, 06/02/2014 at 10:00", time: 1_401_703_200, finding: "zone-assumed"),
    Case(text: "17 hours ago", finding: "relative-date"),
    Case(text: "Yesterday, 10:14", finding: "relative-date"),
    Case(text: "03/02/2020", finding: "ambiguous-date"),
    Case(text: "never", finding: "unread-date"), Case(text: "", finding: "unread-date"),
  ])
  func reads(_ example: Case) {
    #expect(
      TimeReader.read(example.text, as: example.format)
        == TimeReader.Reading(time: example.time, finding: example.finding))
  }

  /// From a capture at noon of the twentieth of February 2017.
  @Test(arguments: [
    ("3 hours ago", 1_487_581_200), ("an hour ago", 1_487_588_400),
    ("1 day, 2 hours ago", 1_487_498_400), ("vor 5 Minuten", 1_487_591_700),
    ("2h ago", 1_487_584_800), ("Yesterday, 10:14 PM", 1_487_542_440),
    ("Today at 08:00", 1_487_577_600), ("il y a 2 semaines", 1_486_382_400),
    ("2 years ago", nil), ("5 months ago", nil), ("just now", nil), ("yesterday", nil),
  ])
  func countsBackFromTheCapture(text: String, time: Int?) {
    #expect(
      TimeReader.read(text, relativeTo: 1_487_592_000).map { Int($0) } == time)
  }

  @Test(arguments: [
    "<!-- Mirrored from a.example/t/1 by HTTrack Website Copier/3.x [XR&CO'2014], Mon, 20 Feb 2017 12:00:00 GMT -->",
    "<!--\n Page saved with SingleFile \n url: http://a.example/t/1 \n saved date: Mon Feb 20 2017 13:00:00 GMT+0100 (CET)\n-->",
    "<!--\n     FILE ARCHIVED ON 12:00:00 Feb 20, 2017 AND RETRIEVED FROM THE\n     INTERNET ARCHIVE ON 10:00:00 Mar 3, 2020.\n-->",
  ])
  func aPageSaysWhenItWasSaved(comment: String) {
    let page = PageText(Array("<html>\(comment)<body></body></html>".utf8))
    #expect(page.savedAt == 1_487_592_000)
    #expect(page.savedFrom == (comment.contains("FILE") ? nil : "http://a.example/t/1"))
  }

  @Test(arguments: [
    (
      "<!-- Mirrored from h.example/item.html by HTTrack Website Copier/3.x [X], Mon, 20 Feb 2017 12:00:00 GMT -->",
      1_487_581_200
    ),
    ("", nil),
  ])
  func withoutACaptureThereIsNoTime(comment: String, time: Int64?) throws {
    let page = """
      <html>\(comment)<head><title>Tea</title></head><body id="phpbb"><h2 class="topic-title"><a href="./viewtopic.php?t=7">Tea</a></h2>
      <div id="p1" class="post"><div class="postbody"><p class="author">by <strong><a class="username" href="#">Ann</a></strong> &raquo; 3 hours ago</p>
      <div class="content">Words of a page that was saved on some day.</div></div></div></body></html>
      """
    let post = try #require(
      PageParser(layouts: Layout.shelf).parse(Array(page.utf8), path: "x").threads.first?.posts
        .first)
    #expect(post.time == time)
    #expect(post.findings == [time == nil ? "relative-date" : "date-from-capture"])
  }
}
