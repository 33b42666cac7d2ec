import Testing

@testable import HubbubThemes

/// How words are told to be names of things, and names to be one.
@Suite("Rules of names") struct NameRulesTests {
  @Test(
    "number, hyphens, spelling and language make no other name",
    arguments: [
      ("Breweries", "brewery"), ("e-mails", "email"), ("boxes", "box"), ("whiskey", "whisky"),
      ("French", "fran\u{E7}ais"), ("Deutsch", "german"), ("flavours", "flavors"),
    ])
  func same(one: String, other: String) {
    #expect(SameWords.areVariants(SameWords.key(one), SameWords.key(other)))
  }

  @Test(
    "what means another thing is another name",
    arguments: [
      ("French", "English"), ("glass", "gla"), ("planet", "plant"), ("virus", "viru"),
      ("community", "communism"), ("analysis", "analyst"), ("metal", "petal"),
    ])
  func other(one: String, other: String) {
    #expect(!SameWords.areVariants(SameWords.key(one), SameWords.key(other)))
  }

  /// The usage of every occurrence of a word in a text.
  private static func usage(of word: String, in text: String) -> WordUsage {
    let (bytes, sought) = (Array(text.utf8), Array(word.utf8))
    var use = WordUsage()
    for start in bytes.indices where bytes[start...].starts(with: sought) {
      use.add(WordUsage(of: start..<start + sought.count, in: bytes, tables: LabelWords.of("en")))
    }
    return use
  }

  @Test("an object behind a word makes a verb of it, whatever stands before")
  func verbs() {
    let verb = Self.usage(of: "reminds", in: "That reminds me of Rome. This reminds us of home.")
    #expect(verb.asNoun == 0 && verb.asVerb == 2 && verb.total == 2)
    let noun = Self.usage(of: "shader", in: "The shader is slow, as in a shader for fog.")
    #expect(noun.asNoun == 2 && noun.asOther == 0)
    #expect(verb.nominal < 0.3 && noun.nominal > 0.7)
  }

  @Test("given names are people unless they are used as things are")
  func given() {
    #expect(Persons.isPerson("Fred", Self.usage(of: "Fred", in: "I think Fred knows. So Fred,")))
    let tongue = "We wrote it in Julia, and in Julia it is fast, says the Julia book."
    #expect(!Persons.isPerson("Julia", Self.usage(of: "Julia", in: tongue)))
    #expect(Persons.isPerson("darren", Self.usage(of: "darren", in: "so darren wrote it all")))
    let plain = Self.usage(of: "mark", in: "The mark is off.")
    #expect(!Persons.isPerson("mark", plain), "a plain word")
  }

  @Test("who is greeted, speaks and signs is a person, whatever the name")
  func spoken() {
    let text = "Hi Zorbo,\nas Zorbo wrote, it works.\n\nthanks Zorbo, and regards,\nZorbo\n"
    #expect(Self.usage(of: "Zorbo", in: text).asPerson == 4)
    #expect(Persons.isPerson("Zorbo", Self.usage(of: "Zorbo", in: text)))
    let brand = "Beers:\nZorbo\nStella\n\nA Zorbo is a lager. In the Zorbo there is hop."
    #expect(!Persons.isPerson("Zorbo", Self.usage(of: "Zorbo", in: brand)))
  }

  @Test("the spelling of a term is that of its noun, in the plural where there are several")
  func spelling() {
    let counts = ["predict": 30, "prediction": 25, "predictions": 9]
    #expect(Labels.best(counts) == "predict")
    #expect(Labels.best(counts) { $0 == "predict" ? 0.1 : 0.9 } == "predictions")
    #expect(Labels.best(["brewery": 20, "breweries": 18]) == "breweries")
    #expect(Labels.best(["yeast": 20, "yeasts": 2]) == "yeast")
  }

  @Test(
    arguments: [
      (["daft punk": 12, "Daft Punk": 5, "Daft punk": 2], "Daft Punk"),
      (["dj shadow": 6, "DJ Shadow": 3], "DJ Shadow"),
      (["water effects": 20, "Water Effects": 3, "Water effects": 9], "water effects"),
      (["SD card": 20, "SD Card": 5, "sd card": 9], "SD card"),
      (["free trade": 4, "FREE TRADE": 9], "free trade"),
      (["Smile": 3, "smile": 4], "smile"),
    ] as [([String: Int], String)])
  func `a capital on each word makes a name, though most write it without`(
    spellings: [String: Int], text: String
  ) {
    #expect(Labels.best(spellings) == text)
  }

  @Test(
    "glosses are ranked by how far they stand alone as a claim of their theme",
    arguments: [
      ("A keg holds less gas than what stands under pressure and is cold.", 0 as Int?),
      ("A keg is stored under pressure, which forces the beer to the tap.", 0),
      ("Cold cellars are good for beer that is served from a keg all day.", 1),
      ("The tap is what most of the gas goes through before beer does.", 1),
      ("I believe that a keg is stored under pressure in most of the pubs.", nil),
      ("My uncle has a keg that he keeps in the cellar under his old house.", nil),
      ("The other reason is that a keg keeps beer cold for a longer time.", 3),
      ("Beer from a keg with gas, foam on top and a long line to the tap.", 3),
      ("Honestly, a keg is stored under pressure in most of the larger pubs.", 2),
      ("The man with the keg is running around in the yard with his dog.", 3),
      ("A keg can be cold for a week, and most of the pubs know all that.", 3),
      ("A keg is described by Snijders et al.", nil),
      ("A keg (of the kind that pubs have is stored under pressure all day.", nil),
      ("Is a keg stored under pressure in most of the larger pubs of today?", nil),
      ("A keg is stored under pressure, as http://keg.org says of most pubs.", nil),
      ("A keg is stored under pressure in most of the pubs\u{2026} of today.", nil),
      ("A keg is stored under pressure\nIn most of the larger pubs of today.", nil),
      ("A keg is stored under \u{201C}pressure in most of the pubs of today.", nil),
      ("And so a keg is better.", 4),
    ])
  func ranks(sentence: String, rank: Int?) {
    let subject = GlossSubject(label: "Kegs and pressure", heavy: ["keg", "tap", "gas"])
    let form = GlossForm(sentence, tables: LabelWords.of("en"), subject: subject)
    if let rank {
      #expect(form.rank == rank)
    } else {
      #expect(form.rank.map { $0 > 3 } ?? true)
    }
  }

  @Test("what follows an abbreviation begins no sentence")
  func cut() {
    func isWhole(_ text: String, _ sentence: String) -> Bool {
      let (bytes, sought) = (Array(text.utf8), Array(sentence.utf8))
      let start = bytes.indices.first { bytes[$0...].starts(with: sought) } ?? 0
      return GlossForm.isCutWhole(bytes, start..<bytes.count)
    }
    #expect(!isWhole("So Mt. Gox is down.", "Gox is down."))
    #expect(isWhole("It rains in the UK. Gox is down.", "Gox is down."))
    #expect(isWhole("It is so. Gox is down.", "Gox is down."))
    #expect(isWhole("Gox is down.", "Gox is down."))
  }
}
