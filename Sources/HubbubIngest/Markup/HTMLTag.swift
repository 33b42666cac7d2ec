/// The elements that the code knows by name; every other element is only what a layout calls it.
enum HTMLTag: UInt16, CaseIterable {
  // `text` is the pseudo-element of text nodes; 0 stays free for unknown elements.
  case text = 1
  case a, abbr, address, article, aside, audio, b, base, blockquote, body, br, button, canvas
  case caption, center, cite, code, col, dd, details, dialog, div, dl, dt, em, embed, fieldset
  case figcaption, figure, font, footer, form, frame, h1, h2, h3, h4, h5, h6, head, header, hgroup
  case hr, html, i, iframe, img, input, ins, kbd, label, legend, li, link, main, menu, meta, nav
  case noscript, object, ol, optgroup, option, p, param, pre, q, s, samp, script, section, select
  case small, source, span, strike, strong, style, sub, summary, sup, svg, table, tbody, td
  case template, textarea, tfoot, th, thead, time, title, tr, track, tt, u, ul, video, wbr
  case area, listing, xmp, plaintext, map, math
  case acronym, basefont, bdo, big, colgroup, dfn, dir, frameset, isindex, noframes, `var`

  /// The element's name in HTML.
  var name: String { self == .text ? "#text" : "\(self)" }

  /// How an element behaves when its text is laid out.
  struct Traits: OptionSet {
    let rawValue: UInt8
    /// Starts and ends a line.
    static let block = Traits(rawValue: 1)
    /// Is set off by an empty line.
    static let paragraph = Traits(rawValue: 2)
    /// Has no content and no end tag.
    static let void = Traits(rawValue: 4)
    /// Is never shown as text.
    static let hidden = Traits(rawValue: 8)
    /// Keeps its white space.
    static let preformatted = Traits(rawValue: 16)
    /// Is a cell of a row.
    static let cell = Traits(rawValue: 32)

    /// The line breaks before and after it.
    var breaks: Int { contains(.paragraph) ? 2 : contains(.block) ? 1 : 0 }
  }

  private var traits: Traits {
    switch self {
    case .p, .blockquote, .ul, .ol, .dl, .h1, .h2, .h3, .h4, .h5, .h6, .table, .figure, .details:
      [.block, .paragraph]
    case .pre, .listing, .xmp, .plaintext: [.block, .paragraph, .preformatted]
    case .address, .article, .aside, .body, .center, .dd, .dialog, .div, .dt, .fieldset,
      .figcaption, .footer, .form, .header, .hgroup, .html, .legend, .li, .main, .menu, .nav,
      .noscript, .section, .summary, .tbody, .tfoot, .thead, .tr, .caption:
      .block
    case .hr: [.block, .void]
    case .td, .th: .cell
    case .br, .base, .col, .embed, .frame, .img, .link, .meta, .param, .source, .track, .wbr,
      .area:
      .void
    case .input: [.void, .hidden]
    case .script, .style, .head, .template, .select, .optgroup, .option, .textarea, .button,
      .iframe, .object, .svg, .canvas, .audio, .video, .title, .math, .map:
      .hidden
    default: []
    }
  }

  /// The traits of every tag, indexed by its raw value; index 0 is an unknown element's.
  static let traitsByID: [Traits] = [[]] + HTMLTag.allCases.map(\.traits)

  /// The traits of the tag with that id in a vocabulary.
  static func traits(of id: UInt16) -> Traits {
    Int(id) < traitsByID.count ? traitsByID[Int(id)] : []
  }
}
