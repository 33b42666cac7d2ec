internal import HubbubModel
public import HubbubSystem

extension Lineage {
  /// Writes `lineage.json` into a workspace's `themes` folder; see `docs/schemas/`.
  public func write(to folder: String) throws(FileError) {
    try AtomicFile.write(json.utf8(pretty: true) + [10], to: "\(folder)/lineage.json")
  }

  private var json: JSON {
    [
      "schema": "hubbub-lineage/1",
      "themes": .array(
        entries.map { entry in
          [
            "id": .string(entry.theme.text), "label": .string(entry.label),
            "fate": .string(entry.fate.rawValue), "renamed": .boolean(entry.isRenamed),
            "from": .array(
              entry.from.map { tie in
                [
                  "id": .string(tie.theme.text), "label": .string(tie.label),
                  "posts": .integer(Int64(tie.posts)), "given": .optional(tie.given),
                  "taken": .optional(tie.taken), "likeness": .number(tie.likeness),
                ]
              }),
          ]
        }),
      "gone": .array(
        gone.map { theme in
          [
            "id": .string(theme.theme.text), "label": .string(theme.label),
            "posts": .integer(Int64(theme.posts)),
          ]
        }),
    ]
  }
}
