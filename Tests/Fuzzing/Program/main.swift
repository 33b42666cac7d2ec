internal import Glibc
internal import HubbubFuzz
internal import HubbubSystem

// FUZZ_TARGET=NAME hubbub-fuzz …: feeds a target what libFuzzer makes up; it takes libFuzzer's arguments.
// hubbub-fuzz --seeds FOLDER: which fixtures below a folder each target starts from.

@_silgen_name("LLVMFuzzerRunDriver")
func runLibFuzzer(
  _ count: UnsafeMutablePointer<Int32>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

if CommandLine.arguments.dropFirst().first == "--seeds", CommandLine.arguments.count == 3 {
  let folder = CommandLine.arguments[2]
  for target in FuzzTarget.all {
    print(target.name, terminator: "")
    for path in try Files.filesBelow(folder) where target.startsFrom(path) {
      print("\t\(folder)/\(path)", terminator: "")
    }
    print()
  }
} else {
  var count = CommandLine.argc
  var arguments = unsafe CommandLine.unsafeArgv
  exit(
    unsafe runLibFuzzer(&count, &arguments) { bytes, size in
      let input = unsafe Array(UnsafeBufferPointer(start: bytes, count: size))
      do { try Chosen.target.check(input) } catch { fatalError("\(error)") }
      return 0
    })
}
