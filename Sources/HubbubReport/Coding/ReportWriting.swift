public import HubbubModel
internal import HubbubSystem

/// A report as `report.json`, and back.
///
/// The fields of the contract come first and in its order; what the renderings need besides comes
/// after them. Sentences appear as plain strings; their ids lead into `ledger.jsonl`, which holds
/// rules and evidence and belongs to the report. `docs/schemas/report.schema.json` describes it.
public enum ReportCoding {
  /// The version of the format.
  public static let schema = 1

  /// `report.json`: UTF-8, indented, with a final line feed.
  public static func json(_ report: Report) -> [UInt8] {
    let ids = SentenceNumbers.number(report).ids
    let document: JSON = [
      "schema": .integer(Int64(schema)),
      "title": .string(report.title.text),
      "lede": .string(report.lede.map(\.text).joined(separator: " ")),
      "source": source(report.source),
      "conservation": [
        "seen": .integer(Int64(report.conservation.seen)),
        "used": .integer(Int64(report.conservation.used)),
        "dropped": .sorted(report.conservation.dropped),
      ],
      "themes": .array(zip(report.themes, ids.themes).map(theme)),
      "takeaways": .array(
        zip(report.takeaways, ids.takeaways).map { takeaway, id in
          [
            "icon": .string(takeaway.icon), "text": .string(takeaway.sentence.text),
            "evidence": Ledger.json(takeaway.sentence.basis), "sentence": .string(id),
            "people": .optional(takeaway.people.map(Int64.init)),
            "score": .optional(takeaway.score.map(Int64.init)),
          ]
        }),
      "split": [
        "overall": split(report.split.overall),
        "themes": .array(report.split.themes.map { .string($0.text) }),
        "text": .string(report.split.sentences.map(\.text).joined(separator: " ")),
        "quotes": .array(report.split.quotes.map(quote)),
        "sentences": list(ids.split),
        "replies": [
          "agreeing": .integer(Int64(report.split.replies.agreeing)),
          "objecting": .integer(Int64(report.split.replies.objecting)),
        ],
        "common": .array(
          zip(report.split.common, ids.common).map { point, id in
            [
              "kind": .string(point.kind.rawValue), "theme": .string(point.theme.text),
              "text": .string(point.sentence.text), "for": side(point.favour),
              "against": side(point.against), "consensus": .number(point.consensus),
              "evidence": Ledger.json(point.sentence.basis), "quote": quote(point.quote),
              "sentence": .string(id),
            ]
          }),
        "shared": .array(
          zip(report.split.shared, ids.shared).map { point, id in
            [
              "text": .string(point.sentence.text), "people": .integer(Int64(point.people)),
              "evidence": Ledger.json(point.sentence.basis), "quote": quote(point.quote),
              "sentence": .string(id),
            ]
          }),
      ],
      "outlook": .array(
        zip(report.outlook, ids.outlook).map { item, id in
          [
            "text": .string(item.sentence.text), "probability": .optional(item.probability),
            "evidence": Ledger.json(item.sentence.basis), "quote": quote(item.quote),
            "sentence": .string(id),
          ]
        }),
      "parallels": .array(report.parallels.map(quote)),
      "residue": [
        "posts": .integer(Int64(report.residuePosts)), "share": .number(report.residueShare),
      ],
      "parallels_text": .string(report.parallelSentences.map(\.text).joined(separator: " ")),
      "calendar": .array(report.calendar.map { .string(UTCDate($0).iso) }),
      "method": .string(report.method.map(\.text).joined(separator: " ")),
      "sentences": [
        "title": .string(ids.title), "lede": list(ids.lede), "parallels": list(ids.parallels),
        "method": list(ids.method), "names": list(ids.names),
      ],
      "names": .array(report.names.map(name)),
      "names_text": .string(report.nameSentences.map(\.text).joined(separator: " ")),
      "digests": .array(zip(report.digests, ids.digests).map(digest)),
    ]
    return document.utf8(pretty: true) + [UInt8(ascii: "\n")]
  }

  private static func source(_ source: Report.Source) -> JSON {
    [
      "threads": .integer(Int64(source.threads)), "posts": .integer(Int64(source.posts)),
      "authors": .integer(Int64(source.authors)), "first": date(source.first),
      "last": date(source.last),
    ]
  }

  private static func theme(_ entry: ReportTheme, ids: SentenceNumbers.Theme) -> JSON {
    [
      "id": .string(entry.theme.id.text),
      "label": .string(entry.theme.label),
      "gloss": .string(entry.gloss?.text ?? ""),
      "guided": .boolean(entry.theme.guided),
      "parent": .optional(entry.theme.parent?.text),
      "terms": .array(
        entry.theme.terms.map { ["term": .string($0.term), "weight": .number($0.weight)] }),
      "posts": .integer(Int64(entry.posts)),
      "authors": .integer(Int64(entry.authors)),
      "share": .number(entry.share),
      "sentiment": mood(entry.mood),
      "split": split(entry.split),
      "quotes": .array(entry.quotes.map(quote)),
      "text": .string(entry.sentences.map(\.text).joined(separator: " ")),
      "trend": .array(entry.trend.map { .integer(Int64($0)) }),
      "group": .optional(entry.theme.group),
      "gloss_evidence": entry.theme.gloss.map(Ledger.json) ?? .null,
      "gloss_sentence": .optional(ids.gloss),
      "sentences": list(ids.sentences),
    ]
  }

  private static func name(_ name: ReportName) -> JSON {
    [
      "name": .string(name.name), "spellings": list(name.spellings),
      "kind": .optional(name.kind?.rawValue), "posts": .integer(Int64(name.posts)),
      "authors": .integer(Int64(name.authors)), "threads": .integer(Int64(name.threads)),
      "sentiment": mood(name.mood),
      "themes": .array(
        name.themes.map { share in
          ["theme": .string(share.theme.text), "posts": .integer(Int64(share.posts))]
        }),
      "quotes": .array(name.quotes.map(quote)),
    ]
  }

  private static func digest(_ digest: ReportDigest, id: String) -> JSON {
    [
      "thread": .string(digest.thread.text), "title": .optional(digest.title),
      "posts": .integer(Int64(digest.posts)), "authors": .integer(Int64(digest.authors)),
      "text": .string(digest.sentence.text), "sentence": .string(id),
      "quotes": .array(digest.quotes.map(quote)),
    ]
  }

  private static func mood(_ mood: Mood) -> JSON {
    [
      "mean": .optional(mood.mean), "low": .optional(mood.low), "high": .optional(mood.high),
      "positive": .integer(Int64(mood.positive)), "neutral": .integer(Int64(mood.neutral)),
      "negative": .integer(Int64(mood.negative)), "unscored": .integer(Int64(mood.unscored)),
    ]
  }

  private static func split(_ measure: SplitMeasure) -> JSON {
    [
      "agreement": .optional(measure.agreement), "low": .optional(measure.low),
      "high": .optional(measure.high), "verdict": .string(measure.verdict.rawValue),
      "for": .integer(Int64(measure.favour)), "neutral": .integer(Int64(measure.between)),
      "against": .integer(Int64(measure.against)),
      "bimodality": .optional(measure.bimodality), "polarisation": .optional(measure.polarisation),
      "replies": measure.tension.map(tension) ?? .null,
    ]
  }

  private static func side(_ side: CommonPoint.Side) -> JSON {
    [
      "supporting": .integer(Int64(side.supporting)), "objecting": .integer(Int64(side.objecting)),
    ]
  }

  private static func tension(_ tension: ReplyTension) -> JSON {
    [
      "edges": .integer(Int64(tension.edges)), "opposed": .number(tension.share),
      "expected": .number(tension.expected), "p": .number(tension.p),
    ]
  }

  private static func quote(_ quote: Quote) -> JSON {
    [
      "text": .string(quote.evidence.text), "author": .optional(quote.author),
      "post": .string(quote.evidence.post.text), "url": .optional(quote.url),
      "start": .integer(Int64(quote.evidence.start)), "end": .integer(Int64(quote.evidence.end)),
      "side": .optional(quote.side?.rawValue), "time": date(quote.time),
      "source": [
        "path": .string(quote.source.path), "start": .integer(Int64(quote.source.start)),
        "end": .integer(Int64(quote.source.end)),
      ],
    ]
  }

  private static func date(_ time: Int64?) -> JSON { .optional(time.map { UTCDate($0).iso }) }

  private static func list(_ ids: [String]) -> JSON { .array(ids.map(JSON.string)) }
}
