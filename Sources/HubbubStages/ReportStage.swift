internal import HubbubPipeline
internal import HubbubReport
internal import HubbubSystem

/// The article → HTML and Markdown.
struct ReportStage: Stage {
  let name = "report"
  let summary = "lay the report out as HTML and Markdown"
  let version = 7
  let parameters = [
    Parameter(
      "quotes", .whole(0...100_000), .whole(5_000), "the most quotations that a page shows")
  ]
  let reads = [Artifacts.reportJSON, Artifacts.ledger, Artifacts.posts]
  let writes = [Artifacts.html, Artifacts.markdown]

  var ingredients: [String: String] { Rendering.ingredients }

  func run(_ job: StageJob) throws -> StageOutcome {
    let report = try ReportCoding.report(
      json: Files.read(job.workspace.path(Artifacts.reportJSON)),
      ledger: Files.read(job.workspace.path(Artifacts.ledger)))
    let rendering = Rendering(quotes: job.parameters.whole("quotes") ?? 5_000)
    let posts = try PostsCoding.posts(json: Files.read(job.workspace.path(Artifacts.posts)))
    let html = HTMLReport.render(report, posts: posts, rendering)
    try AtomicFile.write(html, to: job.workspace.path(Artifacts.html))
    let markdown = MarkdownReport.render(report, rendering)
    try AtomicFile.write(markdown, to: job.workspace.path(Artifacts.markdown))
    return StageOutcome(counts: ["html-bytes": html.count, "markdown-bytes": markdown.count])
  }
}
