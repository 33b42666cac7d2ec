internal import Mustache

/// Markup that this program wrote: only charts, the style sheet and isolated names are.
///
/// Its text passes into a page unescaped, so nothing from a post may be put into one but through
/// `HTMLText.escape`.
struct Markup: Hashable, Sendable {
  let html: String
}

/// A value that a template can show.
indirect enum TemplateValue: Sendable {
  /// Text, escaped by the template.
  case text(String)
  /// Shown or not.
  case flag(Bool)
  /// A section that is repeated.
  case list([TemplateObject])
  /// A section that is shown once, or a group of values reached by `name.value`.
  case object(TemplateObject)
  /// Markup of our own, shown by `{{{name}}}`.
  case markup(Markup)

  fileprivate var mustache: Any {
    switch self {
    case .text(let text): text
    case .flag(let flag): flag
    case .list(let list): list
    case .object(let object): object
    case .markup(let markup): markup.html
    }
  }

  /// The text, or a false value, which hides its section and prints nothing.
  static func optional(_ text: String?) -> TemplateValue {
    text.map(TemplateValue.text) ?? .object(TemplateObject.none)
  }
}

/// The values that a template finds by name.
///
/// A name that is not here is looked for in the objects around, as Mustache has it; so the objects
/// of one kind always carry all names of their kind.
struct TemplateObject: MustacheParent, MustacheCustomRenderable, Sendable,
  ExpressibleByDictionaryLiteral
{
  /// What stands for a missing value: it prints nothing, and its section is hidden.
  static let none = TemplateObject(values: nil)

  private let values: [String: TemplateValue]?

  private init(values: [String: TemplateValue]?) { self.values = values }

  init(_ values: [String: TemplateValue]) { self.values = values }

  init(dictionaryLiteral elements: (String, TemplateValue)...) {
    values = Dictionary(uniqueKeysWithValues: elements)
  }

  func child(named name: String) -> Any? { values?[name]?.mustache }
  var renderText: String { "" }
  var isNull: Bool { values == nil }
}
