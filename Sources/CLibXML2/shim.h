// The fence around libxml2: the SAX parsers and nothing else. See README.md.
#pragma once

// <libxml/encoding.h> would pull in ICU's headers, which clash with the ICU inside Foundation.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>

/// The version of the library that is linked, such as "20914"; static storage.
static inline const char *_Nonnull hubbub_libxml_version(void) { return xmlParserVersion; }
