extension Mood {
  /// One word for a mood; the word itself stands in a table of the report.
  public enum Band: Int, CaseIterable, Sendable {
    case critical, ratherCritical, balanced, ratherWarm, warm
    /// The interval reaches both sides of zero by far: nothing can be said.
    case open
    /// No post is scored.
    case none
  }

  /// Where the mean lies: balanced is within 0.1 of zero, warm or critical from 0.35 on.
  public var band: Band {
    guard let mean else { return .none }
    if let low, let high, low < -0.1, high > 0.1 { return .open }
    return mean >= 0.35
      ? .warm
      : mean >= 0.1
        ? .ratherWarm : mean >= -0.1 ? .balanced : mean >= -0.35 ? .ratherCritical : .critical
  }
}
