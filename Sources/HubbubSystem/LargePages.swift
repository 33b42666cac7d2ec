internal import CMalloc

#if canImport(Glibc)
  internal import Glibc
#endif

/// Memory pages of two megabytes for large arrays, where the system gives them when asked.
///
/// An array of many megabytes otherwise costs a page fault every 4096 bytes when it is filled, and a look into
/// the page table at nearly every random access. Nothing but the time depends on it.
public enum LargePages {
  /// Arrays of fewer bytes are left alone.
  private static let least = 1 << 22

  /// Makes room for so many elements of an array that is yet to be filled, on large pages.
  public static func reserve<Element: BitwiseCopyable>(_ count: Int, in array: inout [Element]) {
    array.reserveCapacity(count)
    let bytes = array.capacity * MemoryLayout<Element>.stride
    guard bytes >= least else { return }
    unsafe array.withUnsafeMutableBufferPointer { buffer in
      if let base = buffer.baseAddress { unsafe advise(UnsafeMutableRawPointer(base), bytes) }
    }
  }

  /// Gives arrays of two megabytes and more back to the system as soon as nobody needs them.
  ///
  /// The C library otherwise keeps what a program once let go of, for each thread apart and the more
  /// of it the larger the arrays were: texts on two threads had 38 MiB of it. It is a setting of
  /// the whole process, for the beginning of a program and not for a library.
  public static func giveBack() {
    hubbub_give_back(1 << 21)
  }

  /// Asks for large pages for memory that is yet to be filled.
  public static func advise(_ start: UnsafeMutableRawPointer, _ bytes: Int) {
    #if canImport(Glibc)
      guard bytes >= least else { return }
      // Whole pages only: what lies around the memory is not ours.
      let page = 4096
      let first = unsafe start.alignedUp(toMultipleOf: page)
      let end = unsafe (start + bytes).alignedDown(toMultipleOf: page)
      unsafe madvise(first, end - first, MADV_HUGEPAGE)
    #endif
  }

  /// An array of one value many times over, on large pages.
  public static func array<Element: BitwiseCopyable>(
    repeating value: Element, count: Int
  ) -> [Element] {
    unsafe Array(unsafeUninitializedCapacity: count) { buffer, initialized in
      if let base = buffer.baseAddress {
        unsafe advise(
          UnsafeMutableRawPointer(base), buffer.count * MemoryLayout<Element>.stride)
      }
      unsafe buffer.initialize(repeating: value)
      initialized = count
    }
  }
}
