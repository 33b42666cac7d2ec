import HubbubSystem
import Testing

@Suite struct EightBytesTests {
  /// The places of the bytes that a test's bits name.
  private static func places(_ bits: UInt64) -> [Int] {
    (0..<8).filter { bits >> UInt64(8 * $0 + 7) & 1 != 0 }
  }

  @Test(arguments: 0..<256)
  func everyByteIsToldAtEveryPlace(value: Int) {
    let byte = UInt8(value)
    let character = Unicode.Scalar(byte)
    let isLetter = character.isASCII && character.properties.isAlphabetic
    let isDigit = (0x30...0x39).contains(byte)
    for place in 0..<8 {
      for other in [UInt8(0x20), 0xFF, 0x41] {
        var text = [UInt8](repeating: other, count: 8)
        text[place] = byte
        let eight = EightBytes.load(text.span, 0)
        #expect(Self.places(EightBytes.letters(eight)).contains(place) == isLetter)
        #expect(Self.places(EightBytes.digits(eight)).contains(place) == isDigit)
        #expect(Self.places(EightBytes.upTo(0x20, eight)).contains(place) == (byte <= 0x20))
        #expect(
          Self.places(EightBytes.equal(byte, eight)) == text.indices.filter { text[$0] == byte })
        let below = text.firstIndex { $0 < 0x30 }
        #expect(Self.places(EightBytes.firstBelow(0x30, eight)).first == below)
        #expect(Self.places(EightBytes.first(byte, eight)).first == text.firstIndex(of: byte))
      }
    }
  }

  @Test(arguments: [0, 1, 5, 7, 8, 9, 30])
  func bytesPastTheEndAreZeros(count: Int) {
    let text = (0..<count).map { UInt8($0 + 1) }
    for at in 0...count {
      let eight = EightBytes.load(text.span, at)
      let bytes = (0..<8).map { UInt8(truncatingIfNeeded: eight >> UInt64(8 * $0)) }
      #expect(bytes == (0..<8).map { at + $0 < count ? text[at + $0] : 0 })
    }
  }

  @Test func eightBytesAreReadUpToTheEnd() {
    for count in 1...20 {
      let bytes = (0..<count).map { UInt8(0x41 + $0) }
      for at in 0..<count {
        let naive = bytes[at...].prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        #expect(EightBytes.load(bytes.span, at) == naive, "\(count) bytes from \(at)")
      }
    }
  }

  @Test func lettersAreToldApartInEveryPlace() {
    for byte in UInt8.min...UInt8.max {
      let isLetter = 0x41...0x5A ~= byte || 0x61...0x7A ~= byte
      for place in 0..<8 {
        for rest in [UInt64(0), 0x6161_6161_6161_6161, 0xFFFF_FFFF_FFFF_FFFF] {
          let shift = UInt64(place * 8)
          let eight = rest & ~(0xFF << shift) | UInt64(byte) << shift
          #expect((EightBytes.letters(eight) >> shift & 0x80 != 0) == isLetter)
        }
      }
    }
  }
}
