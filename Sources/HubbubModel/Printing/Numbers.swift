/// Numbers as a report prints them: the same in every locale.
public enum Numbers {
  /// A count with commas between groups of three digits.
  public static func grouped(_ n: Int) -> String {
    let digits = Array(String(n.magnitude))
    var text = n < 0 ? "−" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
      text.append(digit)
    }
    return text
  }

  private static let words = [
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
  ]

  /// A count in running prose: in words below ten, else in digits with commas.
  public static func prose(_ n: Int) -> String {
    words.indices.contains(n) ? words[n] : grouped(n)
  }

  /// A share 0…1 as a percentage: whole from 10% on, with one decimal below, "<0.1%" for a trace.
  public static func percent(_ share: Double) -> String {
    guard share.isFinite else { return "–" }
    if share > 0, share < 0.0005 { return "<0.1%" }
    let tenths = Int((min(max(share, 0), 1) * 1000).rounded())
    if tenths >= 100 || tenths.isMultiple(of: 10) { return "\((tenths + 5) / 10)%" }
    return "\(tenths / 10).\(tenths % 10)%"
  }

  /// A value −1…1 with its sign and two decimals; a true minus sign.
  public static func signed(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    let hundredths = Int((value * 100).rounded())
    let sign = hundredths > 0 ? "+" : hundredths < 0 ? "−" : ""
    let fraction = hundredths.magnitude % 100
    return "\(sign)\(hundredths.magnitude / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }

  /// A coordinate of a chart: at most two decimals, none where they are zero.
  public static func coordinate(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let hundredths = Int((value * 100).rounded())
    let sign = hundredths < 0 ? "-" : ""
    let whole = hundredths.magnitude / 100
    let fraction = hundredths.magnitude % 100
    if fraction == 0 { return "\(sign)\(whole)" }
    if fraction.isMultiple(of: 10) { return "\(sign)\(whole).\(fraction / 10)" }
    return "\(sign)\(whole).\(fraction < 10 ? "0" : "")\(fraction)"
  }
}
