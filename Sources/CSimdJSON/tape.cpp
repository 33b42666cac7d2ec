#include "CSimdJSON.h"

#include <cstring>
#include <new>
#include <simdjson.h>
#include <string>

struct hubbub_json_parser {
  simdjson::dom::parser parser;
  size_t tape_words = 0;
  size_t string_bytes = 0;
};

namespace {
// The payload of the tape's first word, the root, is the number of words.
constexpr uint64_t payload_mask = (uint64_t(1) << 56) - 1;

// The end of the string buffer is not stored: it is the end of the last string on the tape.
size_t string_extent(const uint64_t *tape, size_t words, const uint8_t *strings) {
  size_t extent = 0;
  for (size_t i = 1; i < words; i++) {
    const char type = char(tape[i] >> 56);
    if (type == '"') {
      const size_t at = size_t(tape[i] & payload_mask);
      uint32_t length;
      std::memcpy(&length, strings + at, sizeof length);
      const size_t end = at + sizeof length + length;
      if (end > extent) extent = end;
    } else if (type == 'l' || type == 'u' || type == 'd') {
      i++;  // The number itself takes the next word.
    }
  }
  return extent;
}
}  // namespace

hubbub_json_parser *hubbub_json_parser_create(void) {
  return new (std::nothrow) hubbub_json_parser;
}

void hubbub_json_parser_destroy(hubbub_json_parser *parser) { delete parser; }

int32_t hubbub_json_parse(hubbub_json_parser *parser, const uint8_t *bytes, size_t length) {
  parser->tape_words = 0;
  parser->string_bytes = 0;
  const auto error = parser->parser.parse(bytes, length, true).error();
  if (error) return int32_t(error);
  const auto &document = parser->parser.doc;
  parser->tape_words = size_t(document.tape[0] & payload_mask);
  parser->string_bytes =
      string_extent(document.tape.get(), parser->tape_words, document.string_buf.get());
  return 0;
}

const uint64_t *hubbub_json_tape(const hubbub_json_parser *parser, size_t *count) {
  *count = parser->tape_words;
  return parser->parser.doc.tape.get();
}

const uint8_t *hubbub_json_strings(const hubbub_json_parser *parser, size_t *count) {
  *count = parser->string_bytes;
  return parser->parser.doc.string_buf.get();
}

const char *hubbub_json_error(int32_t code) {
  return simdjson::error_message(simdjson::error_code(code));
}

const char *hubbub_json_version(void) {
  static const std::string text = std::to_string(simdjson::SIMDJSON_VERSION_MAJOR) + "." +
                                  std::to_string(simdjson::SIMDJSON_VERSION_MINOR) + "." +
                                  std::to_string(simdjson::SIMDJSON_VERSION_REVISION);
  return text.c_str();
}
