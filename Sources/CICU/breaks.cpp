#include "CICU.h"

#include <new>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

struct hubbub_breaker {
  UBreakIterator *iterator;
};

hubbub_breaker *hubbub_breaker_create(int32_t kind, const char *locale) {
  UErrorCode status = U_ZERO_ERROR;
  const UBreakIteratorType type = kind == HUBBUB_WORDS ? UBRK_WORD : UBRK_SENTENCE;
  UBreakIterator *iterator = ubrk_open(type, locale, nullptr, 0, &status);
  if (U_FAILURE(status)) return nullptr;
  auto *breaker = new (std::nothrow) hubbub_breaker{iterator};
  if (!breaker) ubrk_close(iterator);
  return breaker;
}

void hubbub_breaker_destroy(hubbub_breaker *breaker) {
  ubrk_close(breaker->iterator);
  delete breaker;
}

int64_t hubbub_breaks(
    hubbub_breaker *breaker, const uint8_t *bytes, int64_t count, int64_t *boundaries,
    int64_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  UText *text =
      utext_openUTF8(nullptr, reinterpret_cast<const char *>(bytes), count, &status);
  if (U_FAILURE(status)) return -int64_t(status);
  ubrk_setUText(breaker->iterator, text, &status);
  int64_t found = 0;
  if (U_SUCCESS(status)) {
    ubrk_first(breaker->iterator);
    for (int32_t at = ubrk_next(breaker->iterator); at != UBRK_DONE;
         at = ubrk_next(breaker->iterator)) {
      if (found < capacity) {
        boundaries[found * 2] = at;
        boundaries[found * 2 + 1] = ubrk_getRuleStatus(breaker->iterator);
      }
      found++;
    }
  }
  utext_close(text);
  return U_FAILURE(status) ? -int64_t(status) : found;
}
