import HubbubCorpus
import HubbubModel
import HubbubReport
import Testing

@testable import HubbubSummary

@Suite struct ProseTests {
  @Test(arguments: [
    (0, "no posts"), (1, "one post"), (2, "two posts"), (9, "nine posts"), (10, "10 posts"),
    (2_143, "2,143 posts"),
  ])
  func `counts agree with their nouns`(n: Int, words: String) {
    let slot = Wording.count(n, .post, at: "posts")
    #expect(slot.text == words && slot.count == n)
  }

  @Test(
    arguments: [
      (0.25, "one post in four"), (0.23, "one post in four"), (0.126, "one post in eight"),
      (0.34, "one post in three"), (0.5, "one post in two"), (0.41, nil), (0.6, nil), (0.03, nil),
      (0, nil),
    ] as [(Double, String?)])
  func `shares near a small whole number are told by it`(share: Double, words: String?) {
    #expect(Wording.oneIn(share, .post, at: "share")?.text == words)
  }

  @Test(arguments: [
    ("2026-01-14T08:00:00Z", "2026-01-14T22:00:00Z", "on 14 January 2026"),
    ("2026-01-14T08:00:00Z", "2026-01-30T22:00:00Z", "in January 2026"),
    ("2026-01-14T08:00:00Z", "2026-08-30T22:00:00Z", "from January to August 2026"),
    ("2024-11-14T08:00:00Z", "2026-08-30T22:00:00Z", "from November 2024 to August 2026"),
    ("2003-11-14T08:00:00Z", "2026-08-30T22:00:00Z", "from 2003 to 2026"),
  ])
  func `periods read as an editor writes them`(first: String, last: String, words: String) {
    #expect(
      Wording.period(UTCDate(iso: first)?.seconds, UTCDate(iso: last)?.seconds)?.text == words)
  }

  @Test(
    arguments: [
      ("Hybrid models: train centrally", nil, "hybrid models"),
      ("NVIDIA and its rivals", nil, "NVIDIA and its rivals"),
      ("Qubic – a miner’s cloud", "Qubic", "Qubic"),
      ("GPUs", nil, "GPUs"), ("iPhone prices", nil, "iPhone prices"),
      ("R packages", nil, "R packages"),
      ("4-bit models", nil, "4-bit models"),
    ] as [(String, String?, String)])
  func `labels stand in running prose`(label: String, written: String?, words: String) {
    let short = Labels.short(label)
    let first = short.prefix { $0 != " " }
    #expect(
      Labels.inProse(String(first), written: written) + short.dropFirst(first.count) == words)
  }

  @Test(
    arguments: [
      (["nodes and key"], ["nodes and key"]),
      (["CT", "sensors", "permissions and www"], ["CT", "sensors", "permissions"]),
      (["bodies and rigidbodies", "mixes"], ["bodies", "mixes"]),
      (["rock and roll", "rock and pop"], ["rock and roll", "rock and pop"]),
      ([], []),
    ] as [([String], [String])])
  func `of names of two the first halves stand in a list`(names: [String], listed: [String]) {
    #expect(Labels.inList(names) == listed)
  }

  @Test(arguments: [
    (["wallet"], "A wallet is lost, my wallet, her wallet; wallets are lost.", ["wallets"]),
    (["currency"], "A currency falls, one currency rises, each currency moves.", ["currencies"]),
    (["bus"], "Take a bus, or another bus; each bus is late.", ["buses"]),
    (["office"], "My office, your office, her office; offices.", ["office"]),
    (["weather"], "The weather is bad. Weather like this is no weather.", ["weather"]),
    (["terrain"], "A terrain of terrain on terrain, terrain after terrain.", ["terrain"]),
    (["SD", "card"], "An SD card and an SD card, each SD card a card.", ["SD", "cards"]),
    (
      ["bus", "and", "weather"], "A bus, a bus, every bus: no weather, weather.",
      ["buses", "and", "weather"]
    ),
    (["Bus"], "A Bus, a Bus, every Bus.", ["Bus"]),
  ])
  func `what one counts is named in the plural`(
    name: [String], text: String, words: [String]
  ) {
    let corpus = Corpus(
      posts: [Post(id: PostID("p"), thread: ThreadID("t"), author: "w", text: text)])
    #expect(LabelUsage(of: name, in: [0], corpus).inNumber(name) == words)
  }

  @Test(arguments: [
    ("Wallet", "wallets", true), ("Bus and weather", "buses and weather", true),
    ("Bus and weather", "buses", true), ("Wallet: keep it", "wallets", true),
    ("SD card", "SD cards", true), ("Wallet", "wallet", true), ("Wallet", "walls", false),
    ("Bus and weather", "bus and trains", false), ("Wallet", "Wallet's", false),
  ])
  func `a figure is printed by a name in either number`(
    label: String, words: String, isPrinted: Bool
  ) {
    #expect(Figure.text(label).isPrinted(as: words) == isPrinted)
  }

  @Test func `templates take turns, and choose by flags and slots`() throws {
    let rules = try SentenceRules(
      """
      # comment
      [size]
      ? few
      Only {posts}.
      ?
      {posts} {posts:says|say} so.
      In {posts} it {posts:is|are} said.
      {other} is missing.
      """)
    var writer = Writer(rules)
    var facts = Facts()
    facts["posts"] = Wording.count(12, .post, at: "posts")
    let written = (0..<3).map { _ in writer.write("size", facts)?.text }
    #expect(written == ["12 posts say so.", "In 12 posts it are said.", "12 posts say so."])
    facts["posts"] = Wording.count(1, .post, at: "posts")
    facts.flag("few", true)
    let few = writer.write("size", facts)
    #expect(few?.text == "Only one post." && few?.rule == "size")
    #expect(few?.basis == [.report("posts", "one")])
  }

  @Test(arguments: ["no rule yet", "[a]\n{open", "[a]\n{x:one}", "[a]\n[a]"])
  func `a line that cannot be read is named`(text: String) {
    #expect(throws: SentenceRuleError.self) { try SentenceRules(text) }
  }

  @Test func `what is filled in is never searched for slots`() throws {
    var writer = Writer(try SentenceRules("[say]\n“{quote}”, said {who}."))
    var facts = Facts()
    facts["quote"] = Slot("{who} {x}", basis: [.report("a", "b")])
    facts["who"] = Slot("one", basis: [])
    #expect(writer.write("say", facts)?.text == "“{who} {x}”, said one.")
  }

  @Test(arguments: [
    ("27 posts", "27 posts"), ("one post", "One post"), ("iPhone talk", "iPhone talk"),
    ("“so” it goes", "“so” it goes"), ("élan", "Élan"), ("", ""),
  ])
  func `a sentence begins with a capital`(text: String, words: String) {
    #expect(Writer.capitalised(text) == words)
  }
}
