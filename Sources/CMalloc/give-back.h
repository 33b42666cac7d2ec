// What the C library's memory is asked for that Swift has no word for. See README.md.
#pragma once

#if defined(__GLIBC__) || __has_include(<gnu/libc-version.h>)
#include <malloc.h>

/// Takes what has so many bytes and more from the system one by one, and gives it back when it is freed.
static inline void hubbub_give_back(int bytes) { mallopt(M_MMAP_THRESHOLD, bytes); }
#else
static inline void hubbub_give_back(int bytes) { (void)bytes; }
#endif
