// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target is held to the same rules: Swift 6 concurrency, unsafe code marked by the
/// compiler, imports internal unless said otherwise, and no warning left standing.
let rules: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

/// One room of the house: a library target, and the rooms and libraries that it may import.
///
/// `docs/ARCHITECTURE.md` prints the same table, and a test holds the two together.
func room(
  _ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, exclude: [], resources: resources,
    swiftSettings: rules)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, resources: resources, swiftSettings: rules)
}

let package = Package(
  name: "hubbub",
  products: [
    .executable(name: "hubbub", targets: ["HubbubCommand"]),
    .library(name: "HubbubKit", targets: ["HubbubKit"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // Fences: one C library each.
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(
      name: "CLibArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
    .systemLibrary(name: "CByteKinds"),
    .systemLibrary(name: "CMalloc"),
    .target(name: "CLanes", exclude: ["README.md"]),
    .target(
      name: "CICU",
      exclude: ["README.md"],
      linkerSettings: [.linkedLibrary("icuuc"), .linkedLibrary("icui18n")]),
    .target(
      name: "CSimdJSON",
      exclude: ["README.md"],
      linkerSettings: [.linkedLibrary("simdjson")]),

    // Rooms, in the order in which data passes through them.
    room("HubbubSystem", ["CMalloc", "CSimdJSON", crypto]),
    room("HubbubModel", []),
    room("HubbubCorpus", ["HubbubSystem", "HubbubModel"]),
    room(
      "HubbubText", ["CByteKinds", "CICU", "CStemmer", "HubbubSystem", "HubbubModel"],
      resources: [
        .embedInCode("Resources/stop-words.txt"), .embedInCode("Resources/encodings.tsv"),
      ]),
    room(
      "HubbubIngest",
      [
        "CLibXML2", "CLibArchive", "CLanes", "HubbubSystem", "HubbubModel", "HubbubCorpus",
        "HubbubText", yams,
      ],
      resources: [
        .embedInCode("Readers/columns.tsv"), .embedInCode("Readers/XML/wiki-names.tsv"),
        .embedInCode("Threads/mail-phrases.tsv"),
        .embedInCode("Layouts/Shelf"), .embedInCode("Pages/calendar.tsv"),
        .embedInCode("Pages/page-kinds.tsv"), .embedInCode("Pages/talk-users.tsv"),
      ]),
    room("HubbubVectors", ["CLanes", "HubbubSystem"]),
    room(
      "HubbubTerms",
      ["HubbubSystem", "HubbubModel", "HubbubCorpus", "HubbubText", "HubbubVectors"]),
    room(
      "HubbubThemes",
      [
        "HubbubSystem", "HubbubModel", "HubbubCorpus", "HubbubText", "HubbubVectors",
        "HubbubTerms",
      ],
      resources: [
        .embedInCode("Resources/label-words.tsv"), .embedInCode("Resources/given-names.txt"),
        .embedInCode("Resources/tongues.tsv"),
      ]),
    room(
      "HubbubSentiment", ["HubbubSystem", "HubbubModel", "HubbubCorpus"],
      resources: [
        .embedInCode("Resources/lexicon-en.tsv"), .embedInCode("Resources/forum-en.tsv"),
        .embedInCode("Resources/phrases-en.tsv"), .embedInCode("Resources/cues-en.tsv"),
        .embedInCode("Resources/emoticons.tsv"), .embedInCode("Resources/emoji.tsv"),
        .embedInCode("Resources/weights-en.tsv"),
      ]),
    room(
      "HubbubSummary",
      [
        "HubbubSystem", "HubbubModel", "HubbubCorpus", "HubbubText", "HubbubVectors",
        "HubbubTerms", "HubbubThemes", "HubbubSentiment",
      ],
      resources: [
        .embedInCode("Resources/common-en.tsv"),
        .embedInCode("Resources/numbers-en.tsv"), .embedInCode("Resources/future-en.tsv"),
        .embedInCode("Resources/odds-en.tsv"), .embedInCode("Resources/analogies-en.tsv"),
        .embedInCode("Resources/quote-filter-en.tsv"),
        .embedInCode("Resources/quote-value-en.tsv"), .embedInCode("Resources/digest-en.tsv"),
        .embedInCode("Resources/stance-en.tsv"),
        .embedInCode("Resources/sentence-rules-en.txt"), .embedInCode("Resources/icons.tsv"),
        .embedInCode("Resources/names-en.tsv"),
      ]),
    room("HubbubForecast", ["HubbubSystem", "HubbubModel"]),
    room(
      "HubbubReport", ["HubbubSystem", "HubbubModel", crypto, mustache],
      resources: [
        .embedInCode("Resources/article.mustache"), .embedInCode("Resources/theme.mustache"),
        .embedInCode("Resources/quote.mustache"), .embedInCode("Resources/sentence.mustache"),
        .embedInCode("Resources/names.mustache"), .embedInCode("Resources/digests.mustache"),
        .embedInCode("Resources/filter.mustache"), .embedInCode("Resources/tools.mustache"),
        .embedInCode("Resources/report.css"), .embedInCode("Resources/report.js"),
        .embedInCode("Resources/words.tsv"),
      ]),
    room(
      "HubbubExport",
      [
        "HubbubSystem", "HubbubModel", "HubbubCorpus", "HubbubVectors", "HubbubThemes",
        "HubbubSentiment", "HubbubReport", grdb,
      ]),
    room("HubbubPipeline", ["HubbubSystem", "HubbubModel", yams]),
    room(
      "HubbubStages",
      [
        "HubbubSystem", "HubbubModel", "HubbubCorpus", "HubbubText", "HubbubIngest",
        "HubbubVectors", "HubbubTerms", "HubbubThemes", "HubbubSentiment", "HubbubSummary",
        "HubbubForecast", "HubbubReport", "HubbubPipeline",
      ]),
    room(
      "HubbubKit",
      [
        "HubbubSystem", "HubbubModel", "HubbubCorpus", "HubbubText", "HubbubIngest",
        "HubbubVectors", "HubbubTerms", "HubbubThemes", "HubbubSentiment", "HubbubSummary",
        "HubbubForecast", "HubbubReport", "HubbubExport", "HubbubPipeline", "HubbubStages",
      ]),
    room(
      "HubbubExplorer",
      [
        "HubbubSystem", "HubbubModel", "HubbubSentiment", "HubbubExport", grdb, httpTypes,
        hummingbird, logging, mustache,
      ],
      resources: [
        .embedInCode("Resources/page.mustache"), .embedInCode("Resources/table.mustache"),
        .embedInCode("Resources/explorer.css"),
      ]),
    .executableTarget(
      name: "HubbubCommand",
      dependencies: ["HubbubKit", "HubbubExplorer", argumentParser, logging],
      swiftSettings: rules),

    // Each room's tests, and the tests of the project as a whole.
    tests("HubbubSystemTests", ["HubbubSystem"]),
    tests("HubbubCorpusTests", ["HubbubCorpus", "HubbubModel", "HubbubSystem"]),
    tests(
      "HubbubTextTests", ["HubbubText", "HubbubModel"], resources: [.copy("Floors.json")]),
    tests(
      "HubbubIngestTests",
      ["HubbubIngest", "HubbubModel", "HubbubCorpus", "HubbubSystem", "CLanes"],
      resources: [.copy("Fixtures"), .copy("Floors.json")]),
    tests(
      "HubbubVectorsTests", ["HubbubVectors", "HubbubSystem", "CLanes"],
      resources: [.copy("Golden")]),
    tests(
      "HubbubTermsTests",
      ["HubbubTerms", "HubbubModel", "HubbubCorpus", "HubbubText", "HubbubVectors", "HubbubSystem"]
    ),
    tests(
      "HubbubThemesTests",
      [
        "HubbubThemes", "HubbubModel", "HubbubCorpus", "HubbubTerms", "HubbubVectors",
        "HubbubSystem",
      ],
      resources: [.copy("Floors.json"), .copy("Golden")]),
    tests(
      "HubbubSentimentTests",
      ["HubbubSentiment", "HubbubModel", "HubbubCorpus", "HubbubSystem"],
      resources: [.copy("Cases.tsv"), .copy("Floors.json")]),
    tests(
      "HubbubSummaryTests",
      [
        "HubbubSummary", "HubbubModel", "HubbubCorpus", "HubbubTerms", "HubbubThemes",
        "HubbubSentiment", "HubbubSystem", "HubbubIngest", "HubbubReport",
      ], resources: [.copy("Golden"), .copy("Floors.json")]),
    tests(
      "HubbubForecastTests", ["HubbubForecast", "HubbubModel", "HubbubSystem"]),

    tests(
      "HubbubReportTests", ["HubbubReport", "HubbubModel", "HubbubSystem"],
      resources: [.copy("Golden")]),
    tests(
      "HubbubExportTests", ["HubbubExport", "HubbubCorpus", "HubbubModel", "HubbubSystem"]),
    tests(
      "HubbubExplorerTests",
      ["HubbubExplorer", "HubbubExport", "HubbubCorpus", "HubbubModel", "HubbubSystem"]),
    tests("HubbubPipelineTests", ["HubbubPipeline", "HubbubModel", "HubbubSystem"]),
    tests("HubbubStagesTests", ["HubbubStages", "HubbubKit", "HubbubIngest"]),
    tests("ProjectTests", ["HubbubKit"]),

    // What untrusted bytes must not break; `make fuzz` feeds it and the tests replay what was found.
    .target(
      name: "HubbubFuzz",
      dependencies: ["HubbubIngest", "HubbubText", "HubbubCorpus", "HubbubModel", "HubbubSystem"],
      path: "Tests/Fuzzing/Targets", swiftSettings: rules),
    .testTarget(
      name: "FuzzCorpusTests", dependencies: ["HubbubFuzz", "HubbubModel", "HubbubSystem"],
      path: "Tests/Fuzzing/Replay", swiftSettings: rules),
  ]
)

// Links only with the fuzzing engine of the compiler, so it is built by scripts/fuzz.sh alone.
if Context.environment["HUBBUB_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "hubbub-fuzz", dependencies: ["HubbubFuzz", "HubbubSystem"],
      path: "Tests/Fuzzing/Program", swiftSettings: rules))
}
