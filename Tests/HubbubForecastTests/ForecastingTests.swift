import Foundation
import HubbubModel
import HubbubSystem
import Testing

@testable import HubbubForecast

/// A whole forecast: from the rows of a series to the files.
@Suite struct ForecastingTests {
  /// Two themes and `all` over the months from January 2020, the last of them not over.
  private static func rows(months: Int = 30) -> [SeriesRow] {
    var draws = Draws(seed: 21)
    let bounds = SeriesBucket.month.calendar(
      first: 1_577_836_800, last: 1_577_836_800 + Int64(months - 1) * 2_629_746)
    return ["all", "T1", "T2"].flatMap { theme in
      (0..<bounds.count - 1).map { month in
        SeriesRow(
          theme: theme, start: bounds[month], end: bounds[month + 1], posts: 9, authors: 5,
          share: theme == "all" ? 1 : 0.5,
          mood: Mood(mean: theme == "T2" && month > 4 ? nil : draws.normal() / 10), split: nil,
          asOf: bounds[month] + 86_400, isPartial: month == bounds.count - 2)
      }
    }
  }

  @Test func theUnfinishedMonthIsForecastAndNotLearnedFrom() throws {
    let rows = Self.rows()
    let panel = try #require(Panel(rows, column: .mood))
    #expect(panel.unit == .month)
    #expect(panel.leftOutPartial)
    #expect(panel.count == rows.count / 3 - 1)
    #expect(panel.start(of: panel.count) == rows[rows.count / 3 - 1].start)
    #expect(panel.start(of: panel.count + 1) == rows[rows.count / 3 - 1].end)
  }

  @Test func tooShortASeriesIsLeftOutWithItsReason() throws {
    let panel = try #require(Panel(Self.rows(), column: .mood))
    let result = Forecasting.run(panel, options: ForecastOptions(), workers: Workers(2))
    #expect(result.forecasts.map(\.series.id) == ["all", "T1"])
    #expect(
      result.leftOut == [
        LeftOutSeries(id: "T2", reason: "5 stretches have a value, and 8 are needed")
      ])
    #expect(result.horizon == 6)
  }

  @Test func theSameFilesForAnyNumberOfThreads() throws {
    let panel = try #require(Panel(Self.rows(), column: .mood))
    let target = Target(
      (0..<28).map { month in
        let date = UTCDate(panel.bounds[month]).isoDay
        return (id: "sales", date: date, value: "\(100 + month)")
      }, on: panel)
    var folders: [String] = []
    for threads in [1, 3] {
      let folder = FileManager.default.temporaryDirectory.appending(path: "forecast-\(UUID())").path
      folders.append(folder)
      let result = Forecasting.run(
        panel, targets: target.series, options: ForecastOptions(horizon: 2),
        workers: Workers(threads))
      #expect(result.forecasts.map(\.isTarget) == [true, false, false])
      try ForecastFiles.write(result, panel: panel, column: .mood, to: folder)
    }
    defer { for folder in folders { try? FileManager.default.removeItem(atPath: folder) } }
    for name in ForecastFiles.names {
      let first = try Files.read("\(folders[0])/\(name)")
      #expect(!first.isEmpty)
      #expect(try first == Files.read("\(folders[1])/\(name)"), "\(name)")
    }
    let scores = String(decoding: try Files.read("\(folders[0])/scores.csv"), as: UTF8.self)
    #expect(scores.contains("sales,theta + mood of T1,"))
  }

  @Test(
    arguments: [
      ("2020-01-15", "4", 0), ("2020-02-01T09:30:00Z", "4", 1), ("2020-02-29 12:00", "4", 1),
    ])
  func aTargetFallsIntoItsMonth(date: String, value: String, month: Int) throws {
    let panel = try #require(Panel(Self.rows(), column: .mood))
    let target = Target([(id: "t", date: date, value: value)], on: panel)
    #expect(target.series.first?.values[month] == 4)
    #expect(target.series.first?.observed == 1)
  }

  @Test func aMonthHasTheMeanOfItsValuesAndWhatCannotBeReadIsCounted() throws {
    let panel = try #require(Panel(Self.rows(), column: .mood))
    let target = Target(
      [
        (id: "t", date: "2020-03-01", value: "1"), (id: "t", date: "2020-03-09", value: "3"),
        (id: "t", date: "2020-04-01", value: ""), (id: "t", date: "2020-04-02", value: "NaN"),
        (id: "t", date: "01/05/2020", value: "7"), (id: "t", date: "2020-05-01", value: "many"),
        (id: "t", date: "1999-01-01", value: "7"), (id: "t", date: "2099-01-01", value: "7"),
      ], on: panel)
    #expect(target.series.map { $0.values[2] } == [2])
    #expect(target.series.map(\.observed) == [1])
    #expect(target.unreadable == 2)
    #expect(target.outside == 2)
  }
}
