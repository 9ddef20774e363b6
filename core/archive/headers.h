/* headers.h: the files WHEEL and METADATA, whose format is that of mail
 * headers. */
#ifndef PYVENV_WHEEL_HEADERS_H
#define PYVENV_WHEEL_HEADERS_H

#include "arena.h"
#include "report.h"

#include <stdbool.h>

/* What is taken from them; NULL where a key is missing. */
struct wheel_headers {
  const char *wheel_version;
  bool root_is_purelib;
};

struct metadata {
  const char *metadata_version;
  const char *name;
  const char *version;
  const char *requires_python;  /* "" where there is none */
  const char *const *requires;  /* canonical names of unconditional
                                 * dependencies; ends with NULL */
};

/* Reads LENGTH bytes of a WHEEL file; -1 where its format is unknown. */
int wheel_headers_parse (struct wheel_headers *ret, struct arena *arena,
                         const char *bytes, size_t length,
                         struct report *report);

/* Reads LENGTH bytes of a METADATA file.  A dependency with a marker
 * ("; python_version < …") is not unconditional. */
int metadata_parse (struct metadata *ret, struct arena *arena,
                    const char *bytes, size_t length, struct report *report);

#endif
