internal import HubbubModel
internal import HubbubVectors

/// Ids of discovered themes, from what they are called.
enum ThemeNames {
  /// A label as an id: letters and digits in lower case, hyphens between words.
  ///
  /// - Parameter taken: ids that are given away; a number is added to what would repeat one.
  static func id(of label: String, taken: inout Set<String>) -> ThemeID {
    var slug = ""
    for character in label.lowercased() {
      if character.isLetter || character.isNumber {
        slug.append(character)
      } else if character != "'" && character != "\u{2019}", !slug.isEmpty, slug.last != "-" {
        slug.append("-")
      }
    }
    while slug.last == "-" { slug.removeLast() }
    if slug.isEmpty { slug = "theme" }
    var id = slug
    var number = 2
    while !taken.insert(id).inserted {
      id = "\(slug)-\(number)"
      number += 1
    }
    return ThemeID(id)
  }
}
