import Foundation
import HubbubIngest
import HubbubKit

@testable import HubbubStages

/// A workspace made from a part of the sample, and what it derives to from its sources.
struct FinishedWorkspace: Sendable {
  let folder: String
  let workspace: Workspace
  let sources: [String]
  let derivation: Derivation

  /// One for all tests; those that edit it put it back.
  static let shared = Result { try FinishedWorkspace() }

  /// The stages, with pages parsed in this process: a test is not the program that workers are.
  static let stages: [any Stage] = Stages.all.map { stage in
    guard var ingest = stage as? IngestStage else { return stage }
    ingest.parser = { PageParser(layouts: Layout.shelf(with: $0)) }
    return ingest
  }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "verify-\(UUID())").path
    workspace = Workspace(folder: "\(folder)/out")
    var root = URL(filePath: #filePath)
    for _ in 0..<3 { root.deleteLastPathComponent() }
    let input = "\(folder)/input"
    try FileManager.default.createDirectory(atPath: input, withIntermediateDirectories: true)
    for part in ["mail", "stackexchange"] {
      try FileManager.default.copyItem(
        atPath: root.appending(path: "Corpora/ai-compute/\(part)").path,
        toPath: "\(input)/\(part)")
    }
    try AtomicFile.write(Self.divided.utf8, to: "\(input)/fares.jsonl")
    // Not a thread: quarantine.jsonl has a line.
    try AtomicFile.write("nothing to read here".utf8, to: "\(input)/notes.txt")
    sources = [input]
    // Days: this part of the sample is too short for a forecast of anything longer.
    let pipeline = try Pipeline(
      name: "sample", stages: Self.stages, settings: ["series.bucket=day"])
    _ = try Runner(
      pipeline: pipeline, workspace: workspace, inputs: sources, versions: ["hubbub": "test"]
    ).run(workers: Workers(2)) { _ in }
    derivation = try Derivation(
      of: workspace, Pipeline(recordedIn: workspace, known: Self.stages), sources: sources,
      scratch: Workspace(folder: "\(folder)/derived"), workers: Workers(2))
  }

  /// A quarrel with one post that a reader from the other side agrees with.
  private static var divided: String {
    var lines: [String] = []
    func add(_ author: String, _ text: String, answers: Int? = nil) {
      let parent = answers.map { #", "parent": "f\#($0)""# } ?? ""
      let time = 1_772_000_000 + lines.count * 9000
      lines.append(
        #"{"id": "f\#(lines.count)", "thread": "fares", "title": "Ferry fares", "#
          + #""author": "\#(author)", "created_utc": \#(time), "text": "\#(text)"\#(parent)}"#)
    }
    add("islander-0", "The council asks what we think of the higher ferry fares of next summer.")
    for number in 1...7 {
      add("islander-\(number)", "I'm in favour of the higher ferry fares, as ever.", answers: 0)
      add("skipper-\(number)", "I'm against the higher ferry fares, as ever.", answers: 0)
    }
    add(
      "islander-1",
      "The ferry must sail on Sundays, or the islands lose their bakers. A ferry without a winter "
        + "timetable is a bridge with a gate. The fares should be printed on every ferry ticket.",
      answers: 0)
    add("skipper-1", "I agree. Bread matters.", answers: 15)
    return lines.joined(separator: "\n") + "\n"
  }

  /// What the artifacts say, by path; without the lock.
  func artifacts() throws -> [String] {
    try Files.filesBelow(workspace.folder).filter { !$0.hasPrefix(".") }
  }

  /// What is found once an artifact holds other bytes; they are put back.
  func findings(
    with bytes: [UInt8]?, in artifact: String, _ verify: () throws -> [Verification.Finding]
  ) throws -> [Verification.Finding] {
    let path = workspace.path(artifact)
    let honest = try Files.read(path)
    if let bytes { try Data(bytes).write(to: URL(filePath: path)) } else { try Files.remove(path) }
    defer { try? Data(honest).write(to: URL(filePath: path)) }
    return try verify()
  }

  /// A whole verification, with the corpus taken as given unless sources are given.
  func verify(sources: [String] = []) throws -> [Verification.Finding] {
    try Verification.verify(
      workspace, sources: sources, layouts: nil,
      scratch: Workspace(folder: "\(folder)/scratch-\(UUID())"), workers: Workers(2),
      known: Self.stages
    ).findings
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }
}
