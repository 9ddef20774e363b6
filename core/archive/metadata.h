/* metadata.h: the files WHEEL and METADATA, whose format is that of mail
 * headers. */
#ifndef PYVENV_METADATA_H
#define PYVENV_METADATA_H

#include "report.h"
#include "vector.h"

#include <stdbool.h>

/* What is taken of WHEEL; strings of both are the arena's. */
struct wheel_metadata {
  const char *wheel_version;
  bool root_is_purelib;
};

/* What is taken of METADATA. */
struct metadata {
  const char *metadata_version;
  const char *name;
  const char *version;
  const char *requires_python;  /* "" where there is none */
  struct string_vector requires; /* canonical names of the dependencies that
                                  * have no marker ("; python_version < ...") */
};

/* Reads LENGTH bytes of a WHEEL file (PEP 427).  0, or -1 with the reason in
 * REPORT, also where its version is not one that is known. */
int metadata_parse_wheel (struct wheel_metadata *ret, struct arena *arena,
                          const char *bytes, size_t length,
                          struct report *report);

/* Reads LENGTH bytes of a METADATA file (the "Core metadata specifications",
 * versions 1 and 2).  0, or -1 with the reason in REPORT. */
int metadata_parse (struct metadata *ret, struct arena *arena,
                    const char *bytes, size_t length, struct report *report);

#endif
