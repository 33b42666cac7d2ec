/// Which elements end others, by the rules of libxml2's HTML parser (`htmlStartClose`,
/// `htmlEndPriority` and the empty elements of `html40ElementTable` in its HTMLparser.c, 2.9.14).
enum HTMLNesting {
  /// Whether the start of an element ends another that is open right around it.
  static func starts(_ tag: UInt16, closing open: UInt16) -> Bool {
    guard tag < 128, open < 128 else { return false }
    let row = closing[Int(open)]
    return (tag < 64 ? row.low >> UInt64(tag) : row.high >> UInt64(tag - 64)) & 1 != 0
  }

  /// How strong an element is: an end tag closes none that is stronger than its own.
  static func priority(_ tag: UInt16) -> UInt8 {
    Int(tag) < priorities.count ? priorities[Int(tag)] : weakest
  }

  /// Whether an element has no content and no end tag.
  static func isEmpty(_ tag: UInt16) -> Bool { Int(tag) < empty.count && empty[Int(tag)] }

  private static let weakest: UInt8 = 100

  private static let priorities: [UInt8] = {
    var all = Array(repeating: weakest, count: 128)
    let stronger: [(HTMLTag, UInt8)] = [
      (.div, 150), (.td, 160), (.th, 160), (.tr, 170), (.thead, 180), (.tbody, 180),
      (.tfoot, 180), (.table, 190), (.head, 200), (.body, 200), (.html, 220),
    ]
    for (tag, priority) in stronger { all[Int(tag.rawValue)] = priority }
    return all
  }()

  private static let empty: [Bool] = {
    var all = Array(repeating: false, count: 128)
    let tags: [HTMLTag] = [
      .area, .base, .basefont, .br, .col, .frame, .hr, .img, .input, .isindex, .link, .meta,
      .param,
    ]
    for tag in tags { all[Int(tag.rawValue)] = true }
    return all
  }()

  /// For each open element, a bit for each that ends it.
  private static let closing: [(low: UInt64, high: UInt64)] = {
    var rows = [(low: UInt64, high: UInt64)](repeating: (0, 0), count: 128)
    let tags = [String: HTMLTag](uniqueKeysWithValues: HTMLTag.allCases.map { ($0.name, $0) })
    for line in table.split(separator: "\n") {
      let sides = line.split(separator: ":")
      for open in sides[0].split(separator: " ") {
        for name in sides[1].split(separator: " ") {
          guard let open = tags[String(open)], let tag = tags[String(name)]?.rawValue else {
            preconditionFailure("\(name) is no tag")
          }
          let row = Int(open.rawValue)
          if tag < 64 {
            rows[row].low |= 1 << UInt64(tag)
          } else {
            rows[row].high |= 1 << UInt64(tag - 64)
          }
        }
      }
    }
    return rows
  }()

  /// Open elements: the starts that end them.
  private static let table = """
    a: a fieldset table td th
    address: dd dl dt form li ul
    b i: center p td th
    big s small strike tt: p
    caption: col colgroup tbody tfoot thead tr
    col: col colgroup tbody tfoot thead tr
    colgroup: colgroup tbody tfoot thead tr
    dd: dt
    dir: dd dl dt form ul
    dl: form li
    dt: dd dl
    font: center td th
    form hr: form
    h1 h2 h3 h4 h5 h6: fieldset form li p table
    head: a abbr acronym address b bdo big blockquote body br center cite code dd dfn dir div dl
    head: dt em fieldset font form frameset h1 h2 h3 h4 h5 h6 hr i iframe img kbd li listing map
    head: menu ol p pre q s samp small span strike strong sub sup table tt u ul var xmp
    legend: fieldset
    li: li
    link style title: body frameset
    listing pre xmp: dd dl dt fieldset form li table ul
    menu: dd dl dt form ul
    ol: form ul
    option: optgroup option
    p: address blockquote body caption center col colgroup dd dir div dl dt fieldset form frameset
    p: h1 h2 h3 h4 h5 h6 head hr li listing menu ol p pre table tbody td tfoot th title tr ul xmp
    script: noscript
    span: td th
    tbody: tbody tfoot
    td th: tbody td tfoot th tr
    tfoot: tbody
    thead: tbody tfoot
    tr: tbody tfoot tr
    u: p td th
    ul: address form menu ol pre
    """
}
