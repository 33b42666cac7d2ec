internal import HubbubCorpus
internal import HubbubModel
internal import HubbubSentiment
internal import HubbubSystem
internal import HubbubTerms
internal import HubbubText

/// What the posts say where they hold a name: the mood of those sentences, and the best of them.
struct NameReader: Sendable {
  let corpus: Corpus
  let terms: TermIndex
  let profiles: ThemeProfiles
  let survey: Survey
  let index: NameIndex

  /// What was read of one name.
  struct Reading: Sendable {
    /// Each post's author, and the mean valence of its sentences that hold the name.
    var voices: [Measures.Voice] = []
    /// Sentences that could be quoted, best first.
    var candidates: [Candidate] = []
  }

  /// The most sentences kept of a name.
  private static let kept = 40

  /// Reads the posts that hold names once, on all workers.
  ///
  /// - Complexity: O(n) in the bytes of those posts.
  func read(workers: Workers) -> [Reading] {
    var mentions: [Int: [(group: Int, at: Int32)]] = [:]
    for (group, name) in index.groups.enumerated() {
      for mention in name.mentions {
        mentions[Int(mention.row), default: []].append((group, mention.start))
      }
    }
    let rows = mentions.keys.sorted()
    let passages = terms.passageRanges(posts: corpus.count)
    let held = mentions
    let batches = Workers.batches(of: 64, in: rows.count)
    let parts = workers.map(batches.count) { batch in
      var scorer = PostReader(reader: self, passages: passages)
      for row in rows[batches[batch]] { scorer.read(row, held[row] ?? []) }
      return scorer.readings
    }
    var readings = Array(repeating: Reading(), count: index.groups.count)
    for part in parts {
      for (group, reading) in part.enumerated() {
        readings[group].voices += reading.voices
        readings[group].candidates += reading.candidates
      }
    }
    for group in readings.indices {
      readings[group].candidates = Array(
        readings[group].candidates.sorted(by: Candidate.isBefore).prefix(Self.kept))
    }
    return readings
  }

  private struct PostReader {
    let reader: NameReader
    let passages: [Range<Int>]
    var readings: [Reading]
    private let scorer = SentimentScorer()

    init(reader: NameReader, passages: [Range<Int>]) {
      self.reader = reader
      self.passages = passages
      readings = Array(repeating: Reading(), count: reader.index.groups.count)
    }

    mutating func read(_ row: Int, _ mentions: [(group: Int, at: Int32)]) {
      let post = reader.corpus[row]
      let bytes = Array(post.text.utf8)
      let ranges = Sentences.ranges(in: post.text, language: post.language)
      let joints = Joints.of(post)
      let author = MoodMeasure.voice(of: post)
      var valences: [Int: Double?] = [:]
      var sentences: [Int: [Int]] = [:]
      for (group, at) in mentions {
        guard let place = ranges.lastIndex(where: { $0.lowerBound <= Int(at) }),
          ranges[place].contains(Int(at))
        else { continue }
        if sentences[group]?.last != place { sentences[group, default: []].append(place) }
      }
      for group in sentences.keys.sorted() {
        var sum = 0.0
        var scored = 0
        for place in sentences[group] ?? [] {
          let text = String(decoding: bytes[ranges[place]], as: UTF8.self)
          let valence = valences[place] ?? scorer.score(text, language: post.language).valence
          valences[place] = valence
          if let valence {
            sum += valence
            scored += 1
          }
          let candidate = candidate(row, ranges[place], bytes, text, joints, valence ?? 0)
          if let candidate { readings[group].candidates.append(candidate) }
        }
        readings[group].voices.append((author, scored == 0 ? nil : sum / Double(scored)))
      }
    }

    /// The sentence, if it can stand between quotation marks.
    private func candidate(
      _ row: Int, _ range: Range<Int>, _ bytes: [UInt8], _ text: String, _ joints: [Int],
      _ valence: Double
    ) -> Candidate? {
      let words = Words.of(Array(bytes[range]))
      guard
        QuoteFilter.english.reason(against: bytes, range, words: words, joints: joints) == nil,
        let passage = passages[row].last(where: {
          reader.terms.passages[$0].start <= range.lowerBound
        }) ?? passages[row].first
      else { return nil }
      // What is said of a name is best said with a stand.
      let score =
        QuoteValue.english.factor(words) * Float(reader.survey.engagement(row))
        * Float(0.5 + min(0.5, abs(valence))) * (words.count > 32 ? 0.8 : 1)
      return Candidate(
        row: row, range: range, text: text,
        vector: SentenceVector(range, passage: passage, reader.terms),
        themes: Array(reader.profiles.themes(of: passage)), score: score)
    }
  }
}
