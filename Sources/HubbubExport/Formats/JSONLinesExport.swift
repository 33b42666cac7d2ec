internal import HubbubCorpus
internal import HubbubModel
internal import HubbubSystem

/// A post a line, with what was made of it.
enum JSONLinesExport {
  static func write(_ work: FinishedWork, to path: String) throws -> [String] {
    let file = try AtomicFile(path: path)
    let ofPosts = work.themesOfPosts()
    let themes = work.themes?.themes ?? []
    try work.corpus.forEach(in: 0..<work.corpus.count) { row, post in
      let mood = work.sentiment?[row]
      let line: JSON = [
        "id": .string(post.id.text), "thread": .string(post.thread.text),
        "title": .optional(post.title), "parent": .optional(post.parent?.text),
        "author": .optional(post.author), "time": .optional(post.time.map { UTCDate($0).iso }),
        "url": .optional(post.url), "score": .optional(post.score.map(Int64.init)),
        "language": .optional(post.language), "text": .string(post.text),
        "body": .string(post.body),
        "themes": .array(
          ofPosts[row].map { share in
            [
              "id": .string(themes[share.theme].id.text),
              "label": .string(themes[share.theme].label), "weight": .number(share.weight),
            ]
          }),
        "valence": .optional(mood?.valence),
        "source": [
          "path": .string(post.source.path), "start": .integer(Int64(post.source.start)),
          "end": .integer(Int64(post.source.end)),
        ],
      ]
      try file.write(line.utf8() + [10])
    }
    try file.commit()
    return [path]
  }
}
