public import HubbubSystem

extension Layout {
  /// Reads the layouts of a folder: every `.yaml` or `.yml` file in it, in the order of their names.
  ///
  /// - Throws: `IngestError` if there is no such folder or no layout in it; `LayoutError` with
  ///   every mistake of every file.
  public static func read(folder: String) throws -> [Layout] {
    guard Files.kind(of: folder) == .folder else {
      throw IngestError("there is no folder of layouts \(folder)", code: .noSuchInput)
    }
    let names = try Files.names(in: folder).filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
    guard !names.isEmpty else {
      throw IngestError("\(folder) holds no layout; a layout is a file such as phpbb3.yaml")
    }
    var layouts: [Layout] = []
    var problems: [String] = []
    for name in names {
      let yaml = String(decoding: try Files.read("\(folder)/\(name)"), as: UTF8.self)
      do throws(LayoutError) {
        let layout = try Layout(yaml: yaml, file: name)
        if let other = layouts.first(where: { $0.engine == layout.engine }) {
          problems.append(
            "\(name):1:1: \"\(layout.engine)\" is described by \(other.file) already")
        }
        layouts.append(layout)
      } catch {
        problems += error.problems
      }
    }
    guard problems.isEmpty else { throw LayoutError(problems: problems) }
    return layouts
  }

  /// The layouts of the shelf and a user's own, which stand in for those of the same engine.
  public static func shelf(with own: [Layout]) -> [Layout] {
    let engines = Set(own.map(\.engine))
    return shelf.filter { !engines.contains($0.engine) } + own
  }

  /// SHA-256 over the files of layouts and their texts, whatever order they come in.
  public static func digest(of layouts: [Layout]) -> Digest {
    digest(of: layouts.map { ($0.file, Array($0.yaml.utf8)) })
  }

  static func digest(of files: [(file: String, yaml: [UInt8])]) -> Digest {
    var all = PackedBytes()
    for (file, yaml) in files.sorted(by: {
      $0.file.utf8.lexicographicallyPrecedes($1.file.utf8)
    }) {
      all.text(file)
      all.text(String(decoding: yaml, as: UTF8.self))
    }
    return Digest(of: all.bytes)
  }
}
