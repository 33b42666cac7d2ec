import Foundation
import HubbubModel
import HubbubSystem
import Testing

@testable import HubbubReport

@Suite struct SchemaTests {
  static let root = String(#filePath.dropLast("Tests/HubbubReportTests/SchemaTests.swift".count))

  static func schema(_ name: String) throws -> JSONValue {
    try JSONParser().parse(try Files.read("\(root)docs/schemas/\(name).schema.json"))
  }

  @Test func `report and ledger are as their schemas say`() throws {
    let report = try Self.schema("report")
    let document = try JSONParser().parse(ReportCoding.json(SampleReport.report))
    #expect(SchemaCheck(root: report).problems(document) == [])
    let ledger = try Self.schema("ledger")
    for line in Ledger(of: SampleReport.report).jsonLines.split(separator: 10) {
      #expect(SchemaCheck(root: ledger).problems(try JSONParser().parse(Array(line))) == [])
    }
  }

  @Test func `reports of every privacy are as the schema says`() throws {
    let schema = SchemaCheck(root: try Self.schema("report"))
    for level in Privacy.allCases {
      let report = level.apply(to: PrivacyTests.report, key: [1, 2, 3])
      #expect(schema.problems(try JSONParser().parse(ReportCoding.json(report))) == [])
    }
  }

  @Test func `the check sees a field that is missing, unknown or of another kind`() throws {
    let schema = SchemaCheck(root: try Self.schema("ledger"))
    let cases = [
      #"{"id":"s1","text":"","rule":"r"}"#, #"{"id":"s1","text":"","rule":"r","evidence":{}}"#,
      #"{"id":1,"text":"","rule":"r","evidence":[]}"#,
      #"{"id":"s1","text":"","rule":"r","evidence":[],"x":1}"#,
      #"{"id":"s1","text":"","rule":"r","evidence":[{"post":"p","start":-1,"end":2,"text":"t"}]}"#,
    ]
    for line in cases {
      let problems = schema.problems(try JSONParser().parse(Array(line.utf8)))
      #expect(!problems.isEmpty, "\(line)")
    }
  }

  @Test func `every schema names its dialect and describes its properties`() throws {
    let names = try Files.names(in: "\(Self.root)docs/schemas").filter { $0.hasSuffix(".json") }
    #expect(names.count >= 10)
    for name in names {
      let schema = try JSONParser().parse(try Files.read("\(Self.root)docs/schemas/\(name)"))
      #expect(schema["$schema"]?.string == "https://json-schema.org/draft/2020-12/schema")
      #expect(schema["title"]?.string?.isEmpty == false)
    }
  }

  static let hasJSONSchema = run(["python3", "-c", "import jsonschema"]) == 0

  static func run(_ command: [String]) -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      return -1
    }
    process.waitUntilExit()
    return process.terminationStatus
  }

  @Test(.enabled(if: hasJSONSchema))
  func `a validator of others agrees`() throws {
    let folder =
      NSTemporaryDirectory() + "hubbub-schemas-\(ProcessInfo.processInfo.processIdentifier)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try AtomicFile.write(
      ReportCoding.json(SampleReport.report), to: "\(folder)/report/report.json")
    try AtomicFile.write(
      Ledger(of: SampleReport.report).jsonLines, to: "\(folder)/report/ledger.jsonl")
    #expect(Self.run(["python3", "\(Self.root)scripts/check-schemas.py", folder]) == 0)
    try AtomicFile.write(Array("{}".utf8), to: "\(folder)/report/report.json")
    #expect(Self.run(["python3", "\(Self.root)scripts/check-schemas.py", folder]) == 1)
  }
}

/// As much of JSON Schema 2020-12 as `docs/schemas` uses.
struct SchemaCheck {
  let root: JSONValue

  func problems(_ value: JSONValue) -> [String] { problems(value, root, "$") }

  private func problems(_ value: JSONValue, _ schema: JSONValue, _ place: String) -> [String] {
    if let name = schema["$ref"]?.string {
      guard let target = root["$defs"]?[String(name.dropFirst("#/$defs/".count))] else {
        return ["\(place): \(name) leads nowhere"]
      }
      return problems(value, target, place)
    }
    if let any = schema["anyOf"]?.elements {
      let each = any.map { problems(value, $0, place) }
      return each.contains { $0.isEmpty } ? [] : ["\(place): fits none of \(each)"]
    }
    if let type = schema["type"] {
      let allowed = type.string.map { [$0] } ?? type.elements.compactMap(\.string)
      guard allowed.contains(where: { Self.fits(value, $0) }) else {
        return ["\(place): is not \(allowed)"]
      }
    }
    var found: [String] = []
    if let constant = schema["const"], !Self.equal(constant, value) {
      found.append("\(place): is not the constant")
    }
    if let choices = schema["enum"]?.elements, !choices.contains(where: { Self.equal($0, value) }) {
      found.append("\(place): is none of the choices")
    }
    if let number = value.number {
      if let least = schema["minimum"]?.number, number < least {
        found.append("\(place): too small")
      }
      if let most = schema["maximum"]?.number, number > most { found.append("\(place): too large") }
    }
    switch value.kind {
    case .array:
      let elements = value.elements
      if let least = schema["minItems"]?.integer, elements.count < least {
        found.append("\(place): too few items")
      }
      if let most = schema["maxItems"]?.integer, elements.count > most {
        found.append("\(place): too many items")
      }
      guard let items = schema["items"] else { break }
      for (index, element) in elements.enumerated() {
        found += problems(element, items, "\(place)[\(index)]")
      }
    case .object:
      for name in schema["required"]?.elements.compactMap(\.string) ?? [] where value[name] == nil {
        found.append("\(place): \(name) is missing")
      }
      for (key, member) in value.members {
        if let property = schema["properties"]?[key] {
          found += problems(member, property, "\(place).\(key)")
        } else if schema["additionalProperties"]?.boolean == false {
          found.append("\(place): \(key) is unknown")
        } else if let other = schema["additionalProperties"], other.kind == .object {
          found += problems(member, other, "\(place).\(key)")
        }
      }
    default: break
    }
    return found
  }

  private static func fits(_ value: JSONValue, _ type: String) -> Bool {
    switch type {
    case "object": value.kind == .object
    case "array": value.kind == .array
    case "string": value.kind == .string
    case "integer": value.integer != nil
    case "number": value.number != nil
    case "boolean": value.kind == .boolean
    default: value.isNull
    }
  }

  private static func equal(_ a: JSONValue, _ b: JSONValue) -> Bool {
    a.kind == b.kind && a.string == b.string && a.number == b.number && a.boolean == b.boolean
  }
}
