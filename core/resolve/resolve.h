/* resolve.h: what resolve.so, which asks pip, offers to lock.so, which installs. */
#ifndef PYVENV_RESOLVE_H
#define PYVENV_RESOLVE_H

#include "modules.h"
#include "package.h"

#include <stdbool.h>

/* Requirements that do not say which version of what is to be installed. */
struct resolve_question {
  struct string_vector requirements; /* "requests>=2", as the user wrote them; paths
                                      * are meant from the working directory */
  struct string_vector files;   /* requirements files, absolute paths */
  bool no_deps;                 /* what they depend on is not looked for */
  bool only_wheels;
  bool is_fresh;                /* an answer of an earlier run does not count */
  bool is_again;                /* neither does one of this run */
  long max_age;                 /* seconds for which an answer counts */
};

struct resolve_answer {
  struct package_vector packages; /* that are not installed yet */
  bool was_kept;                /* it is that of an earlier run */
};

/* What `resolve` below returns where only pip can do the whole job, with the reason
 * recorded. */
#define RESOLVE_BY_PIP 1

/* Something to build. */
struct build_order {
  const struct package *package; /* no wheel */
  const char *path;             /* of its archive, whose hash was checked; NULL: it is
                                 * none */
  const struct wheel_sources *sources; /* where what it takes to build is looked for,
                                        * besides pip's settings */
};

/* Wheels that were built for one environment; begins as { "" }. */
struct builds {
  char scratch[64];             /* folder of ENV_DIR for those that the cache does not
                                 * take; "": there is none */
};

/* The module exports it as pyvenv_resolve_module.  All of it returns 0, or -1 after
 * pyvenv_fail. */
struct resolve_module {
  const char *version;          /* PACKAGE_VERSION; must equal the library's */

  /* Has pip choose.  Fills in *RET, which lives in ARENA.  Where the same question
   * was answered not long ago, that answer counts, and no Python runs.  Returns also
   * RESOLVE_BY_PIP. */
  int (*resolve) (pyvenv_context *cx, struct arena *arena,
                  const struct resolve_question *question,
                  struct resolve_answer *ret);

  /* Has pip do the whole job. */
  int (*install) (pyvenv_context *cx, const struct resolve_question *question);

  /* Has pip build a wheel, unless the cache has it.  *PATH lives in ARENA; the file
   * lasts until `end`. */
  int (*build) (pyvenv_context *cx, struct arena *arena, struct builds *builds,
                const struct build_order *order, const char **path);

  /* Has pip install a folder so that changes in it count (-e), without what it depends
   * on. */
  int (*install_editable) (pyvenv_context *cx, const struct build_order *order);

  /* Deletes what `build` left in ENV_DIR, also after a failure. */
  int (*end) (pyvenv_context *cx, struct builds *builds);
};

#endif
