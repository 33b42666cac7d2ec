import Foundation
import HubbubCorpus
import HubbubModel
import HubbubSystem
import HubbubTerms
import Testing

@testable import HubbubThemes

@Suite("Themes of the sample")
struct SampleTests {
  let floors: [String: [String: Any]]

  init() throws {
    let url = try #require(Bundle.module.url(forResource: "Floors", withExtension: "json"))
    let value = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
    floors = try #require(value as? [String: [String: Any]])
  }

  func floor(_ set: String, _ key: String) throws -> Double {
    try #require(floors[set]?[key] as? NSNumber).doubleValue
  }

  func scores(_ model: ThemeModel, noise: Bool) -> PartitionScores {
    let names = Set(Sample.labels).sorted()
    var truth: [Int] = []
    var themes: [Int] = []
    for (row, theme) in Sample.found(model).enumerated() where noise || Sample.labels[row] != "none"
    {
      truth.append(names.firstIndex(of: Sample.labels[row]) ?? 0)
      themes.append(theme)
    }
    return PartitionScores(truth: truth, found: themes)
  }

  @Test("are the true ones where their number is given")
  func given() throws {
    let model = Sample.eight
    #expect(model.themes.count == 8 && model.metrics.residue == 0 && model.residue.isEmpty)
    let scores = scores(model, noise: false)
    #expect(try scores.nmi >= floor("sample", "nmi"))
    #expect(try scores.ari >= floor("sample", "ari"))
    #expect(try scores.purity >= floor("sample", "purity"))
  }

  @Test("and their number is found where it is not")
  func auto() throws {
    let model = Sample.auto
    #expect(try Double(model.themes.count) >= floor("sample-auto", "fewest"))
    #expect(try Double(model.themes.count) <= floor("sample-auto", "most"))
    #expect(try scores(model, noise: true).nmi >= floor("sample-auto", "nmi"))
    #expect(model.metrics.levels.contains { $0.count == model.themes.count })
    #expect(model.metrics.residue <= 0.15)
    #expect(
      model.residue.values.reduce(0, +) == Sample.found(model).count { $0 < 0 }, "reasons cover all"
    )
  }

  @Test("are the same on one worker and on three")
  func workers() {
    #expect(Sample.find(ThemeOptions(), workers: 3) == Sample.auto)
  }

  @Test("are the same whatever the order of the posts")
  func order() throws {
    let model = Sample.eight
    let shuffled = Corpus(posts: Sample.corpus.reversed())
    let other = ThemeFinder.find(
      corpus: shuffled, terms: TermIndexer.index(corpus: shuffled, workers: .one),
      options: ThemeOptions(count: 8, residue: 0), workers: .one)
    #expect(Set(model.themes.map(\.label)) == Set(other.themes.map(\.label)))
    func members(_ model: ThemeModel, _ corpus: Corpus) -> [PostID: ThemeID] {
      var members: [PostID: ThemeID] = [:]
      for row in model.assignments where members[corpus[row.post].id] == nil {
        members[corpus[row.post].id] = model.themes[row.theme].id
      }
      return members
    }
    let (a, b) = (members(model, Sample.corpus), members(other, shuffled))
    // Sums over posts are in the order of the posts: a borderline post may fall otherwise.
    let same = a.count { b[$0.key] == $0.value }
    #expect(Double(same) >= 0.98 * Double(a.count), "\(same) of \(a.count) posts")
  }

  @Test("are nearly as good where a sample is fitted and the rest projected")
  func projected() throws {
    let model = ThemeFinder.find(
      corpus: Sample.corpus, terms: Sample.terms, options: ThemeOptions(count: 8, residue: 0),
      fitting: 150, workers: .one)
    #expect(try scores(model, noise: false).nmi >= floor("sample-projected", "nmi"))
  }

  @Test("weights of a post add up to 1, glosses are verbatim, names are distinct")
  func form() throws {
    let model = Sample.auto
    var sums: [Int: Int] = [:]
    for row in model.assignments {
      sums[row.post, default: 0] += Int((row.weight * 1_000_000).rounded())
    }
    #expect(sums.values.allSatisfy { $0 == 1_000_000 })
    #expect(Set(model.themes.map(\.label)).count == model.themes.count)
    #expect(Set(model.themes.map(\.id)).count == model.themes.count)
    let rows = Sample.corpus.rows()
    for theme in model.themes {
      #expect(theme.terms.count >= 8 && theme.terms.allSatisfy { $0.weight > 0 })
      let gloss = try #require(theme.gloss, "\(theme.label) has no gloss")
      let text = Array(Sample.corpus[try #require(rows[gloss.post])].text.utf8)
      #expect(gloss.text == String(decoding: text[gloss.start..<gloss.end], as: UTF8.self))
      #expect(gloss.text.hasSuffix(".") && !gloss.text.contains("?"))
    }
  }

  @Test("survive being written and read")
  func files() throws {
    let folder = NSTemporaryDirectory() + "themes-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let model = Sample.auto
    try model.write(to: folder, corpus: Sample.corpus)
    #expect(try ThemeModel(folder: folder, corpus: Sample.corpus) == model)
    let table = String(decoding: try Files.read("\(folder)/assignments.csv"), as: UTF8.self)
    #expect(table.hasPrefix("post,passage,theme,weight\n"))
  }
}
