internal import HubbubModel
internal import HubbubSystem

/// Themes and metrics as JSON; see `docs/schemas/themes.schema.json` and `metrics.schema.json`.
enum ThemeCoding {
  static let themesSchema = "hubbub-themes/1"
  static let metricsSchema = "hubbub-theme-metrics/1"

  static func themes(_ themes: [Theme]) -> JSON {
    [
      "schema": .string(themesSchema),
      "themes": .array(
        themes.map { theme in
          [
            "id": .string(theme.id.text),
            "label": .string(theme.label),
            "gloss": theme.gloss.map(gloss) ?? .null,
            "guided": .boolean(theme.guided),
            "parent": .optional(theme.parent?.text),
            "group": .optional(theme.group),
            "reach": .optional(theme.reach),
            "focus": .optional(theme.focus),
            "terms": .array(
              theme.terms.map { ["term": .string($0.term), "weight": .number($0.weight)] }),
          ]
        }),
    ]
  }

  private static func gloss(_ gloss: Evidence) -> JSON {
    [
      "text": .string(gloss.text),
      "post": .string(gloss.post.text),
      "start": .integer(Int64(gloss.start)),
      "end": .integer(Int64(gloss.end)),
    ]
  }

  static func metrics(_ model: ThemeModel) -> JSON {
    let metrics = model.metrics
    return [
      "schema": .string(metricsSchema),
      "npmi": .number(metrics.npmi),
      "c_npmi": .optional(metrics.windowedNPMI),
      "c_v": .optional(metrics.cv),
      "diversity": .number(metrics.diversity),
      "stability": .optional(metrics.stability),
      "residue": .number(metrics.residue),
      "residue_reasons": .sorted(model.residue),
      "levels": .array(
        metrics.levels.map { level in
          [
            "count": .integer(Int64(level.count)),
            "stability": .number(level.stability),
            "modularity": .number(level.modularity),
          ]
        }),
    ]
  }

  static func themes(from value: JSONValue, path: String) throws -> [Theme] {
    guard value["schema"]?.string == themesSchema, let list = value["themes"] else {
      throw ThemeFileError(path, "it is not a list of themes (`\(themesSchema)`)")
    }
    return try list.elements.enumerated().map { number, item in
      guard let id = item["id"]?.string, let label = item["label"]?.string,
        let guided = item["guided"]?.boolean, let terms = item["terms"]
      else { throw ThemeFileError(path, "theme \(number + 1) lacks an id, a label or terms") }
      return Theme(
        id: ThemeID(id), label: label, gloss: item["gloss"].flatMap(gloss), guided: guided,
        parent: item["parent"]?.string.map { ThemeID($0) }, group: item["group"]?.string,
        terms: terms.elements.compactMap { term in
          guard let text = term["term"]?.string, let weight = term["weight"]?.number else {
            return nil
          }
          return WeightedTerm(text, weight)
        }, reach: item["reach"]?.number, focus: item["focus"]?.number)
    }
  }

  private static func gloss(from value: JSONValue) -> Evidence? {
    guard let text = value["text"]?.string, let post = value["post"]?.string,
      let start = value["start"]?.integer, let end = value["end"]?.integer
    else { return nil }
    return Evidence(text: text, post: PostID(post), start: Int(start), end: Int(end))
  }

  static func metrics(
    from value: JSONValue, path: String
  ) throws -> (ThemeMetrics, residue: [String: Int]) {
    guard value["schema"]?.string == metricsSchema, let npmi = value["npmi"]?.number,
      let diversity = value["diversity"]?.number, let residue = value["residue"]?.number
    else { throw ThemeFileError(path, "it lacks a metric (`\(metricsSchema)`)") }
    var reasons: [String: Int] = [:]
    for (reason, count) in value["residue_reasons"]?.members ?? [] {
      reasons[reason] = count.integer.map { Int($0) }
    }
    let levels = (value["levels"]?.elements ?? []).compactMap { level -> ThemeLevel? in
      guard let count = level["count"]?.integer, let stability = level["stability"]?.number,
        let modularity = level["modularity"]?.number
      else { return nil }
      return ThemeLevel(count: Int(count), stability: stability, modularity: modularity)
    }
    return (
      ThemeMetrics(
        npmi: npmi, windowedNPMI: value["c_npmi"]?.number, cv: value["c_v"]?.number,
        diversity: diversity, stability: value["stability"]?.number,
        residue: residue, levels: levels), reasons
    )
  }
}
