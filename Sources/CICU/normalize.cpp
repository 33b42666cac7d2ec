#include "CICU.h"

#include <cstdlib>
#include <cstring>
#include <string>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/utypes.h>

namespace {
const icu::Normalizer2 *normalizer(int32_t form, UErrorCode &status) {
  return form == HUBBUB_NFC ? icu::Normalizer2::getNFCInstance(status)
                            : icu::Normalizer2::getNFKCCasefoldInstance(status);
}
}  // namespace

const char *hubbub_icu_error(int32_t code) { return u_errorName(UErrorCode(code)); }

void hubbub_bytes_free(hubbub_bytes bytes) { std::free(bytes.bytes); }

int32_t hubbub_normalize(int32_t form, const uint8_t *bytes, int64_t count, hubbub_bytes *result) {
  result->bytes = nullptr;
  result->count = 0;
  if (count > INT32_MAX) return U_INDEX_OUTOFBOUNDS_ERROR;
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2 *instance = normalizer(form, status);
  if (U_FAILURE(status)) return status;
  std::string text;
  text.reserve(size_t(count) + 16);
  icu::StringByteSink<std::string> sink(&text);
  instance->normalizeUTF8(
      0, icu::StringPiece(reinterpret_cast<const char *>(bytes), int32_t(count)), sink, nullptr,
      status);
  if (U_FAILURE(status)) return status;
  result->bytes = static_cast<uint8_t *>(std::malloc(text.size() + 1));
  if (!result->bytes) return U_MEMORY_ALLOCATION_ERROR;
  std::memcpy(result->bytes, text.data(), text.size());
  result->count = int64_t(text.size());
  return 0;
}

int32_t hubbub_is_nfc(const uint8_t *bytes, int64_t count) {
  if (count > INT32_MAX) return 0;
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2 *instance = normalizer(HUBBUB_NFC, status);
  if (U_FAILURE(status)) return 0;
  const bool normalized = instance->isNormalizedUTF8(
      icu::StringPiece(reinterpret_cast<const char *>(bytes), int32_t(count)), status);
  return U_SUCCESS(status) && normalized;
}
