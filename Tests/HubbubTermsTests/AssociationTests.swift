import Testing

@testable import HubbubTerms

@Suite("Association of words")
struct AssociationTests {
  /// Dunning, "Accurate methods for the statistics of surprise and coincidence", Computational
  /// Linguistics 19 (1993), table 1: counts of AB, A¬B, ¬AB and ¬A¬B, and −2 ln λ.
  @Test(
    "log-likelihood ratios of Dunning's table",
    arguments: [
      ("the swiss", 110, 2442, 111, 29_114, 270.72),
      ("can be", 29, 13, 123, 31_612, 263.90),
      ("previous year", 31, 23, 139, 31_584, 256.84),
      ("mineral water", 10, 0, 3, 31_764, 167.23),
    ])
  func dunning(_ example: (String, Int, Int, Int, Int, Double)) {
    let (_, both, first, second, neither, expected) = example
    let found = Association(
      pair: both, first: both + first, second: both + second,
      total: both + first + second + neither)
    #expect(abs(found.logLikelihood - expected) < 0.005)
  }

  @Test("NPMI is 1 for words never apart, 0 for independent ones, below 0 for those that avoid")
  func npmi() {
    #expect(abs(Association(pair: 7, first: 7, second: 7, total: 1000).npmi - 1) < 1e-12)
    #expect(abs(Association(pair: 10, first: 100, second: 100, total: 1000).npmi) < 1e-12)
    #expect(Association(pair: 1, first: 100, second: 100, total: 1000).npmi < 0)
    #expect(Association(pair: 0, first: 100, second: 100, total: 1000).npmi == -1)
    #expect(abs(Association(pair: 10, first: 100, second: 100, total: 1000).logLikelihood) < 1e-9)
  }
}
