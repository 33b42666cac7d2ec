import HubbubModel
import HubbubVectors
import Testing

@testable import HubbubThemes

@Suite("Measures")
struct ThemeQualityTests {
  @Test("log-odds grow with evidence and vanish where both sides agree")
  func logOdds() {
    #expect(abs(Labels.logOdds(10, 100, 20, 200)) < 0.2)
    #expect(Labels.logOdds(20, 40, 5, 200) > Labels.logOdds(4, 40, 1, 200))
    #expect(Labels.logOdds(5, 200, 20, 40) < 0)
  }

  @Test("the number of themes is the end of the level stretch, and 1 where none beats chance")
  func finest() {
    func finest(_ modularities: [Double]) -> Int {
      let levels = modularities.enumerated().map {
        ThemeLevel(count: $0 + 2, stability: 1, modularity: $1)
      }
      return Levels(measured: levels).finest
    }
    #expect(finest([0.2, 0.4, 0.5, 0.498, 0.497, 0.49, 0.4]) == 6)
    #expect(finest([0.2, 0.4, 0.5, 0.45, 0.496, 0.4]) == 6, "a dip within the stretch is passed")
    #expect(finest([0.5, 0.4, 0.3]) == 2)
    #expect(finest([0, 0]) == 1)
    #expect(finest([]) == 1)
  }

  @Test("numbers tried fall to 2, or to the one that was asked for")
  func sizes() {
    #expect(Levels.sizes(rows: 20) == [4, 3, 2])
    #expect(Levels.sizes(rows: 214).prefix(5) == [29, 25, 22, 20, 19])
    #expect(Levels.sizes(rows: 20_000).first == Levels.highest)
    #expect(Levels.sizes(rows: 1000, count: 8) == [14, 13, 12, 11, 10, 9, 8])
    #expect(Levels.sizes(rows: 10, count: 8).isEmpty, "too few points to tell")
    #expect(Levels.sizes(rows: 3).isEmpty)
  }

  @Test("joining goes by Ward's criterion: two near pairs before two far ones")
  func joining() {
    let points = DenseMatrix(rows: 6, columns: 1, values: [0, 0.1, 5, 5.2, 20, 20.1])
    let groups = KMeans(points, from: points, iterations: 1)
    #expect(Merging.joined(groups, to: 3).values.sorted() == [0.05, 5.1, 20.05])
    #expect(Merging.joined(groups, to: 2).values.sorted().last == 20.05)
  }

  @Test("modularity of two cliques of three joined by one edge, by hand")
  func modularity() {
    // Seven edges; each clique has three within and seven ends: 6/7 − 2 · (7/14)².
    let edges: [(Int, Int)] = [(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5), (2, 3)]
    var lists = [[Int32]](repeating: [], count: 6)
    for (a, b) in edges {
      lists[a].append(Int32(b))
      lists[b].append(Int32(a))
    }
    var offsets = [0]
    for list in lists { offsets.append(offsets[offsets.count - 1] + list.count) }
    let graph = CSRMatrix(
      rows: 6, columns: 6, offsets: offsets, indices: lists.flatMap { $0.sorted() },
      values: Array(repeating: 1, count: 14))
    let halves = Partition(labels: [0, 0, 0, 1, 1, 1], count: 2)
    #expect(abs(Levels.modularity(of: halves, graph) - (6.0 / 7 - 0.5)) < 1e-12)
    let one = Partition(labels: [0, 0, 0, 0, 0, 0], count: 1)
    #expect(abs(Levels.modularity(of: one, graph)) < 1e-12)
  }

  @Test(
    "ids are labels in lower case, never twice",
    arguments: [
      ("Edge inference and hybrid systems", "edge-inference-and-hybrid-systems"),
      ("CUDA's moat", "cudas-moat"), ("C++ / Rust", "c-rust"), ("Ärger über Öl", "ärger-über-öl"),
      ("…", "theme"),
    ])
  func ids(label: String, id: String) {
    var taken: Set<String> = []
    #expect(ThemeNames.id(of: label, taken: &taken).text == id)
    #expect(ThemeNames.id(of: label, taken: &taken).text == id + "-2")
  }

  @Test(
    "sentences that stand alone",
    arguments: [
      ("A hybrid model is one where training stays central and inference runs nearby.", true),
      ("Is a hybrid model one where training stays central and inference runs nearby?", false),
      ("It is one where training stays central and inference runs near the person.", false),
      ("a model where training stays central and inference runs near the person.", false),
      ("A hybrid model is one where training stays\ncentral and inference runs nearby.", true),
      ("A hybrid model is one where training stays\n- central and inference runs nearby.", false),
      ("Too short to say anything.", false),
      ("Training stays central, and inference runs near the person who asked for it…", false),
    ])
  func stands(sentence: String, expected: Bool) {
    #expect(GlossForm.stands(sentence, LabelWords.of("en")) == expected)
  }
}
