import Foundation
import HubbubSystem

/// The measured quality that may not fall: `Floors.json` beside this file.
enum Floors {
  static let testFolder = String(#filePath.dropLast("/Floors.swift".count))

  static func read() throws -> [String: [String: Double]] {
    let value = try JSONParser().parse(try Files.read("\(testFolder)/Floors.json"))
    var floors: [String: [String: Double]] = [:]
    for (name, measures) in value.members {
      for (measure, floor) in measures.members {
        floors[name, default: [:]][measure] = floor.number
      }
    }
    return floors
  }
}
