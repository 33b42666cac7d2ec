import Testing

@testable import HubbubExport

@Suite struct CellTests {
  /// Fields of a CSV file: what is a formula to a spreadsheet is text, what is a number stays one.
  @Test(arguments: [
    (Cell.text("plain"), "plain"),
    (.text(""), ""),
    (.text("=1+1"), "'=1+1"),
    (.text("+49 30 1234"), "'+49 30 1234"),
    (.text("- a list"), "'- a list"),
    (.text("@ann said"), "'@ann said"),
    (.text("\t=1"), "'\t=1"),
    (.text("\r=1"), "\"'\r=1\""),
    (.text("a,b"), "\"a,b\""),
    (.text("=a,\"b\""), "\"'=a,\"\"b\"\"\""),
    (.text("two\nlines"), "\"two\nlines\""),
    (.text("1=1"), "1=1"),
    (.integer(-3), "-3"),
    (.real(-0.5), "-0.5"),
    (.none, ""),
  ])
  func fieldsOfCSV(_ cell: Cell, _ field: String) {
    #expect(CSVExport.field(cell) == field)
  }

  /// Attribute values of XML 1.0, which cannot hold every character.
  @Test(arguments: [
    ("ann", "ann"), ("a<b>&\"c\"", "a&lt;b&gt;&amp;&quot;c&quot;"), ("a\nb", "a&#10;b"),
    ("bell\u{7}", "bell\u{FFFD}"), ("\u{FFFF}", "\u{FFFD}"), ("naïve 日本", "naïve 日本"),
  ])
  func attributesOfXML(_ text: String, _ attribute: String) {
    #expect(GraphExport.escaped(text) == attribute)
  }
}
