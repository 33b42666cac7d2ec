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
    ("a.json", "{ }", "{}", "line 1: { } should be {}"),
    (
      "a.json", "{\n\"a\": 0.10000000000000001}", "{\n\"a\": 0.1}",
      "line 2: \"a\": 0.10000000000000001} should be \"a\": 0.1}"
    ),
    (
      "a.json", "[\"\(String(repeating: "a", count: 200))b\"]",
      "[\"\(String(repeating: "a", count: 200))c\"]",
      "[0]: “…\(String(repeating: "a", count: 40))b” should be "
        + "“…\(String(repeating: "a", count: 40))c”"
    ),
    ("a.jsonl", "{\"a\":1}\n{\"a\":3}\n", "{\"a\":1}\n{\"a\":2}\n", "line 2: a: 3 should be 2"),
    ("a.csv", "p,1\n", "p,2\n", "line 1: p,1 should be p,2"),
    ("a.csv", "p,1", "p,1\nq,2", "line 2 is missing"),
    ("a.csv", "p,1\nq,2", "p,1", "line 2 is one too many: q,2"),
    ("a.csv", "p,q\n1,2\n", "p,q\n1,3\n", "line 2: q: 2 should be 3"),
    ("a.csv", "p,q\n\"1,x\",2", "p,q\n\"1,y\",2", "line 2: p: \"1,x\" should be \"1,y\""),
    ("a.csv", "p,q\n1,2,3", "p,q\n1,2", "line 2: 1,2,3 should be 1,2"),
    ("a.tsv", "p\tq\n1\t2", "p\tq\n1\t3", "line 2: q: 2 should be 3"),
    ("a.npz", "x", "y", "its directory: its numbers do not follow from the corpus"),
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
