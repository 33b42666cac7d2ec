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
}
