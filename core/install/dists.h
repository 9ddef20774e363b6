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

/* The folder of the environment's packages, relative to ENV_DIR; NULL where it
 * lies elsewhere. */
const char *dists_folder (pyvenv_context *cx);

/* The version of the distribution CANONICAL that the environment has, in ARENA;
 * *VERSION is NULL where there is none.  -1 after pyvenv_fail.  What struct
 * wheel_module (modules.h) offers. */
int dists_version (pyvenv_context *cx, struct arena *arena,
                   const char *canonical, const char **version);

/* Reads the folder PURELIB of the environment; strings live in ARENA.  One that
 * does not exist holds nothing.  -1 after pyvenv_fail. */
int dists_read (struct dists *dists, struct arena *arena, pyvenv_context *cx,
                const char *purelib);

/* The .dist-info folder of the distribution CANONICAL, or NULL.  *VERSION (may
 * be NULL) becomes its version, in ARENA. */
const char *dists_find (const struct dists *dists, struct arena *arena,
                        const char *canonical, const char **version);

#endif
