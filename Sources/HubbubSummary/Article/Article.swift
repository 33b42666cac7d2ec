internal import HubbubCorpus
internal import HubbubModel

/// A report in the making: what was counted, what can be quoted, and what has been printed.
struct Article {
  let survey: Survey
  let labels: Labels
  let conservation: Conservation
  let candidates: Candidates
  let options: SummaryOptions
  var shelf: QuoteShelf
  var writer = Writer()
  /// Themes of which both sides support something, printed in this section or elsewhere.
  var commonThemes: Set<ThemeID> = []
  /// The glosses that are printed.
  var glosses: [ThemeID: Evidence] = [:]

  /// Facts that hold for the whole report.
  func general() -> Facts {
    var facts = Facts()
    let source = survey.source
    facts["posts"] = Wording.count(source.posts, .post, at: "source.posts")
    facts["bareposts"] = Wording.bare(0, at: source.posts == 0 ? "source.posts" : "count(themes)")
    facts["authors"] = Wording.count(source.authors, .person, at: "source.authors")
    facts["threads"] = Wording.count(source.threads, .thread, at: "source.threads")
    facts["period"] = Wording.period(source.first, source.last)
    facts.flag("nothing", source.posts == 0)
    facts.flag("authored", source.authors > 0)
    facts.flag("dated", source.first != nil)
    facts.flag("one_thread", survey.threads.count == 1)
    if survey.threads.count == 1, let thread = survey.threads.first, let title = thread.title {
      let text = title.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      if !text.isEmpty {
        facts["thread"] = Slot(
          text,
          basis: [
            .figure(
              artifact: "corpus/conversations.json", path: "[\"\(thread.id.text)\"].meta.title",
              value: text)
          ])
        facts.flag("titled", true)
      }
    }
    return facts
  }

  /// Facts of the theme at a place of the report.
  func theme(_ position: Int) -> Facts {
    let tally = survey.themes[position]
    let path = "themes[\(position)]"
    var facts = Facts()
    facts["label"] = labels[position]
    let posts = tally.members.count
    facts["posts"] = Wording.count(posts, .post, at: "\(path).posts")
    facts["authors"] = Wording.count(tally.authors, .person, at: "\(path).authors")
    facts["share"] = Wording.percent(tally.share, at: "\(path).share")
    facts["onein"] = Wording.oneIn(tally.share, .post, at: "\(path).share")
    facts.flag("onein", facts["onein"] != nil)
    facts.flag("authored", tally.authors > 0)
    facts.flag("one_author", tally.authors == 1)
    facts.flag("few", posts < Self.few)
    let most = survey.themes.lazy.map(\.members.count).max() ?? 0
    facts.flag("largest", position == 0 && survey.themes.count > 1 && posts == most)
    addMood(tally.mood, at: "\(path).sentiment", to: &facts)
    if let mean = survey.mood.mean, survey.themes.count > 1 {
      facts.flag("above", tally.mood.low.map { $0 > mean } ?? false)
      facts.flag("below", tally.mood.high.map { $0 < mean } ?? false)
    }
    switch tally.split.verdict {
    case .split: facts.flags.insert("split")
    case .leaning: facts.flags.insert("leaning")
    case .agreed: facts.flags.insert("agreed")
    case .tooFew: facts.flags.insert("toofew")
    }
    if tally.theme.isMixed, let reach = tally.theme.reach {
      let held = Numbers.percent(reach)
      facts["held"] = Slot(
        held,
        basis: [
          .figure(
            artifact: "themes/themes.json", path: "themes[\(tally.index)].reach", value: held)
        ])
      facts.flags.insert("mixed")
    }
    addSides(tally.split, at: "\(path).split", to: &facts)
    if let agreement = tally.split.agreement {
      facts["agreement"] = Slot(Numbers.signed(agreement), at: "\(path).split.agreement")
    }
    addTrend(tally, at: path, to: &facts)
    return facts
  }

  /// Fewer posts than this carry no talk of moods and trends.
  static let few = 5

  func addMood(_ mood: Mood, at path: String, to facts: inout Facts) {
    facts.flag("mood_\(mood.band)", true)
    facts.flag("plain", mood.neutral > mood.positive + mood.negative)
    facts.flag("more_warm", mood.positive >= 2 * max(1, mood.negative))
    facts.flag("more_critical", mood.negative >= 2 * max(1, mood.positive))
    facts["positive"] = Slot(
      Wording.number(mood.positive), count: mood.positive, at: "\(path).positive")
    facts["negative"] = Slot(
      Wording.number(mood.negative), count: mood.negative, at: "\(path).negative")
    facts["n_positive"] = Wording.bare(mood.positive, at: "\(path).positive")
    facts["n_negative"] = Wording.bare(mood.negative, at: "\(path).negative")
  }

  func addSides(_ split: SplitMeasure, at path: String, to facts: inout Facts) {
    facts["for"] = Slot(Wording.number(split.favour), count: split.favour, at: "\(path).for")
    facts["n_for"] = Wording.bare(split.favour, at: "\(path).for")
    facts["n_against"] = Wording.bare(split.against, at: "\(path).against")
    facts["against"] = Slot(
      Wording.number(split.against), count: split.against, at: "\(path).against")
    facts.flag("leans_for", split.verdict == .leaning && split.favour > split.against)
    facts.flag("leans_against", split.verdict == .leaning && split.favour < split.against)
  }

  /// When the theme was busiest, and how its posts lie in time beside all others.
  private func addTrend(_ tally: Survey.Tally, at path: String, to facts: inout Facts) {
    let trend = Trend(tally.trend, beside: survey.traffic)
    guard let shape = trend.shape, let peak = trend.peak else { return }
    facts["peak"] = Wording.bucket(peak, survey.calendar, length: survey.bucketLength)
    facts["peak_posts"] = Wording.count(tally.trend[peak], .post, at: "\(path).trend[\(peak)]")
    facts.flags.insert(shape.rawValue)
    if shape == .gone {
      facts.basis.append(.report("\(path).trend[\(tally.trend.count - 1)]", "nothing"))
    }
  }
}
