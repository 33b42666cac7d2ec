/// Which columns of a table, or fields of a JSON record, hold what.
///
/// Names match exactly, or else without regard to case, spaces, dashes and underscores. In JSON,
/// `user.name` reaches into an object. What is left nil is guessed from well-known names.
public struct ColumnNames: Sendable, Hashable {
  /// The post's id.
  public var id: String?
  /// The post's text.
  public var text: String?
  /// Who wrote it.
  public var author: String?
  /// When.
  public var time: String?
  /// The thread it belongs to.
  public var thread: String?
  /// The id of the post that it answers.
  public var parent: String?
  /// The thread's title.
  public var title: String?
  /// Votes, points, likes.
  public var score: String?

  /// Creates names.
  public init(
    id: String? = nil, text: String? = nil, author: String? = nil, time: String? = nil,
    thread: String? = nil, parent: String? = nil, title: String? = nil, score: String? = nil
  ) {
    self.id = id
    self.text = text
    self.author = author
    self.time = time
    self.thread = thread
    self.parent = parent
    self.title = title
    self.score = score
  }

  subscript(field: PostField) -> String? {
    switch field {
    case .id: id
    case .text: text
    case .author: author
    case .time: time
    case .thread: thread
    case .parent: parent
    case .title: title
    case .score: score
    case .url: nil
    }
  }
}

/// What a column may hold.
enum PostField: String, CaseIterable, Sendable {
  case id, text, author, time, thread, parent, title, score, url

  /// Names that people and programs use, best first: see `columns.tsv`.
  var wellKnown: [String] { KnownNames.line(rawValue) }
}

/// The table of names, `columns.tsv`.
enum KnownNames {
  /// The names of the kinds of posts, which may stand before a column's own.
  static let kinds = line("kinds")
  /// Objects within records that tell of something else than the post.
  static let apart = Set(line("apart"))
  /// Lists of the people who wrote the records beside them.
  static let people = Set(line("people"))
  /// What marks a record that no person wrote: by a member's name, its values, each with the name of
  /// another member that has to be there.
  static let service: [(member: String, values: [String: String?])] = {
    var marks: [(member: String, values: [String: String?])] = []
    for mark in line("service") {
      let parts = mark.split(separator: "=").map(String.init)
      guard parts.count == 2 else { continue }
      let value = parts[1].split(separator: "+").map(String.init)
      let index = marks.firstIndex { $0.member == parts[0] } ?? marks.count
      if index == marks.count { marks.append((parts[0], [:])) }
      marks[index].values.updateValue(value.count > 1 ? value[1] : nil, forKey: value[0])
    }
    return marks
  }()

  /// The names of one line, in its order.
  static func line(_ name: String) -> [String] { lines[name] ?? [] }

  private static let lines: [String: [String]] = {
    var lines: [String: [String]] = [:]
    let text = String(decoding: PackageResources.columns_tsv, as: UTF8.self)
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: "\t", maxSplits: 1)
      if parts.count == 2 {
        lines[String(parts[0])] = parts[1].split(separator: " ").map(String.init)
      }
    }
    return lines
  }()
}

/// The columns of one source, settled: named by the user, guessed, or absent.
struct ColumnMapping: Sendable {
  /// Column name for each field.
  private(set) var names: [PostField: String] = [:]
  /// Findings for the run: `column-guessed:text=body`.
  private(set) var findings: [String] = []
  /// Whether nobody said which column the ids are in.
  private var isIDGuessed = false
  /// The order of day and month in dates of figures, where some of the first rows tell it.
  private(set) var dateOrder: Timestamps.Order?

  subscript(field: PostField) -> String? { names[field] }

  /// A name without regard to case and separators.
  static func fold(_ name: String) -> String {
    String(
      decoding: name.utf8.compactMap { byte -> UInt8? in
        switch byte {
        case 0x20, 0x2D, 0x5F, 0xEF, 0xBB, 0xBF: nil
        case 0x41...0x5A: byte | 0x20
        default: byte
        }
      }, as: UTF8.self)
  }

  /// Settles the columns of a source.
  ///
  /// - Parameter available: the column names, or the paths of a record's fields.
  /// - Throws: `IngestError` naming what is there, if a named column is not, or if no text column
  ///   was named or can be guessed.
  /// - Parameter isTable: whether titles are texts where there are no other ones, as in lists of
  ///   headlines and stories, and columns of one name (`Comment`, as Jira exports them) hold lists of
  ///   something, and no field of a post.
  init(
    _ asked: ColumnNames, available: [String], path: String, isTable: Bool = false
  ) throws(IngestError) {
    let list = available.map { "`\($0)`" }.joined(separator: ", ")
    var taken: Set<String> = []
    for field in PostField.allCases {
      guard let name = asked[field] else { continue }
      guard let found = Self.find(name, among: available) else {
        throw IngestError(
          "\(path) has no column `\(name)` (ingest.\(field.rawValue)); it has \(list)",
          code: .columns)
      }
      names[field] = found
      taken.insert(found)
    }
    if isTable {
      var seen: Set<String> = []
      for name in available
      where !seen.insert(name).inserted && taken.insert(name).inserted && !name.isEmpty {
        findings.append("columns-left-out:\(name)")
      }
    }
    guess(among: available, besides: taken)
    if isTable, names[.text] == nil, let title = names[.title],
      names[.author] != nil || names[.time] != nil
    {
      (names[.text], names[.title]) = (title, nil)
      findings.removeAll { $0.hasPrefix("column-guessed:title=") }
      findings.append("column-guessed:text=\(title)")
    }
    guard names[.text] != nil else {
      throw IngestError(
        "cannot tell which column of \(path) holds the text: name it with "
          + "`--set ingest.text=COLUMN`; the columns are \(list)", code: .columns)
    }
  }

  /// Settles the fields of records of which not all are posts: a column that is asked for may stand
  /// elsewhere, and the text with it.
  ///
  /// - Parameter member: the name of the member that the records stand in, for what is said of them.
  init(_ asked: ColumnNames, within member: String? = nil, available: [String]) {
    var taken: Set<String> = []
    for field in PostField.allCases {
      guard let name = asked[field], let found = Self.find(name, among: available) else { continue }
      names[field] = found
      taken.insert(found)
    }
    guess(among: available, besides: taken, member.map { $0 + "." } ?? "")
  }

  /// Looks at the first rows of a source: how dates are written, and whether ids are such.
  ///
  /// A guessed id is taken back if different posts have the same: it says what they are about (the
  /// product of a review) or who wrote them, and half of them would pass for copies.
  ///
  /// - Parameter rows: the first rows of the source.
  /// - Complexity: O(n) in the rows.
  mutating func check(_ rows: some Sequence<TableRow>) {
    checkID(rows)
    let orders = Set(rows.compactMap { $0.time.flatMap(Timestamps.order) })
    dateOrder = orders.count == 1 ? orders.first : nil
  }

  private mutating func checkID(_ rows: some Sequence<TableRow>) {
    guard isIDGuessed, let column = names[.id] else { return }
    var first: [String: TableRow] = [:]
    let isShared = rows.contains { row in
      guard let id = row.id, !TableRow.isNothing(id), !row.text.isEmpty else { return false }
      guard let before = first[id] else {
        first[id] = row
        return false
      }
      // The same writer's other words may be the post as it was edited.
      return before.text != row.text && (row.author == nil || before.author != row.author)
    }
    guard isShared else { return }
    names[.id] = nil
    findings.removeAll { $0.hasPrefix("column-guessed:id=") }
    findings.append("ids-repeat:\(column)")
    if names[.thread] == nil, Self.fold(column) != "uid" { names[.thread] = column }
  }

  /// The column of a name, or of one that differs in case and separators.
  private static func find(_ name: String, among available: [String]) -> String? {
    available.first { $0 == name } ?? available.first { fold($0) == fold(name) }
  }

  /// Finds by well-known names what was not asked for: the text, and then around it what it is a post
  /// of.
  private mutating func guess(
    among available: [String], besides asked: Set<String>, _ prefix: String = ""
  ) {
    var taken = asked
    var folded: [String: [String]] = [:]
    for name in available { folded[Self.fold(name), default: []].append(name) }
    func take(_ field: PostField, _ name: String) {
      names[field] = name
      taken.insert(name)
      if field == .id { isIDGuessed = true }
      if name != field.rawValue {
        findings.append("column-guessed:\(field.rawValue)=\(prefix)\(name)")
      }
    }
    func named(_ name: String) -> String? { folded[name]?.first { !taken.contains($0) } }
    if names[.text] == nil {
      let known = PostField.text.wellKnown.map(Self.fold)
      let exact = known.lazy.compactMap { named($0) }.first
      let ofKind = known.lazy.compactMap { name in
        KnownNames.kinds.lazy.compactMap { named($0 + name) }.first
      }.first
      if let found = exact ?? ofKind ?? Self.within(available, known, besides: taken) {
        take(.text, found)
      }
    }
    // A record's fields stand in the object that holds its text, or in those around that.
    let places = Self.places(of: names[.text])
    let kind = KnownNames.kinds.first { Self.kind($0, isOf: names[.text]) }
    for field in PostField.allCases where names[field] == nil && field != .text {
      let known = field.wellKnown.map(Self.fold)
      func find(_ kinds: [String]) -> String? {
        for name in known {
          for place in places {
            for kind in kinds { if let found = named(place + kind + name) { return found } }
          }
        }
        return nil
      }
      // Numbers of something else are no ids of posts: `status_id`.
      let isNumber = field == .id || field == .thread || field == .parent
      if let found = find(kind.map { ["", $0] } ?? [""])
        ?? (isNumber ? nil : find(KnownNames.kinds))
      {
        take(field, found)
      }
    }
  }

  /// Whether a column is called after a kind of post: `comment_text`.
  private static func kind(_ kind: String, isOf column: String?) -> Bool {
    guard let name = column?.split(separator: ".").last.map({ fold(String($0)) }) else {
      return false
    }
    return name.hasPrefix(kind) && name.count > kind.count
  }

  /// The text that stands in objects within the records, the nearest first.
  private static func within(
    _ available: [String], _ known: [String], besides taken: Set<String>
  ) -> String? {
    var best: (depth: Int, rank: Int, name: String)?
    for name in available where !taken.contains(name) {
      let parts = name.split(separator: ".").map { fold(String($0)) }
      guard parts.count > 1, let rank = known.firstIndex(of: parts[parts.count - 1]),
        !parts.dropLast().contains(where: KnownNames.apart.contains)
      else { continue }
      if best.map({ (parts.count, rank) < ($0.depth, $0.rank) }) ?? true {
        best = (parts.count, rank, name)
      }
    }
    return best?.name
  }

  /// The objects around a field, folded, the nearest first; last the record itself.
  private static func places(of column: String?) -> [String] {
    var parts = (column ?? "").split(separator: ".").map { fold(String($0)) }
    var places: [String] = []
    while parts.count > 1 {
      parts.removeLast()
      places.append(parts.joined(separator: ".") + ".")
    }
    return places + [""]
  }
}
