import Testing

@testable import HubbubStages

/// What `hubbub verify` says of two versions of an artifact.
@Suite struct ArtifactDifferenceTests {
  @Test(arguments: [
    ("a.json", #"{"a": 1}"#, #"{"a": 2}"#, "a: 1 should be 2"),
    ("a.json", #"{"a": [1, {"b": "x"}]}"#, #"{"a": [1, {"b": "y"}]}"#, "a[1].b: “x” should be “y”"),
    ("a.json", #"{"a": [1]}"#, #"{"a": [1, 2]}"#, "a has 1 entries and should have 2"),
    ("a.json", #"{}"#, #"{"a": null}"#, "a is missing"),
    ("a.json", #"{"a": 1, "b": 2}"#, #"{"a": 1}"#, "b does not belong here"),
    ("a.json", #"{"a": 1}"#, #"{"a": "1"}"#, "a: 1 should be “1”"),
    ("a.json", "{", "{}", "it is no JSON"),
    ("a.json", "{ }", "{}", "its spelling (white space, order) is not the one written"),
    ("a.jsonl", "{\"a\":1}\n{\"a\":3}\n", "{\"a\":1}\n{\"a\":2}\n", "line 2: a: 3 should be 2"),
    ("a.csv", "p,1\n", "p,2\n", "line 1: p,1 should be p,2"),
    ("a.csv", "p,1", "p,1\nq,2", "line 2 is missing"),
    ("a.csv", "p,1\nq,2", "p,1", "line 2 is one too many: q,2"),
    ("a.npz", "x", "y", "its numbers do not follow from the corpus"),
  ])
  func differencesAreNamed(path: String, found: String, derived: String, words: String) {
    let difference = ArtifactDifference.describe(
      path, found: Array(found.utf8), derived: Array(derived.utf8))
    #expect(difference == words)
  }

  @Test(arguments: ["a.json", "a.jsonl", "a.csv", "a.npz"])
  func equalBytesDoNotDiffer(path: String) {
    #expect(ArtifactDifference.describe(path, found: [1, 2], derived: [1, 2]) == nil)
  }
}
