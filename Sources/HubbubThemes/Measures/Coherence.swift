#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif
internal import HubbubSystem

/// How often the words of topics occur, and meet, within windows of texts.
///
/// Counted as gensim 4.4 counts them (`CoherenceModel`, after Röder, Both, Hinneburg 2015,
/// doi:10.1145/2684822.2685324): a text no longer than the window is one window; a longer one has a
/// window for each word that it can begin with, in which a word that leaves at the front counts as
/// gone until it comes in anew, even if it stands in the window a second time.
struct Coherence: Sendable {
  /// The topics: places of words, at most 64 a topic.
  private let topics: [[Int]]
  private var counts: Counts

  private struct Counts: Sendable {
    var windows = 0
    /// For each word the windows that hold it.
    var words: [Int]
    /// For each topic the windows that hold both words of a pair, a row for each word.
    var pairs: [[Int]]

    mutating func add(_ other: Counts) {
      windows += other.windows
      for word in words.indices { words[word] += other.words[word] }
      for topic in pairs.indices {
        for pair in pairs[topic].indices { pairs[topic][pair] += other.pairs[topic][pair] }
      }
    }
  }

  /// Counts words in windows.
  ///
  /// - Parameters:
  ///   - topics: for each topic its words, as places among all topics' words.
  ///   - words: how many different words the topics have.
  ///   - texts: how many texts there are.
  ///   - window: the words of a window; nil takes every text for one.
  ///   - read: appends the words of a text in order: their places, −1 for words of no topic.
  init(
    topics: [[Int]], words: Int, texts: Int, window: Int?, workers: Workers,
    read: @Sendable (Int, inout [Int32]) -> Void
  ) {
    self.topics = topics
    var members = [[(topic: Int, place: Int)]](repeating: [], count: words)
    for (topic, list) in topics.enumerated() {
      for (place, word) in list.enumerated() { members[word].append((topic, place)) }
    }
    let empty = Counts(
      words: Array(repeating: 0, count: words),
      pairs: topics.map { Array(repeating: 0, count: $0.count * $0.count) })
    let known = members
    let batches = Workers.batches(of: 8192, in: texts)
    let parts = workers.map(batches.count) { number in
      var view = View(counts: empty, members: known, sizes: topics.map(\.count))
      var text: [Int32] = []
      for index in batches[number] {
        text.removeAll(keepingCapacity: true)
        read(index, &text)
        view.read(text, window: window ?? max(1, text.count))
      }
      return view.counts
    }
    counts = empty
    for part in parts { counts.add(part) }
  }

  /// What stands in the window at work.
  private struct View {
    var counts: Counts
    let members: [[(topic: Int, place: Int)]]
    let sizes: [Int]
    private var present: [Int] = []
    /// The words of each topic that are present, a bit each.
    private var masks: [UInt64]
    /// Windows that held what is present now, and are not counted yet.
    private var pending = 0

    init(counts: Counts, members: [[(topic: Int, place: Int)]], sizes: [Int]) {
      self.counts = counts
      self.members = members
      self.sizes = sizes
      masks = Array(repeating: 0, count: sizes.count)
    }

    mutating func read(_ text: [Int32], window: Int) {
      for word in text.prefix(window) { enter(word) }
      pending = 1
      for end in stride(from: window, to: text.count, by: 1) {
        let (out, into) = (text[end - window], text[end])
        if out != into { leave(out) }
        enter(into)
        pending += 1
      }
      flush()
      for word in present { for (topic, _) in members[word] { masks[topic] = 0 } }
      present.removeAll(keepingCapacity: true)
    }

    private mutating func enter(_ word: Int32) {
      guard word >= 0, !present.contains(Int(word)) else { return }
      flush()
      present.append(Int(word))
      for (topic, place) in members[Int(word)] { masks[topic] |= 1 << UInt64(place) }
    }

    private mutating func leave(_ word: Int32) {
      guard word >= 0, let at = present.firstIndex(of: Int(word)) else { return }
      flush()
      present.remove(at: at)
      for (topic, place) in members[Int(word)] { masks[topic] &= ~(1 << UInt64(place)) }
    }

    /// Counts the windows that have held what is present.
    private mutating func flush() {
      guard pending > 0 else { return }
      counts.windows += pending
      for word in present {
        counts.words[word] += pending
        for (topic, place) in members[word] {
          var others = masks[topic]
          while others != 0 {
            counts.pairs[topic][place * sizes[topic] + others.trailingZeroBitCount] += pending
            others &= others - 1
          }
        }
      }
      pending = 0
    }
  }

  /// What gensim adds to probabilities, so that pairs that never meet have a logarithm.
  private static let epsilon = 1e-12

  /// Normalised pointwise mutual information (Bouma 2009) of two words of a topic.
  private func npmi(_ topic: Int, _ first: Int, _ second: Int) -> Double {
    let list = topics[topic]
    let n = Double(counts.windows)
    let joint = Double(counts.pairs[topic][first * list.count + second]) / n + Self.epsilon
    let apart = Double(counts.words[list[first]]) / n * (Double(counts.words[list[second]]) / n)
    return log(joint / apart) / -log(joint)
  }

  /// The mean NPMI of a topic's pairs of words: gensim's c_npmi.
  func npmi(of topic: Int) -> Double {
    let count = topics[topic].count
    var sum = 0.0
    for second in 1..<max(1, count) {
      for first in 0..<second { sum += npmi(topic, first, second) }
    }
    return sum / Double(max(1, count * (count - 1) / 2))
  }

  /// How alike the company of each word is to that of all words of the topic: gensim's c_v.
  ///
  /// Each word has a vector of its NPMI with every word of the topic; c_v is the mean cosine of
  /// these vectors with their sum.
  func cv(of topic: Int) -> Double {
    let count = topics[topic].count
    let vectors = (0..<count).map { first in (0..<count).map { npmi(topic, first, $0) } }
    var sum = [Double](repeating: 0, count: count)
    for vector in vectors { for place in 0..<count { sum[place] += vector[place] } }
    func dot(_ a: [Double], _ b: [Double]) -> Double {
      var total = 0.0
      for place in 0..<count { total += a[place] * b[place] }
      return total
    }
    var cosines = 0.0
    for vector in vectors {
      cosines += dot(vector, sum) / (dot(vector, vector).squareRoot() * dot(sum, sum).squareRoot())
    }
    return cosines / Double(max(1, count))
  }
}
