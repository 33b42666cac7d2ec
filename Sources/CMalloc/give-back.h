// What the C library's memory is asked for that Swift has no word for. See README.md.
#pragma once

#if defined(__GLIBC__) || __has_include(<gnu/libc-version.h>)
#include <malloc.h>

/// Takes what has so many bytes and more from the system one by one, and gives it back when it is freed.
///
/// Of the heaps in which all else stands twice as much may lie idle at the end, as the library's own rule has it: with
/// a limit that is set it would be 128 KiB, and pieces of a dump would come from the system again and again.
static inline void hubbub_give_back(int bytes) {
  mallopt(M_MMAP_THRESHOLD, bytes);
  mallopt(M_TRIM_THRESHOLD, 2 * bytes);
}
#else
static inline void hubbub_give_back(int bytes) { (void)bytes; }
#endif
