/* requirements_select.h: what a requirements file asks for in one environment,
 * where that takes no resolver: each project in one version, or from one
 * place. */
#ifndef PYVENV_REQUIREMENTS_SELECT_H
#define PYVENV_REQUIREMENTS_SELECT_H

#include "requirements_file.h"

/* One project to install.  Several lines may have asked for it. */
struct requirements_choice {
  const char *name;             /* in the spelling of PEP 503; NULL where it has to
                                 * be built before its name is known */
  const char *version;          /* as it was written; NULL as above, and where an
                                 * address or a path names something to build */
  struct string_vector extras;  /* in that spelling, once each */
  struct string_vector hashes;  /* "sha256=HEX"; one must fit; none: any will do */
  const struct requirements_item *item; /* the line; its URL or PATH, if it has one,
                                         * says where to take it from */
};

DEFINE_VECTOR (requirements_choices, struct requirements_choice);

/* Goes through REQUIREMENTS for ENVIRONMENT, in whose markers `extra` is "".
 * Fills in *RET, in the order of the file; all of it lives in ARENA and refers
 * to REQUIREMENTS.  Constraints are applied.
 *
 * Returns 0.  *RESOLVER is then NULL, or says which line needs pip, since it is
 * not pinned ("==") and names no file, or is editable; *RET is of no use
 * then.  -1 with REPORT set to EINVAL where lines contradict each other, a
 * marker cannot be evaluated, or hashes are asked for (pip's hash-checking
 * mode: one --hash makes all due) and a line has none, is not pinned, or cannot
 * have one. */
int requirements_select (const struct requirements *requirements,
                         const struct marker_environment *environment,
                         struct arena *arena, struct requirements_choices *ret,
                         const char **resolver, struct report *report);

#endif
