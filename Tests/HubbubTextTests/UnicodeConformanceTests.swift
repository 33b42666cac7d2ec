import Foundation
import HubbubText
import Testing

/// Unicode's own test files, as Debian's `unicode-data` installs them (`scripts/setup.sh`).
///
/// ICU 72 implements Unicode 15.0, and so do the files; another version of either has other cases.
enum UnicodeFiles {
  static let folder = "/usr/share/unicode"

  /// The lines of a file that hold a case, comments cut off.
  static func cases(_ name: String) -> [Substring] {
    guard let text = try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) else {
      return []
    }
    return text.split(separator: "\n").compactMap { line in
      let part = line.prefix { $0 != "#" }
      return part.allSatisfy(\.isWhitespace) || part.hasPrefix("@") ? nil : part
    }
  }

  /// Whether a file's version is the one that the linked ICU implements.
  static func fits(_ name: String) -> Bool {
    guard let handle = FileHandle(forReadingAtPath: "\(folder)/\(name)"),
      let head = try? handle.read(upToCount: 64)
    else { return false }
    return String(decoding: head, as: UTF8.self).contains("-\(UnicodeVersion.unicode).")
  }

  static func text(_ codes: some StringProtocol) -> String {
    var scalars = String.UnicodeScalarView()
    for code in codes.split(separator: " ") {
      if let value = UInt32(code, radix: 16), let scalar = Unicode.Scalar(value) {
        scalars.append(scalar)
      }
    }
    return String(scalars)
  }
}

@Suite struct UnicodeConformanceTests {
  @Test(
    .enabled(if: UnicodeFiles.fits("auxiliary/WordBreakTest.txt")),
    arguments: [
      ("auxiliary/WordBreakTest.txt", Boundaries.Kind.words, 1000),
      ("auxiliary/SentenceBreakTest.txt", Boundaries.Kind.sentences, 400),
    ])
  func boundariesAreUnicodes(file: String, kind: Boundaries.Kind, least: Int) {
    // CLDR lets the colon join words in Finnish and Swedish only, where UAX #29 has it everywhere.
    let boundaries = Boundaries(kind, locale: kind == .words ? "sv" : "root")
    var seen = 0
    for line in UnicodeFiles.cases(file) {
      var text = ""
      var expected: [Int] = []
      for part in line.split(separator: " ").map({ $0.filter { !$0.isWhitespace } }) {
        if part == "÷" {
          if !text.isEmpty { expected.append(text.utf8.count) }
        } else if part != "×" {
          text += UnicodeFiles.text(part)
        }
      }
      seen += 1
      let bytes = Array(text.utf8)
      #expect(boundaries.stretches(of: bytes.span).map(\.end) == expected, "\(line)")
    }
    #expect(seen >= least)
  }

  /// Every line of `NormalizationTest.txt`: c2 is the NFC of c1, c2 and c3; c4 that of c4 and c5.
  @Test(.enabled(if: Normalization.lines.count > 10_000))
  func normalizationFormCIsUnicodes() {
    var wrong = 0
    for line in Normalization.lines {
      let columns = line.split(separator: ";", omittingEmptySubsequences: false).prefix(5)
        .map { Array(UnicodeFiles.text($0).unicodeScalars) }
      guard columns.count == 5 else { continue }
      for (from, to) in [(0, 1), (1, 1), (2, 1), (3, 3), (4, 3)] {
        var source = String.UnicodeScalarView()
        source.append(contentsOf: columns[from])
        if Array(Normalizer.nfc(String(source)).unicodeScalars) != columns[to] { wrong += 1 }
      }
    }
    #expect(wrong == 0)
  }

  /// The file is packed by Debian; `bzip2` unpacks it.
  private enum Normalization {
    static let lines: [Substring] = {
      let unpack = Process()
      unpack.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      unpack.arguments = ["bzip2", "-dc", "\(UnicodeFiles.folder)/NormalizationTest.txt.bz2"]
      let pipe = Pipe()
      unpack.standardOutput = pipe
      unpack.standardError = FileHandle.nullDevice
      guard (try? unpack.run()) != nil else { return [] }
      let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      unpack.waitUntilExit()
      guard text.hasPrefix("# NormalizationTest-\(UnicodeVersion.unicode).") else { return [] }
      return text.split(separator: "\n").filter { !$0.hasPrefix("#") && !$0.hasPrefix("@") }
    }()
  }
}
