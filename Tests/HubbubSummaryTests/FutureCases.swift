/// Sentences and what they say about the future; written in 2026 unless a case says otherwise.
struct FutureCase: Sendable, CustomStringConvertible {
  var sentence: String
  /// Whether it is a forecast.
  var future: Bool
  /// The odds that it states.
  var odds: Double?
  var conditional: Bool
  var negated: Bool
  var description: String { sentence }

  init(
    _ sentence: String, _ future: Bool = true, odds: Double? = nil, conditional: Bool = false,
    negated: Bool = false
  ) {
    self.sentence = sentence
    self.future = future
    self.odds = odds
    self.conditional = conditional
    self.negated = negated
  }

  static let forecasts: [FutureCase] = [
    // Plain modals with a horizon.
    FutureCase("The ferry will be electric by 2031."),
    FutureCase("Within ten years most bread will be baked by robots."),
    FutureCase("In five years nobody will mend bicycles any more.", negated: true),
    FutureCase("The league is going to fold before the end of next season, I reckon."),
    FutureCase("They’ll close the branch line by the end of the decade."),
    FutureCase("Rents won't fall in the next three years.", negated: true),
    FutureCase("Rents won’t fall in the next three years.", negated: true),
    FutureCase("Ten years from now we will laugh about this."),
    FutureCase("The old harbour will never reopen.", negated: true),
    FutureCase("Paper maps are never going to die out.", negated: true),
    FutureCase("Next year the tomatoes will cost twice as much."),
    FutureCase("Cash is bound to disappear.", odds: 0.90),
    FutureCase("Sooner or later the dam will leak."),
    FutureCase("This may be the norm by 2040."),
    FutureCase("By 2030 half of the fleet runs on hydrogen."),
    FutureCase("Eventually somebody will write a proper manual."),
    FutureCase("Mark my words, the merger falls through within a year."),
    FutureCase("My guess: by 2029 they have merged."),
    FutureCase("Prediction: the new stadium stays empty."),
    FutureCase("I predict a quiet winter for the ski resorts."),
    FutureCase("I expect that the council will give in."),
    FutureCase("I think the price will double."),
    FutureCase("I give the new manager six months."),
    FutureCase("We foresee shortages by spring."),
    FutureCase("In the long run the cheap one will win."),
    FutureCase("I'm confident that the bridge will open before 2028."),
    // Percentages.
    FutureCase("I'd put it at 60% that the bridge opens by 2028.", odds: 0.60),
    FutureCase("There is a 30 % chance that the mill will close next year.", odds: 0.30),
    FutureCase("I'm 90% sure the sequel will flop.", odds: 0.90),
    FutureCase("I would say 25 percent that it ships by 2027.", odds: 0.25),
    FutureCase("The odds that the strike will end this month are about 15%.", odds: 0.15),
    FutureCase("There's a 60-70% chance that rates will rise in the next year.", odds: 0.65),
    FutureCase("Probability of 0.8 that they will delay it.", odds: 0.8),
    FutureCase("I’d guess there’s about an 80% probability that it lands in 2027.", odds: 0.80),
    FutureCase("I give it 5% by 2030.", odds: 0.05),
    // Ratios and betting odds.
    FutureCase("I'd say nine in ten that the village will lose its school.", odds: 0.9),
    FutureCase("I put it at one in three that they will sell by 2027.", odds: 1.0 / 3),
    FutureCase("Chances are 1 in 4 that it will rain on the parade tomorrow.", odds: 0.25),
    FutureCase("It's a one in ten chance that he will stand again.", odds: 0.1),
    FutureCase("I'd bet 3 to 1 on a new record before 2028.", odds: 0.75),
    FutureCase("It's 10 to 1 against that they'll finish by June.", odds: 1.0 / 11),
    FutureCase("I'd put it at even odds that one of them will quit this year.", odds: 0.5),
    FutureCase("It's fifty-fifty whether the roof will last the winter.", odds: 0.5),
    FutureCase("A coin flip whether they'll renew it next year.", odds: 0.5),
    FutureCase("I'd give it a better than even chance that 2028 is the year.", odds: 0.5),
    // Words of the scale.
    FutureCase("It will probably rain at the fair.", odds: 0.66),
    FutureCase("The ban will very likely pass.", odds: 0.90),
    FutureCase("There's a strong chance the 2029 model does all of this.", odds: 0.66),
    FutureCase("They will almost certainly appeal.", odds: 0.95),
    FutureCase("It is virtually certain that the glacier will be gone by 2060.", odds: 0.99),
    FutureCase("It's unlikely that the line will ever reopen.", odds: 0.33, negated: true),
    FutureCase("They are not likely to finish by 2027.", odds: 0.33, negated: true),
    FutureCase("It's very unlikely that anyone will notice.", odds: 0.10, negated: true),
    FutureCase("Highly unlikely that it will pay off by 2035.", odds: 0.05, negated: true),
    FutureCase("No chance they finish inside two years.", odds: 0.01, negated: true),
    FutureCase("There is zero chance that it will be ready by 2027.", odds: 0.01, negated: true),
    FutureCase("Slim chance that the vote will go through.", odds: 0.10, negated: true),
    FutureCase("I doubt it will survive the decade.", odds: 0.33, negated: true),
    // Conditions.
    FutureCase("If the subsidy goes, the plant will close within a year.", conditional: true),
    FutureCase(
      "Unless somebody pays, the archive will be gone by 2028.", conditional: true),
    FutureCase(
      "If it passes, I'd say 70% that prices will rise.", odds: 0.7, conditional: true),
    FutureCase("Even if it snows, the race will start before 2027.", conditional: false),
    FutureCase("It will cost more next year, if anything.", conditional: false),
  ]

  static let others: [FutureCase] = [
    FutureCase("The ferry was electric in 2019.", false),
    FutureCase("They were wrong within five years.", false),
    FutureCase("He left of his own free will.", false),
    FutureCase("The will was read on Tuesday.", false),
    FutureCase("Will it be ready by 2030?", false),
    FutureCase("What are the odds of that?", false),
    FutureCase("I was going to buy one next to the station.", false),
    FutureCase("I'll try that tonight.", false),
    FutureCase("I will post the photos.", false),
    FutureCase("I'm 90% sure it's the driver.", false),
    FutureCase("This is probably a bug.", false),
    FutureCase("We are going to the beach.", false),
    FutureCase("Clicking the button will open a window.", false),
    FutureCase("I think you are right.", false),
    FutureCase("About 40% of the members voted.", false),
    FutureCase("Nobody liked the second season.", false),
    FutureCase("It took us two years.", false),
    FutureCase("Two in a hundred get audited.", false),
    FutureCase("We missed our last chance.", false),
    FutureCase("The chance to see it was worth the trip.", false),
    FutureCase("Make sure the lid is shut.", false),
    FutureCase("I used to live there.", false),
    FutureCase("Any chance you could help me?", false),
    FutureCase("They may call it a win.", false),
    FutureCase("That will do.", false),
    FutureCase("I'm afraid I can't help.", false),
    FutureCase("In 2019 I said the same.", false),
    FutureCase("A year ago nobody cared.", false),
    FutureCase("I'll be happy to pay for the drinks.", false),
    FutureCase("I love it.", false),
    FutureCase("I'm 100 % certain that the tapes are real.", false),
    FutureCase("I am 90% sure that the lock was changed.", false),
  ]
}
