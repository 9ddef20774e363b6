/* dists.h: which distributions an environment has. */
#ifndef PYVENV_WHEEL_DISTS_H
#define PYVENV_WHEEL_DISTS_H

#include "arena.h"

#include <pyvenv-plugin.h>
#include <stddef.h>

struct dists {
  const char **names;           /* "pip-24.2.dist-info" */
  size_t count;
  size_t room;
};

/* Reads the folder PURELIB of the environment; strings live in ARENA.  One that
 * does not exist holds nothing.  -1 after pyvenv_fail. */
int dists_read (struct dists *dists, struct arena *arena, pyvenv_context *cx,
                const char *purelib);

/* The .dist-info folder of the distribution CANONICAL, or NULL.  *VERSION (may
 * be NULL) becomes its version, in ARENA. */
const char *dists_find (const struct dists *dists, struct arena *arena,
                        const char *canonical, const char **version);

#endif
