// The fence around libarchive: streaming reads of archives and compressed files. See README.md.
#pragma once
#include <archive.h>
#include <archive_entry.h>
