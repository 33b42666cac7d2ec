internal import ArgumentParser
internal import Foundation
internal import HubbubKit

/// `hubbub formats`: what can be read.
struct FormatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats", abstract: "List the formats and forum engines that can be read.")

  @Flag(help: "Print JSON.") var json = false

  func run() throws {
    let layouts = Layout.shelf.sorted { $0.engine.utf8.lexicographicallyPrecedes($1.engine.utf8) }
    if json {
      Terminal.print([
        "formats": .array(
          InputFormat.allCases.map {
            ["format": .string($0.rawValue), "summary": .string($0.summary)]
          }),
        "engines": .array(
          layouts.map { ["engine": .string($0.engine), "name": .string($0.name)] }),
        "containers": .array(Self.containers.map(JSON.string)),
      ])
      return
    }
    Terminal.print("Formats (--format, or recognised by content):")
    for format in InputFormat.allCases {
      Terminal.print("  \(Self.padded(format.rawValue)) \(format.summary)")
    }
    Terminal.print("\nForum engines of saved pages (html), each a layout:")
    for layout in layouts { Terminal.print("  \(Self.padded(layout.engine)) \(layout.name)") }
    Terminal.print("\nAny of them inside: \(Self.containers.joined(separator: ", "))")
  }

  private static let containers = ["zip", "tar", "7z", "gzip", "bzip2", "xz", "zstd"]

  private static func padded(_ text: String) -> String {
    text.padding(toLength: 16, withPad: " ", startingAt: 0)
  }
}

/// `hubbub doctor`: what is missing on this machine.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check this machine: libraries, memory, and where results can be written.")

  @Flag(help: "Print JSON.") var json = false

  struct Finding {
    var name: String
    var isWell: Bool
    var detail: String
    var remedy: String?
  }

  func run() throws {
    let findings = Self.findings()
    if json {
      Terminal.print(
        .array(
          findings.map {
            [
              "check": .string($0.name), "ok": .boolean($0.isWell), "detail": .string($0.detail),
              "remedy": .optional($0.remedy),
            ]
          }))
    } else {
      for finding in findings {
        Terminal.print("\(finding.isWell ? "ok  " : "FAIL") \(finding.name): \(finding.detail)")
        if let remedy = finding.remedy { Terminal.print("     \(remedy)") }
      }
    }
    if findings.contains(where: { !$0.isWell }) { throw ExitCode(1) }
  }

  private static func findings() -> [Finding] {
    var findings = Version.libraries.sorted { $0.key < $1.key }.map {
      Finding(name: $0.key, isWell: true, detail: $0.value)
    }
    let languages = ["en", "de", "fr", "es"].filter { Stemmer(language: $0) == nil }
    findings.append(
      Finding(
        name: "Snowball stemmers", isWell: languages.isEmpty,
        detail: languages.isEmpty
          ? "found" : "none for \(languages.joined(separator: ", ")); their words are not stemmed",
        remedy: languages.isEmpty ? nil : "apt-get install --reinstall libstemmer0d"))
    let memory = Int(ProcessInfo.processInfo.physicalMemory >> 20)
    findings.append(
      Finding(
        name: "memory", isWell: memory >= 1024, detail: "\(memory) MiB",
        remedy: memory >= 1024 ? nil : "large dumps need 1 GiB; give the machine more"))
    findings.append(
      Finding(
        name: "processors", isWell: true,
        detail: "\(ProcessInfo.processInfo.activeProcessorCount)"))
    return findings
  }
}
