/* requirement.h: what is asked for, "name[extra] >= 1.0; os_name == 'posix'".
 *
 * Source: "Dependency specifiers" of the packaging specifications (PEP 508). */
#ifndef PYVENV_REQUIREMENT_H
#define PYVENV_REQUIREMENT_H

#include "arena.h"
#include "marker.h"
#include "syntax_error.h"
#include "vector.h"
#include "version.h"

#include <stdbool.h>

struct requirement {
  const char *name;             /* as it was written */
  const char *canonical;        /* in the spelling of PEP 503 */
  struct string_vector extras;  /* in that spelling, as often as they were named */
  const char *range;            /* ">=1.0,<2", as it was written; "" for any */
  const struct specifiers *specifiers; /* what RANGE says */
  const char *url;              /* of "name @ URL"; else NULL */
  const struct marker *marker;  /* or NULL */
};

/* Reads TEXT, which is UTF-8 and nothing but a requirement.  All of it lives in
 * ARENA.  NULL with errno: EINVAL with *ERROR set, or ENOMEM. */
const struct requirement *requirement_parse (struct arena *arena,
                                             const char *text,
                                             struct syntax_error *error);

/* The one version that REQUIREMENT allows: what stands behind its only "==" or
 * "===".  NULL where it allows several, "==1.*" among them. */
const char *requirement_pin (const struct requirement *requirement);

#endif
