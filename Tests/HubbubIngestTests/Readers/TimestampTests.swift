import Testing

@testable import HubbubIngest

@Suite struct TimestampTests {
  @Test(arguments: [
    ("2026-01-14T09:12:40Z", 1_768_381_960), ("2026-01-14 09:12:40", 1_768_381_960),
    ("2026-01-14T09:12:40", 1_768_381_960), ("2026-01-14T09:12:40.123", 1_768_381_960),
    ("2026-01-14T09:12:40.123+00:00", 1_768_381_960), ("2026-01-14T10:12:40+0100", 1_768_381_960),
    ("2026-01-14", 1_768_348_800), ("20260114T091240Z", 1_768_381_960),
    ("2014/01/21 20:26", 1_390_335_960), ("1365624132", 1_365_624_132),
    ("1365624132.0", 1_365_624_132), ("1365624132000", 1_365_624_132),
    ("Thu, 12 Nov 2009 03:29:24 +0100", 1_257_992_964),
    ("12 Nov 2009 02:29:24 GMT", 1_257_992_964), ("Thu Nov 12 02:29:24 2009", 1_257_992_964),
    ("Thu, 12 Nov 09 02:29:24 UT", 1_257_992_964),
    ("Wed, 22 Sep 2004 02:03:40 -0700 (PDT)", 1_095_843_820),
    ("Wed Sep 22 05:05:28 2004 +0200", 1_095_822_328), ("Jan 2, 2006 3:04 PM", 1_136_214_240),
    ("January 2nd, 2006", 1_136_160_000), ("2 January 2006 15:04", 1_136_214_240),
    ("02.01.2006 15:04", 1_136_214_240), ("1/31/2006", 1_138_665_600),
    ("31/1/2006 00:00", 1_138_665_600), ("02-Jan-2006 15:04:00", 1_136_214_240),
    ("Mon, Jan 2, 2006 at 12:04 AM", 1_136_160_240),
  ])
  func isRead(text: String, seconds: Int64) {
    #expect(Timestamps.parse(text) == seconds)
  }

  @Test(arguments: [
    "", "yesterday", "RANDOM_Wed, 21 Sep 2016 22:42:07 +0300",
    "2026-13-01", "2023-02-29",
    "5/6/2006",
    "12", "99999999999999999999", "2026-01-14T25:00:00Z", "2026-02-30T10:00:00",
    "Tue, 15 Mar 2016 12:05:48 ´ëÇÑ",
  ])
  func isNoTime(text: String) {
    #expect(Timestamps.parse(text) == nil)
  }

  @Test func everyDayOfFourCenturiesFollowsTheOneBefore() {
    var expected: Int64 = Timestamps.seconds(year: 1800, month: 1, day: 1) ?? 0
    for year in 1800..<2200 {
      for month in 1...12 {
        for day in 1...31 {
          guard let seconds = Timestamps.seconds(year: year, month: month, day: day) else {
            continue
          }
          #expect(seconds == expected)
          expected += 86400
        }
      }
    }
  }
}
