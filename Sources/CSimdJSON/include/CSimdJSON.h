// The fence around simdjson: one call a document, the result as simdjson's own tape.
// See ../README.md.
#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A reusable parser; not to be shared between threads.
typedef struct hubbub_json_parser hubbub_json_parser;

hubbub_json_parser *_Nullable hubbub_json_parser_create(void);
void hubbub_json_parser_destroy(hubbub_json_parser *_Nonnull parser);

/// Parses one JSON document. Returns 0, or simdjson's error code.
/// The bytes are copied into padded storage first, so any buffer will do.
int32_t hubbub_json_parse(
    hubbub_json_parser *_Nonnull parser, const uint8_t *_Nonnull bytes, size_t length);

/// The tape of the last document parsed: `count` words, the first of which is the root.
const uint64_t *_Nullable hubbub_json_tape(
    const hubbub_json_parser *_Nonnull parser, size_t *_Nonnull count);
/// The string buffer that the tape points into.
const uint8_t *_Nullable hubbub_json_strings(
    const hubbub_json_parser *_Nonnull parser, size_t *_Nonnull count);

/// What an error code means; static storage.
const char *_Nonnull hubbub_json_error(int32_t code);

/// The version of the library, such as "3.0.1"; static storage.
const char *_Nonnull hubbub_json_version(void);

#ifdef __cplusplus
}
#endif
