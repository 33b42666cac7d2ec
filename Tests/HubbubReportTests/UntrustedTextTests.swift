import FoundationEssentials
import HubbubModel
import HubbubSystem
import Testing

@testable import HubbubReport

@Suite struct UntrustedTextTests {
  /// What a page of this shape looks like when its texts are harmless.
  static let harmless = PageReader(
    HTMLReport.render(HostileReport.report({ "word" }, url: { nil }))
  ).skeleton

  static func skeleton(_ payloads: [String], from start: Int) -> [String] {
    var index = start
    let report = HostileReport.report(
      {
        index += 1
        return payloads[index % payloads.count]
      }, url: { nil })
    return PageReader(HTMLReport.render(report)).skeleton
  }

  @Test(arguments: stride(from: 0, to: HostileReport.payloads.count, by: 4).map { $0 })
  func `no text changes the tags of a page`(start: Int) {
    #expect(Self.skeleton(HostileReport.payloads, from: start) == Self.harmless)
  }

  @Test func `the check sees a payload that is not escaped`() {
    let page = String(decoding: HTMLReport.render(SampleReport.report), as: UTF8.self)
    let clean = PageReader(Array(page.utf8)).skeleton
    for payload in ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<x/onclick=a>"] {
      let raw = page.replacing("lock-in with a bow on it", with: payload)
      #expect(PageReader(Array(raw.utf8)).skeleton != clean)
    }
    let broken = page.replacing("aria-label=\"", with: "aria-label=\"\" autofocus onfocus=\"x")
    #expect(PageReader(Array(broken.utf8)).skeleton != clean)
  }

  @Test(arguments: [
    ("The names are CUDA, NVIDIA and AMD.", "The names are CUDA, NVIDIA and AMD."),
    (
      "Most about مصر, كرة القدم and R.",
      "Most about <bdi>مصر</bdi>, <bdi>كرة القدم</bdi> and R."
    ),
    ("שלום: what 30 people talk about", "<bdi>שלום</bdi>: what 30 people talk about"),
    ("“نعم، 3 < 4, نعم.” Two agree.", "“<bdi>نعم، 3 &lt; 4, نعم.</bdi>” Two agree."),
    ("“No & yes.” Two agree on مصر.", "“No &amp; yes.” Two agree on <bdi>مصر</bdi>."),
    ("<b>\u{202E}مصر", "<bdi>&lt;b&gt;\u{202E}مصر\u{202C}</bdi>"),
  ])
  func `what runs from right to left is isolated in a sentence`(text: String, html: String) {
    #expect(BidiText.markup(text).html == html)
  }

  @Test func `no address but http and https becomes a link`() {
    for start in stride(from: 0, to: HostileReport.links.count, by: 4) {
      let report = HostileReport.report(payloads: HostileReport.payloads, from: start)
      for piece in PageReader(HTMLReport.render(report)).pieces {
        guard case .open(let name, let attributes) = piece else { continue }
        #expect(!["script", "iframe", "object", "embed", "base", "link", "form"].contains(name))
        #expect(!attributes.keys.contains { $0.hasPrefix("on") || $0 == "style" || $0 == "src" })
        for key in ["href", "cite"] {
          guard let address = attributes[key] else { continue }
          #expect(address.hasPrefix("#"), "\(address) is linked")
        }
      }
    }
    #expect(Untrusted.link("HTTPS://a.example/b?c=d#e") == "HTTPS://a.example/b?c=d#e")
    #expect(Untrusted.link("http://a.example/ü") == "http://a.example/ü")
  }

  /// Payload lists of others; `HUBBUB_CORPORA` names the folder that they are unpacked in.
  static let lists: [String] = {
    let root = ProcessInfo.processInfo.environment["HUBBUB_CORPORA"] ?? "../shared/corpora"
    let folders = ["payloadbox-xss", "blns", "dompurify"].map { "\(root)/hostile/\($0)" }
    return folders.filter { Files.kind(of: $0) == .folder }
  }()

  @Test(.enabled(if: !lists.isEmpty), arguments: lists)
  func `no payload of the public lists changes the tags of a page`(folder: String) throws {
    var payloads: [String] = []
    for name in try Files.filesBelow(folder) where !name.hasSuffix(".md") {
      payloads += String(decoding: try Files.read("\(folder)/\(name)"), as: UTF8.self)
        .split(separator: "\n").map(String.init)
    }
    try #require(payloads.count > 50)
    for start in stride(from: 0, to: payloads.count, by: 90) {
      let part = Array(payloads[start..<min(start + 90, payloads.count)])
      #expect(Self.skeleton(part, from: 0) == Self.harmless, "payloads from \(start)")
    }
  }

  @Test(arguments: 0..<4)
  func `markdown shows no HTML and no script link`(start: Int) {
    let report = HostileReport.report(payloads: HostileReport.payloads, from: start * 11)
    let text = String(decoding: MarkdownReport.render(report), as: UTF8.self)
    #expect(!text.contains("<"))
    #expect(!text.utf8.contains { $0 < 0x20 && $0 != 0x0A })
    for (before, after) in zip(text.split(separator: "]("), text.split(separator: "](").dropFirst())
    where !before.hasSuffix("\\") {
      #expect(after.hasPrefix("http"), "\(after.prefix(40))")
    }
    for line in text.split(separator: "\n") where line.hasPrefix("#") {
      #expect(line.hasPrefix("# ") || line.hasPrefix("## ") || line.hasPrefix("### "))
    }
    let headings = text.split(separator: "\n").filter { $0.hasPrefix("#") }.count
    #expect(headings == 1 + 10 + report.themes.count + 4 + report.digests.count)
  }

  @Test(arguments: [
    ("a\u{202E}b", "a\u{202E}b\u{202C}"), ("a\u{202C}b", "ab"),
    ("\u{2069}x\u{2066}y", "x\u{2066}y\u{2069}"),
    ("\u{202A}\u{2067}z\u{202C}", "\u{202A}\u{2067}z\u{2069}\u{202C}"), ("a\r\nb\rc", "a\nb\nc"),
    ("\u{0}\u{1B}[m\u{85}", "\u{FFFD}\u{FFFD}[m\u{FFFD}"), ("tab\tstays", "tab\tstays"),
    ("שלום", "שלום"), ("👩\u{200D}🚀", "👩\u{200D}🚀"),
  ])
  func `controls that act on their surroundings are tamed`(text: String, shown: String) {
    #expect(Array(Untrusted.shown(text).unicodeScalars) == Array(shown.unicodeScalars))
  }

  @Test func `templates ask for the strict escaping and show only own markup unescaped`() {
    let allowed: Set<Substring> = [
      "style", "size", "chart", "residue_chart", "mood_strip", "bar", "tree", "data", "script",
      "isolated",
    ]
    for template in HTMLReport.templates {
      #expect(template.text.hasPrefix("{{% CONTENT_TYPE:HUBBUB}}"), "\(template.name)")
      #expect(!template.text.contains("{{&"))
      for part in template.text.split(separator: "{{{").dropFirst() {
        #expect(allowed.contains(part.prefix { $0 != "}" }), "\(template.name): \(part.prefix(20))")
      }
    }
  }

  @Test func `the words that templates ask for exist`() {
    let keys = Set(Words.english.keys)
    for template in HTMLReport.templates {
      for part in template.text.split(separator: "{{w.").dropFirst() {
        let key = String(part.prefix { $0 != "}" })
        #expect(keys.contains(key), "\(template.name): \(key)")
      }
    }
  }

  @Test func `a page of a hostile report reads as it did`() throws {
    var index = 0
    let posts = SamplePosts.posts { _, number in
      index += 1
      return "\(HostileReport.payloads[index % HostileReport.payloads.count]) \(number)"
    }
    let page = HTMLReport.render(
      HostileReport.report(payloads: HostileReport.payloads), posts: posts,
      Rendering(program: "Hubbub 0.0.0"))
    try Snapshots.compare(page, with: "hostile.html")
  }

  @Test func `the style sheet has the digest that the policy admits`() {
    #expect(HTMLReport.base64(Array("hello".utf8)) == "aGVsbG8=")
    #expect(HTMLReport.base64(Array("hello!".utf8)) == "aGVsbG8h")
    #expect(HTMLReport.base64(Array("hell".utf8)) == "aGVsbA==")
    #expect(!HTMLReport.style.contains("</") && !HTMLReport.style.contains("\r"))
    #expect(!HTMLReport.style.contains("url(") && !HTMLReport.style.contains("@import"))
  }
}
