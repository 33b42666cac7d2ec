internal import HubbubModel

/// How far a theme is one subject, and its name tells which.
///
/// Held against labelled posts (`docs/METHOD.md`, names of themes): where no word stands out, the
/// posts of a theme seldom have one label in common.
extension Theme {
  /// Whether no word of a discovered theme stands out: it gathers several subjects.
  var isMixed: Bool { !guided && focus.map { $0 < Self.leastFocus } ?? false }

  /// Whether a headline can name it: one subject, of which its posts speak by name.
  var isClear: Bool { guided || !isMixed && reach.map { $0 >= Self.leastReach } ?? true }

  /// The word that marks a theme of one subject most stands in at least so many more of its
  /// passages than of the others, as a share.
  private static let leastFocus = 0.15
  /// The least share of a theme's passages that hold the name that a headline calls it by.
  private static let leastReach = 0.1
}
