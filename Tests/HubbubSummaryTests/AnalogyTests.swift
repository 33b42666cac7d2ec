import Testing

@testable import HubbubSummary

@Suite struct AnalogyTests {
  let reader = AnalogyReader(books: .english)

  static let drawn = [
    "It's like the tulip mania all over again.",
    "This reminds me of the tram wars.",
    "The whole thing reminded me strongly of the canal companies.",
    "It’s the South Sea bubble all over again: everyone is in and nobody knows what for.",
    "The same thing happened with video shops.",
    "Same thing happened to the typists.",
    "Gas lighting went exactly the same way.",
    "Just like the railway boom, it will leave tracks behind.",
    "We had this argument about looms and mills.",
    "I've seen this movie before.",
    "We have been here before.",
    "History doesn't repeat itself, but it rhymes.",
    "History repeats itself.",
    "There are echoes of the enclosure acts in this.",
    "The tablet is the new television.",
    "Data is the new oil.",
    "Nobody had a telephone in 1900 either.",
    "Barbers were licensed too, once.",
    "Think of the dot-com bubble.",
    "It's a bit like when radio came along.",
    "People said the same about the bicycle.",
    "They said the same thing about electricity, and look at us now.",
    "Newspapers are reminiscent of the guilds.",
    "Much like the printing press in the 1500s, it spreads faster than the law.",
    "It feels like the early web.",
    "It's like early aviation: half of the machines kill their pilots.",
    "Not unlike the guilds, they decide who may work.",
    "This is our Sputnik moment.",
    "The parallels to the war on drugs are hard to miss.",
    "The analogy with the enclosures holds.",
    "As happened with steam, the owners will get the savings.",
    "Exactly as in the 1840s, the surveyors got rich.",
    "It is similar to what happened with lead paint.",
    "It looks like the gold rush to me.",
    "The last time this happened we lost the post office.",
    "Reminds me of shipping by canal.",
    "What we see mirrors the cod wars.",
    "Compare that to the cost of the moon race, or to the railway mania.",
    "Déjà vu: the same promises were made for nuclear power.",
    "That's like the old telephone exchanges: one operator knows everything.",
    "Akin to the town crier, the feed tells you what to fear.",
  ]

  static let plain = [
    "I would like the blue one.",
    "Please remind me to water the plants.",
    "It looks like it will rain.",
    "Do it like this.",
    "I read the history of the town.",
    "Clear your browser history.",
    "The same thing happens when I press the key.",
    "That reminds me when I was young, I had a dog.",
    "People like you make this place good.",
    "He works at the new library.",
    "There are things I like about it.",
    "It works exactly as described.",
    "We met in 1998.",
    "Sales fell again last year.",
    "It costs the same as the other one.",
    "I feel like a coffee.",
    "Every time I look, it is gone.",
    "They went the same way as you.",
    "Does this remind anybody of the tulip mania?",
    "It was time I learned to swim all over again.",
    "I had no trouble with the boat, the last time I tried it.",
    "Your analogy to the canal is a bit off.",
    "Any analogy to the canal is an approximation.",
    "The clerk makes a nice analogy to buying a barge.",
    "It reminded me of second grade and of my first boat.",
    "The market is still, much like the rest of the town, asleep.",
    "Got reminded of it after the fair.",
    "She is just like her mother.",
  ]

  @Test(arguments: drawn) func parallel(_ sentence: String) {
    #expect(reader.strength(sentence, year: 2026) != nil)
  }

  @Test(arguments: plain) func noParallel(_ sentence: String) {
    #expect(reader.strength(sentence, year: 2026) == nil)
  }
}
