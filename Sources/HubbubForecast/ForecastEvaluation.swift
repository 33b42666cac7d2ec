/// Models against the ends of series that are known.
public enum ForecastEvaluation {
  /// The mean scores of a model over the series that it could be fitted to.
  public struct Scores: Sendable {
    /// The model.
    public var model: ForecastModel
    /// The series scored.
    public var series: Int
    /// The mean over series of their scaled errors.
    public var scaledError: Double
    /// The mean over series of their symmetric percentage errors.
    public var percentageError: Double
    /// The mean shares of outcomes within the intervals, by coverage.
    public var coverage: [Double]
  }

  /// Forecasts the last values of each series from those before, once, and scores them.
  ///
  /// - Parameter horizon: how many values are held back.
  public static func run(_ series: [TimeSeries], horizon: Int) -> [Scores] {
    ForecastModel.allCases.map { model in
      let scores = series.compactMap { series -> ForecastScore? in
        let origin = series.values.count - horizon
        guard origin > 0 else { return nil }
        let earlier = Backtest.origins(
          of: series.known(before: origin), most: IntervalCalibration.earlierOrigins)
        let gathered = Backtest.run(
          series, model: model, origins: earlier + [origin], horizon: horizon)
        return ForecastScore(
          IntervalCalibration(gathered).calibrated(origins: [origin]).points,
          within: series.bounds)
      }.filter { $0.scaledError != nil }
      let n = Double(max(1, scores.count))
      return Scores(
        model: model, series: scores.count,
        scaledError: scores.reduce(0) { $0 + ($1.scaledError ?? 0) } / n,
        percentageError: scores.reduce(0) { $0 + $1.percentageError } / n,
        coverage: IntervalCoverage.allCases.indices.map { index in
          scores.reduce(0) { $0 + $1.coverage[index] } / n
        })
    }
  }
}
