/// Hubbub as a library: one import for every room.
///
/// `Stages.all` are the stages that the command runs; each room's functions work without them.

@_exported public import HubbubSystem
@_exported public import HubbubModel
@_exported public import HubbubCorpus
@_exported public import HubbubText
@_exported public import HubbubIngest
@_exported public import HubbubVectors
@_exported public import HubbubTerms
@_exported public import HubbubThemes
@_exported public import HubbubSentiment
@_exported public import HubbubSummary
@_exported public import HubbubForecast
@_exported public import HubbubReport
@_exported public import HubbubExport
@_exported public import HubbubPipeline
@_exported public import HubbubStages
