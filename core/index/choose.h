/* choose.h: the best wheel for each requirement. */
#ifndef PYVENV_CHOOSE_H
#define PYVENV_CHOOSE_H

#include "fetch.h"
#include "version.h"
#include "wheel_tags.h"

/* A wheel on offer. */
struct candidate {
  const struct version *version;
  unsigned rank;                /* how well its tags fit; wheel_tags.h */
  const char *build;            /* of its name, or "" */
  const struct project_file *file; /* its URL is NULL for one on this machine */
  const char *path;             /* absolute, of one on this machine, or NULL */
};

struct requirement {
  const char *text;             /* as it was given */
  const char *project;          /* normalised; "": BEST is set, and none is looked
                                 * for */
  const struct specifiers *specifiers;
  bool pinned;                  /* names one version, which may be yanked
                                 * (PEP 592) */
  const char *file_name;        /* of the one wheel that will do; NULL: any */
  const char *index;            /* URL of the one index to look in; NULL: all */
  const char *const *hashes;    /* as in struct project_file, one of which the
                                 * wheel has */
  size_t hash_count;            /* 0: any will do */
  bool gone;                    /* the server has nothing at the URL of BEST */
  struct candidate best;        /* version NULL: none yet */
  bool kept;                    /* best is the installed version: no wheel */
  struct candidate pre;         /* the best of the pre-releases */

  /* For the message where no wheel is found. */
  unsigned seen;                /* wheels of this project */
  unsigned fitting;             /* those whose tags fit */
  const struct version *newest; /* the newest that works with this Python, but
                                 * does not match; or NULL */
  const struct version *refused; /* the newest that requires another Python */
  const char *refused_python;   /* its Requires-Python */
  unsigned without_hash;        /* wheels left out for want of a hash */
  unsigned wrong_hash;          /* the same for one that is not in HASHES */
};

struct chooser {
  struct arena *arena;
  const struct version *python; /* that the wheels are for */
  const struct wheel_tags *tags; /* that it takes */
  bool prereleases;

  /* The last Requires-Python and whether PYTHON is in it: most files have the
   * same as the one before. */
  const char *range;
  bool in_range;
};

/* Reads REQUIREMENT, a project name and version specifiers (PEP 508 without
 * extras, URLs and markers); it must outlive RET.  False with errno EINVAL or
 * ENOMEM. */
bool choose_parse (struct arena *arena, const char *requirement,
                   struct requirement *ret);

/* Considers FILE for each of the COUNT requirements.  It is at PATH or, where
 * that is NULL, at its URL.  With NEED_HASH a file without a hash is left out;
 * one that has only hashes that cannot be used always is.  FILE and PATH must
 * outlive the requirements. */
void choose_offer (struct chooser *chooser, struct requirement *wanted,
                   size_t count, const struct project_file *file,
                   const char *path, bool need_hash);

/* Ends the choice: a pre-release is taken where there is nothing else. */
void choose_end (struct requirement *wanted);

#endif
