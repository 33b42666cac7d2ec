import Foundation
import HubbubKit
import Testing

/// The list of stages as a whole.
@Suite struct StagesTests {
  @Test func eachArtifactIsMadeBeforeItIsReadAndByOneStage() {
    var made: Set<String> = []
    for stage in Stages.all {
      for artifact in stage.reads {
        #expect(made.contains(artifact), "\(stage.name) reads \(artifact), which nothing made")
      }
      for artifact in stage.writes {
        #expect(made.insert(artifact).inserted, "\(artifact) is made twice")
      }
    }
  }

  @Test func onlyTheFirstReadsInputs() {
    #expect(Stages.all.map(\.readsInputs) == Stages.all.indices.map { $0 == 0 })
  }

  @Test func parametersExplainThemselves() {
    for stage in Stages.all {
      #expect(!stage.summary.isEmpty)
      let names = stage.parameters.map(\.name)
      #expect(Set(names).count == names.count, "\(stage.name) declares a parameter twice")
      for parameter in stage.parameters { #expect(!parameter.help.isEmpty) }
    }
  }
}
