#include "CICU.h"
#include <unicode/uchar.h>
#include <unicode/uversion.h>

const char *hubbub_icu_version(void) { return U_ICU_VERSION; }
const char *hubbub_icu_unicode_version(void) { return U_UNICODE_VERSION; }
