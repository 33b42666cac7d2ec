/// How phrases are most often written.
enum PhraseDisplay {
  private struct Form: Hashable {
    var phrase: Int32
    var variants: SIMD4<Int32>
    var gaps: UInt8
  }

  /// The most frequent spelling of each phrase that is wanted, casing and hyphens as written.
  ///
  /// Equal counts go to the spelling that sorts first by its bytes.
  static func surfaces(
    wanted: [Bool], shards: [TokenShard], words: [WordTable],
    occurrences: [[Assembly.FoundPhrase]]
  ) -> [String] {
    var spellings: [[String: Int]] = Array(repeating: [:], count: wanted.count)
    for (number, found) in occurrences.enumerated() {
      let shard = shards[number]
      let table = words[number % words.count]
      var forms: [Form: Int] = [:]
      for occurrence in found {
        let token = Int(occurrence.token)
        for (phrase, words) in [(occurrence.pair, 2), (occurrence.triple, 3)]
        where phrase >= 0 && wanted[Int(phrase)] {
          var form = Form(phrase: phrase, variants: SIMD4(repeating: -1), gaps: 0)
          for word in 0..<words {
            form.variants[word] = shard.variants[token + word]
            if word > 0 {
              form.gaps = form.gaps << 2 | UInt8(shard.tokens[token + word] & 3)
            }
          }
          forms[form, default: 0] += 1
        }
      }
      for (form, count) in forms {
        spellings[Int(form.phrase)][text(of: form, in: table), default: 0] += count
      }
    }
    return spellings.map { Display.best($0.map { ($0.key, $0.value) }) }
  }

  private static func text(of form: Form, in table: WordTable) -> String {
    var text = ""
    let words = form.variants[2] < 0 ? 2 : 3
    for word in 0..<words {
      if word > 0 {
        let gap = form.gaps >> (2 * UInt8(words - 1 - word)) & 3
        text += TokenShard.Gap.mark(UInt32(gap))
      }
      text += Display.shown(Int(form.variants[word]), of: table)
    }
    return text
  }
}
