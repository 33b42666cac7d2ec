/// The particles that Korean writes onto its nouns.
///
/// No Snowball stemmer knows Korean. What stands before a particle is the word that a text is about:
/// "전기차의" and "전기차를" are both "전기차". A particle is told by its syllables and, where it has one
/// form behind consonants and another behind vowels, by the syllable before it ("가을" is no "가" with
/// an object's particle, which would be "를"). Nothing is known of the word itself: a stem may lose a
/// last syllable too many ("고양이" → "고양"), but loses it in all its forms.
public enum KoreanParticles {
  /// What a particle stands behind.
  private enum Side { case any, consonant, vowel }

  /// Particles, the longest first; of equals, in the order of their bytes.
  private static let particles: [(text: [UInt8], side: Side, least: Int)] = {
    // The number is how many syllables must be left.
    let lists: [(Side, Int, String)] = [
      (
        .any, 1,
        "에서는 에서도 에게서 에게는 한테서 까지는 까지도 부터는 보다는 처럼은 만으로 만이 만을 만은 에는 에도 에만 에서 에게 한테 께서 까지 부터 보다 처럼 마다 조차 마저 밖에 들이 들은 들을 들의 들도"
      ),
      (.consonant, 1, "으로는 으로도 으로서 으로써 으로 이라고 이라는 이라도 이라면 이나 이랑 을 은"),
      (.vowel, 1, "로는 로도 로서 로써 라고 라는 라도 라면 랑 를"),
      (.any, 2, "의 에 도 만 들"),
      (.consonant, 2, "이 과"),
      (.vowel, 2, "가 는 와 로 나"),
    ]
    return lists.flatMap { side, least, list in
      list.split(separator: " ").map { (text: Array($0.utf8), side: side, least: least) }
    }.sorted {
      $0.text.count != $1.text.count
        ? $0.text.count > $1.text.count : $0.text.lexicographicallyPrecedes($1.text)
    }
  }()

  /// How many bytes of a word stand before its particle; all of them if it has none.
  ///
  /// - Complexity: O(particles) for a word that ends in a Korean syllable, else O(1).
  public static func stemLength(_ word: Span<UInt8>) -> Int {
    let count = word.count
    guard count >= 6, 0xEA...0xED ~= word[count - 3] else { return count }
    for particle in particles {
      let length = particle.text.count
      let rest = count - length
      guard rest >= 3 * particle.least, ends(word, in: particle.text),
        let syllable = syllable(word, before: rest)
      else { continue }
      // Of the 28 last consonants the first is none, and "로" stands behind ㄹ too, the eighth.
      let last = syllable % 28
      switch particle.side {
      case .any: return rest
      case .consonant: if last != 0 { return rest }
      case .vowel:
        if last == 0 || last == 8 && particle.text.starts(with: rieul) { return rest }
      }
    }
    return count
  }

  /// Whether a word has a particle, other than the one that joins two nouns ("의").
  public static func isOn(_ word: Span<UInt8>) -> Bool {
    let length = stemLength(word)
    return length < word.count && !(length + 3 == word.count && ends(word, in: genitive))
  }

  private static let genitive = Array("의".utf8)
  private static let rieul = Array("로".utf8)

  private static func ends(_ word: Span<UInt8>, in ending: [UInt8]) -> Bool {
    let start = word.count - ending.count
    for place in ending.indices where word[start + place] != ending[place] { return false }
    return true
  }

  /// The number of the syllable that ends at a place; nil if none does.
  private static func syllable(_ word: Span<UInt8>, before end: Int) -> Int? {
    guard end >= 3, 0xEA...0xED ~= word[end - 3] else { return nil }
    let (high, middle, low) = (Int(word[end - 3]), Int(word[end - 2]), Int(word[end - 1]))
    let scalar = (high & 0xF) << 12 | (middle & 0x3F) << 6 | low & 0x3F
    return 0xAC00...0xD7A3 ~= scalar ? scalar - 0xAC00 : nil
  }
}
