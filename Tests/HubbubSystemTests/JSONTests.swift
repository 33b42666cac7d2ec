import HubbubSystem
import Testing

@Suite struct JSONTests {
  @Test func whatIsWrittenReadsBackTheSame() throws {
    let value: JSON = [
      "text": "a \"quoted\" \\ line\nand\ttab \u{1}é😀", "whole": -7, "half": .number(0.5),
      "none": .null, "yes": true, "list": [1, "two", []], "empty": [:],
    ]
    for pretty in [false, true] {
      let read = try JSONParser().parse(value.utf8(pretty: pretty))
      #expect(read["text"]?.string == "a \"quoted\" \\ line\nand\ttab \u{1}é😀")
      #expect(read["whole"]?.integer == -7)
      #expect(read["half"]?.number == 0.5)
      #expect(read["none"]?.isNull == true)
      #expect(read["yes"]?.boolean == true)
      #expect(read["list"]?.elements.map(\.kind) == [.integer, .string, .array])
      #expect(read["empty"]?.members.isEmpty == true)
      #expect(read.members.map(\.key) == ["text", "whole", "half", "none", "yes", "list", "empty"])
      #expect(read["absent"] == nil)
    }
  }

  @Test(arguments: ["", "{", "[1,]", "{\"a\":1}}", "\u{FEFF}", "nul"])
  func whatIsNotJSONIsAnError(text: String) {
    #expect(throws: JSONError.self) { try JSONParser().parse(Array(text.utf8)) }
  }

  @Test func prettyPrintingIndentsByTwo() {
    let value: JSON = ["a": [1, 2], "b": "x"]
    let text = String(decoding: value.utf8(pretty: true), as: UTF8.self)
    #expect(text == "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": \"x\"\n}")
  }

  /// Texts are looked through by blocks: an escape may stand anywhere in one, or at its edge.
  @Test(arguments: ["\"", "\\", "\n", "\u{7F}", "\u{1}"])
  func anEscapeIsWrittenWhereverItStands(character: Character) throws {
    for place in Array(0...18) + [30, 31, 32, 33, 63, 64, 70] {
      var text = String(repeating: "é", count: place / 2) + String(repeating: "x", count: place % 2)
      text.append(character)
      text += String(repeating: "y", count: 71 - place)
      var writer = JSONWriter()
      writer.string(text)
      #expect(!writer.bytes.dropFirst().dropLast().contains { $0 < 0x20 || $0 == 0x7F })
      #expect(try JSONParser().parse(writer.bytes).string == text)
    }
  }

  @Test(arguments: [false, true]) func whatIsWrittenAgainOrByLabelIsTheSame(pretty: Bool) {
    let label = JSONLabel("a \"name\"")
    var plain = JSONWriter(pretty: pretty)
    var quick = JSONWriter(pretty: pretty)
    plain.object { json in
      json.key("a \"name\"")
      json.string("two\nlines")
      json.key("b")
      json.string("two\nlines")
      json.key("c")
      json.integer(1)
    }
    quick.object { json in
      json.key(label)
      let start = json.bytes.count
      json.string("two\nlines")
      let value = start..<json.bytes.count
      json.key("b")
      json.again(value)
      json.key("c")
      json.integer(1)
    }
    #expect(plain.bytes == quick.bytes)
  }

  @Test(arguments: [0, 7, -1, 10, 99, -100, 1_234_567, Int64.max, Int64.min])
  func wholeNumbersAreWrittenInFull(number: Int64) {
    var writer = JSONWriter()
    writer.integer(number)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == String(number))
  }
}
