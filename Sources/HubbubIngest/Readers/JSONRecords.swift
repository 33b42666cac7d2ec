internal import HubbubModel
internal import HubbubSystem

/// JSON objects as posts: fields by mapping, posts within threads, or a shape that is known by heart.
///
/// A record may be a post, a thread with its posts in a member (`posts`), or a post with what
/// answers it (`comments`), to any depth.
struct JSONRecords: Sendable {
  /// The fields of the records themselves; nil where they have a shape that is known.
  private let fields: RecordFields?
  /// The fields of records within records, by the name of the member that holds them.
  private let nested: [String: RecordFields]
  private let bodies: TextBodies
  /// Guesses made, for the run's findings.
  let findings: [String]

  /// Names of members that hold a thread's posts, or what answers a post.
  private static let holders: Set<String> = [
    "posts", "comments", "replies", "answers", "responses", "children", "messages", "notes",
    "conversationparts",
  ]
  /// How many objects deep holders are looked for.
  private static let depth = 3
  /// How many records of a kind settle what its fields hold.
  static let sampleSize = 200

  /// Settles the mapping by some records of a source.
  init(samples: [JSONValue], path: String, names: ColumnNames, bodies: TextBodies)
    throws(IngestError)
  {
    self.bodies = bodies
    if names.text == nil, let first = samples.first,
      RedditRecord.matches(first) || HackerNewsItem.matches(first)
    {
      (fields, nested, findings) = (nil, [:], [])
      return
    }
    let available = RecordFields.paths(of: samples)
    guard !available.isEmpty || samples.contains(where: Self.isHolder) else {
      throw IngestError(
        "none of the first records of \(path) is a JSON object with fields", code: .records)
    }
    let kinds = Self.kinds(in: samples)
    let within = kinds.mapValues(RecordFields.paths)
    var nested: [String: RecordFields] = [:]
    for (name, paths) in within {
      let fields = RecordFields(
        ColumnMapping(names, within: name, available: paths))
      if fields.hasText { nested[name] = fields }
    }
    var own: ColumnMapping
    if nested.isEmpty {
      own = try ColumnMapping(names, available: available, path: path)
      own.check(samples.lazy.map { [own] in RecordFields(own).row(of: $0) })
    } else {
      // A column that was asked for must be somewhere.
      let paths = available + within.sorted { $0.key < $1.key }.flatMap(\.value)
      _ = try ColumnMapping(names, available: paths, path: path)
      own = ColumnMapping(names, available: available)
    }
    fields = RecordFields(own)
    self.nested = nested
    findings = own.findings + nested.sorted { $0.key < $1.key }.flatMap { $0.value.findings }
  }

  /// Whether an object holds records under one of the names.
  static func isHolder(_ value: JSONValue) -> Bool { !held(by: value).isEmpty }

  /// The records within a record, in its order.
  ///
  /// They stand in an array, or as interfaces serve what has pages in the one array of an object
  /// (`comments.nodes`); the holder itself may stand in an object (`node.comments`).
  private static func held(
    by value: JSONValue, depth: Int = JSONRecords.depth
  ) -> [(name: String, records: [JSONValue])] {
    value.members.flatMap { name, member -> [(name: String, records: [JSONValue])] in
      let folded = ColumnMapping.fold(name)
      if holders.contains(folded) {
        return JSONShapes.records(in: member).map { [(folded, $0)] } ?? []
      }
      return member.kind == .object && depth > 0 ? held(by: member, depth: depth - 1) : []
    }
  }

  /// Some records of each kind that stands within others.
  private static func kinds(in samples: [JSONValue]) -> [String: [JSONValue]] {
    var kinds: [String: [JSONValue]] = [:]
    var pending = Array(samples.reversed())
    while let value = pending.popLast() {
      for (name, records) in held(by: value) {
        let wanted = records.prefix(max(0, sampleSize - kinds[name, default: []].count))
        kinds[name, default: []] += wanted
        pending += wanted.reversed()
      }
    }
    return kinds
  }

  /// Reads one record.
  func read(
    _ value: JSONValue, record: Int, source: SourceRange, into batch: inout ReaderBatch
  ) {
    if let fields {
      if Self.isService(value) { return batch.drop("not-a-post") }
      if nested.isEmpty {
        fields.row(of: value).draft(record: record, source: source, bodies: bodies, into: &batch)
      } else {
        thread(value, fields, record: record, source: source, into: &batch)
      }
    } else if RedditRecord.matches(value) {
      RedditRecord.read(value, record: record, source: source, bodies: bodies, into: &batch)
    } else if HackerNewsItem.matches(value) {
      HackerNewsItem.read(value, record: record, source: source, bodies: bodies, into: &batch)
    } else {
      batch.drop("not-a-post")
    }
  }

  /// Whether a program noted something of itself, such as who joined a channel.
  private static func isService(_ value: JSONValue) -> Bool {
    KnownNames.service.contains { member, values in
      guard let found = value[member],
        let other = values[found.string ?? (found.boolean == true ? "true" : "")]
      else { return false }
      return other.map { value[$0] != nil } ?? true
    }
  }

  /// Reads a record with the records in it, each answering the one that it stands in.
  private func thread(
    _ root: JSONValue, _ fields: RecordFields, record: Int, source: SourceRange,
    into batch: inout ReaderBatch
  ) {
    let head = fields.row(of: root)
    let named = [head.thread, head.url, head.id.map { "\(source.path)#\($0)" }, head.title]
      .compactMap(\.self).first { !TableRow.isNothing($0) }
    // An envelope says nothing of a thread: what stands in it stands for itself.
    let isEnvelope = named == nil && !fields.hasText
    let key = named ?? "\(source.path):\(record + 1)"
    // What holds a thread's posts has its name.
    var title = head.title ?? Self.text(root["name"])
    var order = 0
    var pending: [(value: JSONValue, fields: RecordFields, parent: String?)] = [(root, fields, nil)]
    while let (value, fields, above) = pending.popLast() {
      if Self.isService(value) {
        batch.drop("not-a-post")
        continue
      }
      var row = fields.row(of: value)
      var parent = above
      if fields.hasText {
        if isEnvelope {
          row.parent = row.parent ?? above
          row.draft(record: order, source: source, bodies: bodies, into: &batch)
          parent = row.id
        } else {
          let id = row.id ?? "\(order + 1)"
          let isStated = row.parent.map { !TableRow.isNothing($0) && $0 != head.id } ?? false
          if !isStated { row.parent = above }
          (row.id, row.thread) = (id, key)
          row.title = title
          title = nil
          row.draft(
            record: record, source: source, bodies: bodies,
            in: TableRow.Place(url: head.url, position: .page(record, order)), into: &batch)
          parent = id
        }
        order += 1
      }
      for (name, records) in Self.held(by: value).reversed() {
        if let fields = nested[name] {
          pending += records.reversed().map { ($0, fields, parent) }
        } else {
          batch.find("records-without-text:\(name)", records.count)
        }
      }
    }
  }

  /// The object in a range of bytes, and whether they had to be decoded first; nil if it is none.
  static func parse(
    _ bytes: [UInt8], _ range: Range<Int>, _ parser: JSONParser
  ) -> (value: JSONValue, isDecoded: Bool)? {
    if let value = try? parser.parse(bytes.span.extracting(range)) {
      return value.kind == .object ? (value, false) : nil
    }
    let raw = Array(bytes[range])
    guard raw.first(where: { !FormatSniffer.isSpace($0) }) == UInt8(ascii: "{"),
      !TextBytes.isUTF8(raw[...]),
      let value = try? parser.parse(Array(TextTools.decode(raw[...], declared: nil).utf8)),
      value.kind == .object
    else { return nil }
    return (value, true)
  }

  /// A scalar as the text that a table would hold.
  static func text(_ value: JSONValue?) -> String? {
    guard let value else { return nil }
    switch value.kind {
    case .string: return value.string
    case .integer: return value.integer.map(String.init) ?? value.number.map { "\($0)" }
    case .number:
      guard let number = value.number else { return nil }
      return number == number.rounded() && abs(number) < 1e15
        ? String(Int64(number)) : number.description
    case .boolean: return value.boolean.map { $0 ? "true" : "false" }
    case .null, .object, .array: return nil
    }
  }
}

/// The fields of JSON objects of one kind.
struct RecordFields: Sendable {
  private let mapping: ColumnMapping
  /// Guesses made, for the run's findings.
  var findings: [String] { mapping.findings }
  /// Whether they are posts.
  var hasText: Bool { mapping[.text] != nil }

  init(_ mapping: ColumnMapping) { self.mapping = mapping }

  /// The paths of all fields that hold a scalar in one of some objects, `user.name` among them.
  static func paths(of samples: [JSONValue]) -> [String] {
    var available: [String] = []
    var known: Set<String> = []
    for sample in samples {
      paths(of: sample, prefix: "", depth: 0) { path in
        if known.insert(path).inserted { available.append(path) }
      }
    }
    return available
  }

  private static func paths(
    of value: JSONValue, prefix: String, depth: Int, _ found: (String) -> Void
  ) {
    for (key, member) in value.members {
      let path = prefix.isEmpty ? key : "\(prefix).\(key)"
      switch member.kind {
      case .object where depth < 5: paths(of: member, prefix: path, depth: depth + 1, found)
      case .object, .array: break
      default: found(path)
      }
    }
  }

  /// The fields of one object as the row of a table.
  func row(of value: JSONValue) -> TableRow {
    var row = TableRow()
    row.dateOrder = mapping.dateOrder
    for field in PostField.allCases {
      guard let path = mapping[field] else { continue }
      let member = Self.member(path, of: value)
      row[field] = field == .text ? Self.prose(member) : JSONRecords.text(member)
    }
    return row
  }

  /// A text, also where it stands in pieces, as chat programs export what has links or marks.
  private static func prose(_ value: JSONValue?) -> String? {
    guard let value, value.kind == .array else { return JSONRecords.text(value) }
    return value.elements.compactMap { $0.string ?? $0["text"]?.string }.joined()
  }

  /// The member at a dotted path; a name with dots in it is tried as it stands first.
  private static func member(_ path: String, of value: JSONValue) -> JSONValue? {
    if let found = value[path] { return found }
    var at = value
    for part in path.split(separator: ".") {
      guard let next = at[String(part)] else { return nil }
      at = next
    }
    return at
  }
}
