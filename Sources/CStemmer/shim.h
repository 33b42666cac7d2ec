// The fence around Snowball's libstemmer. See README.md.
#pragma once
#include <libstemmer.h>
