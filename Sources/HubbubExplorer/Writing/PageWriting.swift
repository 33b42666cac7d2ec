internal import HubbubExport
internal import HubbubModel
internal import Mustache

/// A view as a page.
///
/// HTML without scripts; text reaches it through the escaping of the template alone.
struct PageWriting: Sendable {
  private let library: MustacheLibrary

  static let shared = PageWriting()

  static let style = PackageResources.explorer_css

  private init() {
    var library = MustacheLibrary()
    for (name, text) in [
      ("page", PackageResources.page_mustache), ("table", PackageResources.table_mustache),
    ] {
      do {
        try library.register(String(decoding: text, as: UTF8.self), named: name)
      } catch {
        preconditionFailure("template \(name): \(error)")
      }
    }
    self.library = library
  }

  /// The page's bytes.
  ///
  /// - Parameters:
  ///   - address: the page's own path and parameters, for its other formats.
  ///   - isComparing: whether there is another run to compare with.
  func page(_ view: View, address: (String) -> String, isComparing: Bool) -> [UInt8] {
    guard
      let page = library.render(
        object(view, address: address, isComparing: isComparing), withTemplate: "page")
    else { preconditionFailure("the page's template is not in the library") }
    return Array(page.utf8)
  }

  private func object(
    _ view: View, address: (String) -> String, isComparing: Bool
  ) -> [String: Any] {
    var object: [String: Any] = [
      "title": view.title, "lines": view.lines, "compare": isComparing,
      "links": view.links.map { ["text": $0.text, "address": $0.address] },
      "hasLinks": !view.links.isEmpty,
      "cards": view.cards.map(card),
      "tables": view.tables.filter { $0.isShown && !$0.rows.isEmpty }.map(table),
      "formats": view.tables.isEmpty
        ? [] : ["json", "csv"].map { ["name": $0.uppercased(), "address": address($0)] },
    ]
    object["chart"] = view.chart
    object["previous"] = view.previous
    object["next"] = view.next
    object["pages"] = view.previous != nil || view.next != nil
    object["form"] = view.filter.map { filter in
      var object = form(filter, themes: view.themes, names: view.names)
      object["action"] = view.action
      object["kept"] = view.kept.map { ["name": $0.name, "value": $0.value] }
      object["isSorted"] = view.action == "/posts"
      return object
    }
    return object
  }

  private func card(_ card: Card) -> [String: Any] {
    var object: [String: Any] = [
      "address": Address.post(card.post), "author": card.author ?? "unknown author",
      "depth": min(card.depth, 8),
      "pieces": card.pieces.map { ["text": $0.text, "found": $0.isFound] as [String: Any] },
      "focus": card.isFocus,
    ]
    object["heading"] = card.heading
    object["authorAddress"] = card.author.map(Address.author)
    object["time"] = card.time
    object["day"] = card.time.map { String($0.prefix(10)) }
    object["theme"] = card.theme.map { ["text": $0.label, "address": Address.theme($0.id)] }
    object["valence"] = card.valence.map(Numbers.signed)
    object["side"] = card.valence.map {
      PostFilter.Side(valence: $0).rawValue
    }
    object["score"] = card.score.map { String($0) }
    return object
  }

  private func table(_ table: ResultTable) -> [String: Any] {
    // The ids stand in the other formats; a person reads the names.
    let shown = table.columns.indices.filter {
      table.columns.count < 3 || table.columns[$0] != "id"
    }
    let numbers = Set(shown.filter { column in table.rows.contains { $0[column].cell.isNumber } })
    return [
      "caption": table.caption,
      "columns": shown.map {
        ["text": Self.name(ofColumn: table.columns[$0]), "number": numbers.contains($0)]
          as [String: Any]
      },
      "rows": table.rows.map { row in
        [
          "fields": shown.map {
            field(row[$0], column: table.columns[$0], isNumber: numbers.contains($0))
          }
        ]
      },
    ]
  }

  /// A column's name for a person; the other formats have the names of `series/sentiment.csv`.
  private static func name(ofColumn column: String) -> String {
    switch column {
    case "ds": "from"
    case "y": "mean"
    case "n_posts": "posts"
    case "n_authors": "authors"
    default: column.replacing("_", with: " ")
    }
  }

  private func field(
    _ field: ResultTable.Field, column: String, isNumber: Bool
  ) -> [String: Any] {
    var object: [String: Any] = ["number": isNumber]
    switch field.cell {
    case .none: object["text"] = "–"
    case .integer(let number): object["text"] = Numbers.grouped(Int(number))
    case .real(let number):
      switch column {
      case "share": object["text"] = Numbers.percent(number)
      case "weight": object["text"] = String((number * 1000).rounded() / 1000)
      default: object["text"] = Numbers.signed(number)
      }
    case .text(let text):
      object["text"] = ["first", "last"].contains(column) ? String(text.prefix(10)) : text
    }
    object["address"] = field.address
    return object
  }

  private func form(
    _ filter: PostFilter, themes: [(id: String, label: String)], names: [String]
  ) -> [String: Any] {
    func choices<Choice: RawRepresentable & CaseIterable & Equatable>(
      _ chosen: Choice?, _ any: String
    ) -> [[String: Any]] where Choice.RawValue == String {
      [["value": "", "text": any, "chosen": chosen == nil]]
        + Choice.allCases.map {
          ["value": $0.rawValue, "text": $0.rawValue, "chosen": $0 == chosen]
        }
    }
    var object: [String: Any] = [
      "sides": choices(filter.side, "any"), "orders": choices(filter.order, "as it fits"),
    ]
    object["words"] = filter.words
    object["themes"] =
      [["value": "", "text": "any", "chosen": filter.theme == nil] as [String: Any]]
      + themes.map { ["value": $0.id, "text": $0.label, "chosen": $0.id == filter.theme] }
    object["hasNames"] = !names.isEmpty
    object["names"] =
      [["value": "", "text": "any", "chosen": filter.name == nil] as [String: Any]]
      + names.map { ["value": $0, "text": $0, "chosen": $0 == filter.name] }
    object["author"] = filter.author
    object["thread"] = filter.thread
    object["from"] = filter.from
    object["to"] = filter.to
    return object
  }
}

extension Cell {
  fileprivate var isNumber: Bool {
    switch self {
    case .integer, .real: true
    case .text, .none: false
    }
  }
}
