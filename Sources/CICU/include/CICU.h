// The fence around ICU. Nothing of <unicode/*.h> may appear here: those headers clash with the
// ICU that Foundation carries. Opaque types and fixed-width integers only. See ../README.md.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The version of the linked ICU, such as "72.1"; static storage.
const char *_Nonnull hubbub_icu_version(void);
/// The version of Unicode that the linked ICU implements, such as "15.0"; static storage.
const char *_Nonnull hubbub_icu_unicode_version(void);

#ifdef __cplusplus
}
#endif
