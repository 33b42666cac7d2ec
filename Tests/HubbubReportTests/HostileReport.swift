import HubbubModel

@testable import HubbubReport

/// Reports in which every text is an attack.
enum HostileReport {
  /// Payloads written for this test, one for each way out of a text, an attribute or a link.
  static let payloads = [
    "<script>alert(1)</script>", "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>", "' onmouseover='alert(1)", "\" autofocus onfocus=alert(1) x=\"",
    "\"\u{301} autofocus onfocus=alert(1) x=\"", "<\u{301}img src=x onerror=alert(1)>",
    "<\u{FE0F}script>alert(1)</script>", "\u{200D}\"\u{200D} onclick=\u{200D}alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;img src=x onerror=alert(1)&#62;",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>", "<a href=javascript:alert(1)>x</a>",
    "<base href=https://evil.example/>", "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href=//evil.example/x.css>", "<style>@import '//evil.example'</style>",
    "<math><mtext></mtext><style><img src=x onerror=alert(1)></style></math>",
    "<svg><desc><![CDATA[</desc><script>alert(1)</script>]]></svg>",
    "<form action=//evil.example><input name=q><button>", "<!--><script>alert(1)</script>-->",
    "--><script>alert(1)</script>", "]]><script>alert(1)</script>", "<?xml x?><script>alert(1)",
    "{{{style}}}{{w.kicker}}{{#themes}}", "{{=<% %>=}}<%& style %>", "${alert(1)}", "\u{0}<b>\u{0}",
    "\u{202E}txet desrever\u{202C}\u{2069}\u{2069}",
    "line\u{2028}separator\u{2029}paragraph\r\nend",
    "![x](javascript:alert(1))", "[click](javascript:alert\\(1\\))", "`` `code` ``", "| a | b |",
    "# heading", "1. list", "> quote", "<javascript:alert(1)>",
    "\\<b\\>\\\\<script>alert(1)</script>",
    "<details open ontoggle=alert(1)>", "\u{FEFF}<script>alert(1)</script>",
    "\u{1}\u{8}\u{1B}[31m\u{9B}31mred", "<x/onpointerenter=alert(1)>", "=cmd|' /C calc'!A0",
  ]

  static let links = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", " javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>", "vbscript:x", "//evil.example", "/relative",
    "https://a.example/\" onclick=\"alert(1)", "https://a.example/'><script>",
    "http:/\\evil.example",
    "https://a.example/\u{202E}gpj.exe", "https://a.example/ b", "file:///etc/passwd", "blob:x",
  ]

  /// The sample's shape with every text replaced by what `next` yields.
  static func report(_ next: () -> String, url: () -> String?) -> Report {
    var report = SampleReport.report
    func evidence(_ old: Evidence) -> Evidence {
      Evidence(text: next(), post: PostID(next()), start: old.start, end: old.end)
    }
    func sentence(_ old: Sentence) -> Sentence {
      Sentence(
        next(), rule: next(),
        basis: old.basis.map { basis in
          switch basis {
          case .quote(let old): .quote(evidence(old))
          case .figure: .figure(artifact: next(), path: next(), value: next())
          }
        })
    }
    func quote(_ old: Quote) -> Quote {
      Quote(
        evidence: evidence(old.evidence), author: old.author.map { _ in next() }, time: old.time,
        url: url(), source: SourceRange(path: next(), start: 1, end: 2), side: old.side)
    }
    report.title = sentence(report.title)
    report.lede = report.lede.map(sentence)
    report.conservation.dropped = [next(): 29]
    report.takeaways = report.takeaways.map {
      Takeaway(icon: next(), sentence: sentence($0.sentence))
    }
    report.themes = report.themes.enumerated().map { index, old in
      var theme = old
      theme.theme.id = ThemeID(old.theme.id.text + next())
      theme.theme.label = next()
      theme.theme.group = next()
      theme.theme.parent = index == 2 ? report.themes[0].theme.id : nil
      theme.theme.terms = old.theme.terms.map { WeightedTerm(next(), $0.weight) }
      theme.gloss = old.gloss.map(sentence)
      theme.sentences = old.sentences.map(sentence)
      theme.quotes = old.quotes.map(quote)
      return theme
    }
    report.themes[2].theme.parent = report.themes[0].theme.id
    report.split.sentences = report.split.sentences.map(sentence)
    report.split.quotes = report.split.quotes.map(quote)
    report.split.common = report.split.common.map { old in
      var point = old
      point.theme = report.themes[1].theme.id
      point.sentence = sentence(old.sentence)
      point.quote = quote(old.quote)
      return point
    }
    report.split.shared = report.split.shared.map { point in
      SharedPoint(
        sentence: sentence(point.sentence), quote: quote(point.quote), people: point.people)
    }
    report.outlook = report.outlook.map {
      OutlookItem(
        sentence: sentence($0.sentence), probability: $0.probability, quote: quote($0.quote))
    }
    report.parallels = report.parallels.map(quote)
    report.parallelSentences = report.parallelSentences.map(sentence)
    report.method = report.method.map(sentence)
    report.names = report.names.map { old in
      var name = old
      name.name = next()
      name.spellings = old.spellings.map { _ in next() }
      name.quotes = old.quotes.map(quote)
      name.themes = []
      return name
    }
    report.nameSentences = report.nameSentences.map(sentence)
    report.digests = report.digests.map { old in
      var digest = old
      digest.thread = ThreadID(next())
      digest.title = next()
      digest.sentence = sentence(old.sentence)
      digest.quotes = old.quotes.map(quote)
      return digest
    }
    return report
  }

  /// A report whose texts go through the payloads in turn.
  static func report(payloads: [String], from start: Int = 0) -> Report {
    var index = start
    var link = start
    return report(
      {
        index += 1
        return payloads[index % payloads.count]
      },
      url: {
        link += 1
        return links[link % links.count]
      })
  }
}
