import Testing

/// Small discussions written for these tests, and whom and what they talk about.
struct NameFixture: Sendable, CustomTestStringConvertible {
  var title: String
  /// The posts: the writer, and the words.
  var posts: [(author: String, text: String)]
  /// The names that a reader would list.
  var names: Set<String>

  var testDescription: String { title }

  static let all = [energy, rent, league]

  static let energy = NameFixture(
    title: "meters at home",
    posts: [
      ("kestrel", "Hi all. We moved the logger from an Arduino to a Raspberry Pi in March."),
      ("brindle", "Hello Kestrel, does the RaspberryPi survive a power cut? Mine did not."),
      (
        "kestrel",
        "It does. The Raspberry-Pi sits behind a small UPS, and the Arduinos do not care."
      ),
      ("osier", "However, my raspberry pi lost its SD card twice. Arduino never did that to me."),
      ("brindle", "Thanks Kestrel! We publish to Mosquitto 2.0 and read it back in Grafana."),
      (
        "osier",
        "However you wire the Raspberry Pi, Grafana needs a clock. Our Arduino's clock drifts by 5 V steps."
      ),
      (
        "kestrel",
        "We upgraded Mosquitto to 2.1 in the US office on Monday, and then Grafana to 9.4."
      ),
      (
        "tansy", "The CPU is bored. In the US they sell 120 V meters; Mosquitto 2.0 runs there too."
      ),
      (
        "tansy",
        "# Power Supply And Wiring Notes\nKestrel,\nthe GPU is idle. I agree about Grafana."
      ),
      ("osier", "See https://Example.org/PowerMeter and call MeterReader::start() on the Arduino."),
      (
        "brindle",
        "The MeterReader::stop() call hangs. Grafana 9.4 shows it, and MeterReader.stop() too."
      ),
      (
        "tansy",
        "Good luck, Brindle. German boxes use the same plug, and the German manual is fine."
      ),
    ],
    names: ["Raspberry Pi", "Arduino", "Mosquitto", "Grafana", "US"])

  static let rent = NameFixture(
    title: "machines for rent",
    posts: [
      ("alder", "We rent from Northcloud because Vantor raised its prices in January."),
      ("birch", "Vantor raised them twice. Northcloud Inc. hired half of their support."),
      ("cedar", "The GPUs at Northcloud are old, but Vantor's queue is a week long."),
      (
        "alder",
        "I hear that Northcloud announced a second site near New Haven. New Haven has power."
      ),
      ("elm", "Maria Lund said that the queue in New Haven is a myth. Lund said so in May."),
      ("birch", "That is Maria Lund for you. Vantor will not like it, and neither will OpenGrid."),
      ("elm", "OpenGrid is the only network that pays me. Open Grid paid late, once, in April."),
      ("cedar", "ok so opengrid pays? My TPU is idle. Northcloud Inc. will never pay anybody."),
      ("alder", "DO NOT SIGN ANYTHING WITH THEM. I mean Vantor, of course; Lund said the same."),
      ("fir", "Anyway, what about OpenGrid 3.1? We run OpenGrid 3.0 beside it. Best regards,\nFir"),
      ("cedar", "Step 3 of the FAQ says 8 GB. OpenGrid 3.1 needs 16 GB; the plan is on page 12."),
      ("birch", "Unfortunately the API is down. Vantor says Tuesday; Northcloud says nothing."),
    ],
    names: ["Northcloud", "Vantor", "New Haven", "Maria Lund", "OpenGrid"])

  static let league = NameFixture(
    title: "a league of towns",
    posts: [
      ("heron", "Saltmere won again, and Harbour United lost to Brackley on Sunday."),
      ("plover", "What a Sunday! I saw Brackley beat Harbour United with ten men."),
      (
        "dunlin",
        "Nobody beats Saltmere at home. The coach of Saltmere knows that, and so does UFL."
      ),
      (
        "heron",
        "The rules of the Union of Ferry Leagues (UFL) say otherwise. Ask Brackley about it."
      ),
      ("plover", "Maybe. Harbour United play Saltmere in June, in front of the French referee."),
      ("dunlin", "The French referee again? HUGE mistake. We wrote to the UFL, as Brackley did."),
      ("snipe", "If Brackley win, Saltmere need four points. Harbour United need a miracle."),
      ("snipe", "In the end the UFL decides. Why not ask the Union of Ferry Leagues on Friday?"),
    ],
    names: ["Saltmere", "Harbour United", "Brackley", "UFL"])
}
