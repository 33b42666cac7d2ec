// What the bytes of a text are to its words, sixty-four at a time. See README.md.
#pragma once
#include <stdint.h>
#include <string.h>

/// A bit for each of 64 bytes, the first byte lowest.
typedef struct {
  /// Letters of ASCII.
  uint64_t letters;
  /// Digits of ASCII.
  uint64_t digits;
  /// Underscores.
  uint64_t lows;
  /// `'` and `.`, which join letters to letters and digits to digits.
  uint64_t stops;
  /// `,` and `;`, which join digits to digits.
  uint64_t commas;
  /// `@`, `#` and what is no ASCII.
  uint64_t others;
  /// `:`, which begins an address where `/` follows.
  uint64_t colons;
  /// `/`.
  uint64_t slashes;
  /// `w`, of which two in a row may begin an address.
  uint64_t ws;
} hubbub_byte_kinds;

typedef uint8_t hubbub_bytes16 __attribute__((ext_vector_type(16)));
typedef _Bool hubbub_bits16 __attribute__((ext_vector_type(16)));

#define HUBBUB_BITS(test) \
  ((uint64_t)__builtin_bit_cast(uint16_t, __builtin_convertvector((test), hubbub_bits16)) << shift)

/// Tells the kinds of 64 bytes; no more are read.
static inline hubbub_byte_kinds hubbub_classify(const void *_Nonnull bytes) {
  hubbub_byte_kinds kinds = {0};
  for (int part = 0; part < 4; part++) {
    hubbub_bytes16 x;
    memcpy(&x, (const uint8_t *)bytes + 16 * part, 16);
    int shift = 16 * part;
    kinds.letters |= HUBBUB_BITS((hubbub_bytes16)((x | 0x20) - 'a') <= (uint8_t)25);
    kinds.digits |= HUBBUB_BITS((hubbub_bytes16)(x - '0') <= (uint8_t)9);
    kinds.lows |= HUBBUB_BITS(x == '_');
    kinds.stops |= HUBBUB_BITS((x == '\'') | (x == '.'));
    kinds.commas |= HUBBUB_BITS((x == ',') | (x == ';'));
    kinds.others |= HUBBUB_BITS((x >= (uint8_t)0x80) | (x == '@') | (x == '#'));
    kinds.colons |= HUBBUB_BITS(x == ':');
    kinds.slashes |= HUBBUB_BITS(x == '/');
    kinds.ws |= HUBBUB_BITS(x == 'w');
  }
  return kinds;
}

/// What 64 bytes are to the stretches between blanks: a bit for each, the first byte lowest.
typedef struct {
  /// Letters of ASCII.
  uint64_t letters;
  /// Blanks and control characters.
  uint64_t blanks;
  /// What may stand behind a word: `,`, `.`, `;`, `!`, `?`, `)`.
  uint64_t marks;
  /// `w`, of which two in a row may begin an address.
  uint64_t ws;
} hubbub_stretch_kinds;

/// Tells the kinds of 64 bytes; no more are read.
static inline hubbub_stretch_kinds hubbub_classify_stretches(const void *_Nonnull bytes) {
  hubbub_stretch_kinds kinds = {0};
  for (int part = 0; part < 4; part++) {
    hubbub_bytes16 x;
    memcpy(&x, (const uint8_t *)bytes + 16 * part, 16);
    int shift = 16 * part;
    kinds.letters |= HUBBUB_BITS((hubbub_bytes16)((x | 0x20) - 'a') <= (uint8_t)25);
    kinds.blanks |= HUBBUB_BITS(x <= (uint8_t)0x20);
    kinds.marks |= HUBBUB_BITS(
        (x == ',') | (x == '.') | (x == ';') | (x == '!') | (x == '?') | (x == ')'));
    kinds.ws |= HUBBUB_BITS(x == 'w');
  }
  return kinds;
}

#undef HUBBUB_BITS
