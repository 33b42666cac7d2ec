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

/// What an ICU error code is called; static storage.
const char *_Nonnull hubbub_icu_error(int32_t code);

/// Which form of normalization.
enum hubbub_form { HUBBUB_NFC = 0, HUBBUB_NFKC_CASEFOLD = 1 };

/// Bytes that the fence hands out; to be given back with hubbub_bytes_free.
typedef struct {
  uint8_t *_Nullable bytes;
  int64_t count;
} hubbub_bytes;
void hubbub_bytes_free(hubbub_bytes bytes);

/// Normalizes UTF-8 (ill-formed bytes become U+FFFD). Returns 0 or ICU's error code.
int32_t hubbub_normalize(
    int32_t form, const uint8_t *_Nonnull bytes, int64_t count, hubbub_bytes *_Nonnull result);

/// Whether UTF-8 is in NFC already, as far as a quick look can tell.
int32_t hubbub_is_nfc(const uint8_t *_Nonnull bytes, int64_t count);

/// Which boundaries.
enum hubbub_break { HUBBUB_WORDS = 0, HUBBUB_SENTENCES = 1 };

/// A reusable break iterator (UAX #29); not to be shared between threads.
typedef struct hubbub_breaker hubbub_breaker;
hubbub_breaker *_Nullable hubbub_breaker_create(int32_t kind, const char *_Nonnull locale);
void hubbub_breaker_destroy(hubbub_breaker *_Nonnull breaker);

/// All boundaries of a UTF-8 text but the first (which is 0): at most `capacity` pairs of byte
/// offset and rule status are written to `boundaries`. Returns how many there are, or −ICU's code.
int64_t hubbub_breaks(
    hubbub_breaker *_Nonnull breaker, const uint8_t *_Nonnull bytes, int64_t count,
    int64_t *_Nonnull boundaries, int64_t capacity);

/// Decodes bytes with one of ICU's converters; what cannot be decoded becomes U+FFFD.
///
/// `runs` receives pairs of int64: from byte `to` of the result on, source bytes follow one by one
/// from `from`, up to the next pair. Returns 0 or ICU's error code.
int32_t hubbub_decode(
    const char *_Nonnull converter, const uint8_t *_Nonnull bytes, int64_t count,
    hubbub_bytes *_Nonnull text, hubbub_bytes *_Nonnull runs);

/// ICU's best guess at the encoding of some bytes, or nil; static storage. `confidence` is 0…100.
const char *_Nullable hubbub_detect(
    const uint8_t *_Nonnull bytes, int64_t count, int32_t *_Nonnull confidence);

#ifdef __cplusplus
}
#endif
