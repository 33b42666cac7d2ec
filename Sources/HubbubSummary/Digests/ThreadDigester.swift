public import HubbubModel

/// Chooses the sentences that stand for a thread.
///
/// Each sentence is worth the weighted sum of its traits; the weights are data, learned by ridge
/// regression from threads that people summarised. Sentences are taken one by one, the most worth
/// first, less what they share with those taken (maximal marginal relevance, Carbonell and Goldstein
/// 1998), until the length is reached.
public struct ThreadDigester: Sendable {
  /// The digester for threads in English; others are read with the same weights.
  public static let english: ThreadDigester = {
    guard let weights = TraitWeights(PhraseBooks.text(PackageResources.digest_en_tsv)) else {
      preconditionFailure("digest-en.tsv lacks a trait")
    }
    return ThreadDigester(weights: weights)
  }()

  let weights: TraitWeights

  /// What is taken off for likeness to a sentence taken already.
  private static let likeness = 0.2
  /// What is taken off for each sentence of the same post that is taken.
  private static let crowding = 0.03
  /// Words by which the last sentence may go beyond the length, and by which a digest may fall short.
  private static let overrun = 8
  private static let shortfall = 6

  /// The sentences that stand for a thread.
  ///
  /// - Parameters:
  ///   - posts: the thread in its order.
  ///   - words: about how many words the digest has.
  ///   - isFree: whether a sentence, by its post's place and the bytes of its text, may be taken.
  /// - Complexity: O(s²) in the thread's sentences at worst, of which the first 400 are read.
  public func digest(
    _ posts: [Post], words: Int,
    where isFree: (_ post: Int, _ range: Range<Int>) -> Bool = { _, _ in true }
  ) -> ThreadDigest {
    let thread = ThreadTraits(posts)
    let sentences = thread.sentences
    let worth = sentences.map { weights.worth(thread.traits(of: $0)) }
    var near = [Double](repeating: 0, count: sentences.count)
    var fromPost: [Int: Int] = [:]
    var open = sentences.indices.filter { isFree(sentences[$0].post, sentences[$0].range) }
    var chosen: [Int] = []
    var length = 0
    while length < words - Self.shortfall {
      open.removeAll { length + sentences[$0].length > words + Self.overrun }
      var best: (index: Int, value: Double)?
      for index in open {
        let sentence = sentences[index]
        let value =
          worth[index] - Self.likeness * near[index]
          - Self.crowding * Double(fromPost[sentence.post] ?? 0)
        let scaled = value > 0 ? value * Self.heft(sentence.length) : value
        if best.map({ scaled > $0.value }) ?? true { best = (index, scaled) }
      }
      guard let best else { break }
      chosen.append(best.index)
      open.removeAll { $0 == best.index }
      length += sentences[best.index].length
      fromPost[sentences[best.index].post, default: 0] += 1
      for index in open {
        near[index] = max(near[index], sentences[index].likeness(to: sentences[best.index]))
      }
    }
    return ThreadDigest(
      lines: chosen.sorted().map {
        ThreadDigest.Line(
          post: sentences[$0].post, range: sentences[$0].range, text: sentences[$0].text)
      })
  }

  /// The fourth root of a length: of two sentences that say as much a word, the longer one.
  private static func heft(_ words: Int) -> Double {
    Double(words).squareRoot().squareRoot()
  }
}

/// The weights of a sentence's traits.
struct TraitWeights: Sendable {
  private let weights: [Double]

  /// Reads `trait<TAB>weight` lines; nil if a trait has none.
  init?(_ table: String) {
    var named: [String: Double] = [:]
    for line in table.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t")
      if fields.count == 2, let weight = Double(fields[1]) { named[String(fields[0])] = weight }
    }
    let found = Trait.allCases.compactMap { named[$0.rawValue] }
    guard found.count == Trait.allCases.count else { return nil }
    weights = found
  }

  /// The weighted sum of traits, which come in the order of `Trait.allCases`.
  func worth(_ traits: [Double]) -> Double {
    zip(traits, weights).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
