#include "CICU.h"

#include <cstdlib>
#include <cstring>
#include <string>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/utf16.h>
#include <vector>

namespace {
bool hand_over(const void *data, size_t size, hubbub_bytes *out) {
  out->bytes = static_cast<uint8_t *>(std::malloc(size + 1));
  if (!out->bytes) return false;
  std::memcpy(out->bytes, data, size);
  out->count = int64_t(size);
  return true;
}

void append(std::string &text, UChar32 scalar) {
  if (scalar < 0x80) {
    text += char(scalar);
  } else if (scalar < 0x800) {
    text += char(0xC0 | scalar >> 6);
    text += char(0x80 | (scalar & 0x3F));
  } else if (scalar < 0x10000) {
    text += char(0xE0 | scalar >> 12);
    text += char(0x80 | (scalar >> 6 & 0x3F));
    text += char(0x80 | (scalar & 0x3F));
  } else {
    text += char(0xF0 | scalar >> 18);
    text += char(0x80 | (scalar >> 12 & 0x3F));
    text += char(0x80 | (scalar >> 6 & 0x3F));
    text += char(0x80 | (scalar & 0x3F));
  }
}
}  // namespace

int32_t hubbub_decode(
    const char *name, const uint8_t *bytes, int64_t count, hubbub_bytes *text,
    hubbub_bytes *runs) {
  *text = {nullptr, 0};
  *runs = {nullptr, 0};
  UErrorCode status = U_ZERO_ERROR;
  UConverter *converter = ucnv_open(name, &status);
  if (U_FAILURE(status)) return status;

  std::string result;
  result.reserve(size_t(count) + size_t(count) / 4);
  std::vector<int64_t> pairs;
  constexpr int32_t capacity = 1 << 14;
  std::vector<UChar> units(capacity);
  std::vector<int32_t> offsets(capacity);
  const char *base = reinterpret_cast<const char *>(bytes);
  const char *source = base;
  const char *limit = base + count;
  UChar32 high = 0;
  int64_t high_at = 0;
  do {
    status = U_ZERO_ERROR;
    const char *start = source;
    UChar *target = units.data();
    ucnv_toUnicode(
        converter, &target, units.data() + capacity, &source, limit, offsets.data(), true,
        &status);
    if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR) break;
    const int64_t made = target - units.data();
    for (int64_t i = 0; i < made; i++) {
      const UChar unit = units[size_t(i)];
      // ICU gives −1 for what it cannot place: it belongs to what came before.
      int64_t from = offsets[size_t(i)] < 0 ? start - base : start - base + offsets[size_t(i)];
      UChar32 scalar = unit;
      if (U16_IS_LEAD(unit)) {
        high = unit;
        high_at = from;
        continue;
      }
      if (U16_IS_TRAIL(unit) && high) {
        scalar = U16_GET_SUPPLEMENTARY(high, unit);
        from = high_at;
      }
      high = 0;
      const int64_t to = int64_t(result.size());
      const size_t last = pairs.size();
      if (last == 0 || pairs[last - 1] + (to - pairs[last - 2]) != from) {
        pairs.push_back(to);
        pairs.push_back(from);
      }
      append(result, scalar);
    }
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  ucnv_close(converter);
  if (U_FAILURE(status)) return status;
  if (!hand_over(result.data(), result.size(), text)) return U_MEMORY_ALLOCATION_ERROR;
  if (!hand_over(pairs.data(), pairs.size() * sizeof(int64_t), runs)) {
    return U_MEMORY_ALLOCATION_ERROR;
  }
  return 0;
}

const char *hubbub_detect(const uint8_t *bytes, int64_t count, int32_t *confidence) {
  *confidence = 0;
  UErrorCode status = U_ZERO_ERROR;
  UCharsetDetector *detector = ucsdet_open(&status);
  if (U_FAILURE(status)) return nullptr;
  constexpr int64_t sample = 1 << 16;
  ucsdet_setText(
      detector, reinterpret_cast<const char *>(bytes), int32_t(count < sample ? count : sample),
      &status);
  const UCharsetMatch *match = ucsdet_detect(detector, &status);
  const char *name = nullptr;
  if (U_SUCCESS(status) && match) {
    *confidence = ucsdet_getConfidence(match, &status);
    // The name lives as long as the detector: hand out ICU's own copy instead. MIME has none for the
    // code pages of Windows.
    const char *found = ucsdet_getName(match, &status);
    name = ucnv_getStandardName(found, "MIME", &status);
    if (U_SUCCESS(status) && !name) name = ucnv_getStandardName(found, "IANA", &status);
  }
  ucsdet_close(detector);
  return U_SUCCESS(status) ? name : nullptr;
}
