/* choose.h: the best wheel for each requirement. */
#ifndef PYVENV_CHOOSE_H
#define PYVENV_CHOOSE_H

#include "fetch.h"
#include "version.h"

/* A wheel on offer. */
struct candidate {
  const struct version *version;
  int rank;                     /* how well its tags fit; wheel_name.h */
  const char *build;            /* of its name, or "" */
  const struct project_file *file; /* its URL is NULL for one on this machine */
  const char *path;             /* absolute, of one on this machine, or NULL */
};

struct requirement {
  const char *text;             /* as it was given */
  const char *project;          /* normalised */
  const struct specifiers *specifiers;
  bool pinned;                  /* one version is named, so a yanked one will
                                 * do */
  struct candidate best;        /* version NULL: none yet */
  bool kept;                    /* that is no wheel, but what is installed */
  struct candidate pre;         /* the best of the pre-releases */

  /* Why others were left out, for the message. */
  unsigned seen;                /* wheels of this project */
  const struct version *newest; /* the newest that was not asked for and would
                                 * do, or NULL */
  const struct version *refused; /* the newest that asks for another Python */
  const char *refused_python;   /* what it asks for */
  unsigned without_hash;
};

struct chooser {
  struct arena *arena;
  const struct version *python; /* that the wheels are for */
  const char *implementation;   /* of that, "cpython" */
  int major, minor;
  bool prereleases;

  /* The last range that a file asked for, and whether PYTHON is in it: most
   * files ask for the same as the one before. */
  const char *range;
  bool in_range;
};

/* Reads REQUIREMENT: a project, and perhaps versions.  False with errno: EINVAL,
 * ENOMEM. */
bool choose_parse (struct arena *arena, const char *requirement,
                   struct requirement *ret);

/* Considers FILE, which is at PATH or, where that is NULL, at its URL.  NEED_HASH
 * leaves files without a hash out; one that is named and of no use always does. */
void choose_offer (struct chooser *chooser, struct requirement *wanted,
                   size_t count, const struct project_file *file,
                   const char *path, bool need_hash);

/* Looks for pre-releases where there is nothing else. */
void choose_end (struct requirement *wanted);

#endif
