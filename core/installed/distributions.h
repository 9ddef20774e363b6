/* distributions.h: which distributions an environment has. */
#ifndef PYVENV_DISTRIBUTIONS_H
#define PYVENV_DISTRIBUTIONS_H

#include "vector.h"

#include <pyvenv-plugin.h>

struct distributions {
  const char *purelib;          /* as distributions_folder tells */
  struct string_vector folders; /* "pip-24.2.dist-info", ... */
};

/* The folder of the environment's packages, relative to ENV_DIR; NULL where it
 * lies elsewhere. */
const char *distributions_folder (pyvenv_context *cx);

/* The version of the distribution CANONICAL that the environment has, in
 * ARENA; *VERSION is NULL where there is none.  0, or -1 after pyvenv_fail.
 * What struct wheel_module (modules.h) offers as installed. */
int distributions_version (pyvenv_context *cx, struct arena *arena,
                           const char *canonical, const char **version);

/* Reads the folder of the environment's packages; strings live in ARENA.  One that
 * does not exist, or lies elsewhere, holds nothing.  0, or -1 after pyvenv_fail. */
int distributions_read (struct distributions *ret, struct arena *arena,
                        pyvenv_context *cx);

/* The .dist-info folder of the distribution CANONICAL, or NULL.  *VERSION (may
 * be NULL) becomes its version, in ARENA. */
const char *distributions_find (const struct distributions *distributions,
                                struct arena *arena, const char *canonical,
                                const char **version);

#endif
