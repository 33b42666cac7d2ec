internal import HubbubModel
internal import HubbubSystem

/// Where the records of a JSON document stand.
enum JSONShapes {
  /// The records of one object: itself where it holds a thread, else those that it wraps, to any depth,
  /// that have a text; else the only ones there are, so that their fields can be told.
  static func records(
    of value: JSONValue, _ names: ColumnNames, _ bodies: TextBodies
  ) -> [JSONValue]? {
    guard value.kind == .object else { return nil }
    if JSONRecords.isHolder(value) { return [value] }
    let runs = runs(in: value)
    let posts = runs.flatMap { run -> [[JSONValue]] in
      if holdPosts(run, names, bodies) { return [run] }
      return inner(run).filter { holdPosts($0, names, bodies) }
    }
    if !posts.isEmpty { return Array(posts.joined()) }
    return runs.count == 1 ? runs[0] : nil
  }

  /// The objects of an array, or of the one array of objects in an object; nil if there are none.
  static func records(in value: JSONValue) -> [JSONValue]? {
    guard value.kind != .array else {
      let records = value.elements.filter { $0.kind == .object }
      return records.isEmpty ? nil : records
    }
    let arrays = value.members.compactMap { $0.value.kind == .array ? records(in: $0.value) : nil }
    return arrays.count == 1 ? arrays[0] : nil
  }

  /// The arrays of objects in an object and in the objects in it; objects that all members of an
  /// object are, under keys of their own, are one of these too.
  private static func runs(in value: JSONValue) -> [[JSONValue]] {
    var runs: [[JSONValue]] = []
    var pending = [value]
    while let object = pending.popLast() {
      let members = object.members
        .filter { !KnownNames.people.contains(ColumnMapping.fold($0.key)) }.map(\.value)
      if members.count > 1, members.allSatisfy({ $0.kind == .object }) { runs.append(members) }
      for member in members.reversed() {
        switch member.kind {
        case .object: pending.append(member)
        case .array:
          let elements = member.elements
          if !elements.isEmpty, elements.allSatisfy({ $0.kind == .object }) {
            runs.append(elements)
          }
        default: break
        }
      }
    }
    return runs
  }

  /// The records that stand in arrays within records, by the names of these.
  private static func inner(_ run: [JSONValue]) -> [[JSONValue]] {
    var names: [String] = []
    for record in run.prefix(JSONRecords.sampleSize) {
      for (name, member) in record.members
      where member.elements.first?.kind == .object && !names.contains(name) { names.append(name) }
    }
    return names.map { name in
      run.flatMap { $0[name]?.elements ?? [] }.filter { $0.kind == .object }
    }
  }

  private static func holdPosts(
    _ run: [JSONValue], _ names: ColumnNames, _ bodies: TextBodies
  ) -> Bool {
    let samples = Array(run.prefix(JSONRecords.sampleSize))
    return (try? JSONRecords(samples: samples, path: "", names: names, bodies: bodies)) != nil
  }
}

extension JSONShapes {
  /// A table in JSON: names of columns once, and rows of cells (`columns` and `rows`, as databases
  /// answer; an array of arrays, as sheets are exported; columns by row, as pandas writes frames).
  struct Table {
    private var columns: [String] = []
    private var rows: [[JSONValue]] = []

    /// The table that a document is; nil if it is none.
    init?(_ value: JSONValue, _ names: ColumnNames) {
      if value.kind == .array {
        let lines = value.elements
        guard lines.count > 1, lines.allSatisfy({ $0.kind == .array }) else { return nil }
        columns = lines[0].elements.compactMap(\.string)
        guard columns.count == lines[0].elements.count else { return nil }
        rows = lines.dropFirst().map(\.elements)
      } else if let named = value["columns"], let lines = value["rows"] ?? value["data"] {
        columns = named.elements.compactMap { $0.string ?? $0["name"]?.string }
        guard columns.count == named.elements.count, !columns.isEmpty,
          lines.elements.allSatisfy({ $0.kind == .array })
        else { return nil }
        rows = lines.elements.map(\.elements)
      } else {
        let members = value.members
        guard members.allSatisfy({ $0.value.kind == .object }), let first = members.first else {
          return nil
        }
        columns = members.map(\.key)
        let keys = first.value.members.map(\.key)
        guard (try? ColumnMapping(names, available: columns, path: "")) != nil,
          members.allSatisfy({ $0.value.members.map(\.key) == keys })
        else { return nil }
        let cells = members.map { $0.value.members.map(\.value) }
        rows = keys.indices.map { row in cells.map { $0[row] } }
      }
    }

    /// Reads the rows as posts.
    func read(
      path: String, whole: SourceRange, names: ColumnNames, bodies: TextBodies,
      into batch: inout ReaderBatch
    ) {
      do throws(IngestError) {
        var mapping = try ColumnMapping(names, available: columns, path: path, isTable: true)
        mapping.check(
          rows.prefix(JSONRecords.sampleSize).lazy.map { [mapping] in row($0, mapping) })
        for finding in mapping.findings { batch.find(finding) }
        for (index, cells) in rows.enumerated() {
          row(cells, mapping).draft(record: index, source: whole, bodies: bodies, into: &batch)
        }
      } catch {
        batch.setAside(whole, error)
      }
    }

    private func row(_ cells: [JSONValue], _ mapping: ColumnMapping) -> TableRow {
      var row = TableRow()
      row.dateOrder = mapping.dateOrder
      for field in PostField.allCases {
        guard let name = mapping[field], let index = columns.firstIndex(of: name),
          index < cells.count
        else { continue }
        row[field] = JSONRecords.text(cells[index])
      }
      return row
    }
  }
}
