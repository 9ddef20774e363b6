/* pylock.h: lock files, pylock.toml and pylock.NAME.toml.
 *
 * Source: the packaging specification "pylock.toml" (PEP 751), above all its
 * section "Installation".  A lock is read once and then asked for each
 * environment what to install there. */
#ifndef PYVENV_PYLOCK_H
#define PYVENV_PYLOCK_H

#include "arena.h"
#include "marker.h"
#include "report.h"
#include "vector.h"
#include "wheel_tags.h"

#include <stdbool.h>
#include <stdint.h>

/* A lock that was read.  What is in its packages is looked at by pylock_select,
 * and of those only that are for the environment. */
struct pylock {
  const char *path;             /* as it was given */
  const char *absolute;         /* the same from the root, textually */
  struct string_vector extras;  /* that it was made for, as they are written */
  struct string_vector groups;  /* dependency-groups that it offers */
  struct string_vector default_groups; /* what is installed if nobody asks */
  const struct toml_value *root;
};

/* Where a package comes from. */
enum pylock_source {
  PYLOCK_WHEEL,
  PYLOCK_SDIST,                 /* the lock has no wheel that fits */
  PYLOCK_ARCHIVE,               /* a direct reference (PEP 610), as are the next */
  PYLOCK_DIRECTORY,
  PYLOCK_VCS
};

/* One package to install.  NULL where the lock does not say something. */
struct pylock_package {
  const char *name;             /* in the spelling of PEP 503 */
  const char *version;          /* as it was written */
  const char *index;            /* where the file is looked for if URL is gone */
  unsigned line;                /* of the lock */
  enum pylock_source source;

  /* The file or the source tree.  PATH is absolute and goes before URL; with
   * neither, of wheels and sdists only, the file is looked for by its name. */
  const char *path;
  const char *url;

  /* Of PYLOCK_WHEEL, PYLOCK_SDIST and PYLOCK_ARCHIVE. */
  const char *file_name;        /* no '/' in it */
  bool is_wheel;                /* by FILE_NAME; it fits the interpreter */
  int64_t size;                 /* -1: not said */
  const char *hash;             /* "sha256=HEX", or 384 or 512: the strongest */

  const char *no_wheel;         /* of PYLOCK_SDIST: which wheels the lock has, none
                                 * of which fits, and which tags would */

  const char *subdirectory;     /* where the project is in what is to build; below
                                 * it, and no part is ".." */
  bool is_editable;             /* of PYLOCK_DIRECTORY */

  /* Of PYLOCK_VCS. */
  const char *vcs;              /* "git" */
  const char *commit_id;
  const char *requested_revision; /* for direct_url.json only */
};

DEFINE_VECTOR (pylock_packages, struct pylock_package);

/* What a lock is installed into, and how much of it. */
struct pylock_target {
  const struct marker_environment *environment; /* its strings, of which extra is
                                                 * not used */
  const struct wheel_tags *tags; /* of wheels that fit, best first */
  const struct marker_names *extras; /* NULL: none */
  const struct marker_names *groups; /* NULL: the default groups; else exactly
                                      * these, of groups or default_groups */
};

/* Whether PATH has the name of a lock: pylock.toml or pylock.NAME.toml, with no
 * dot in NAME. */
bool pylock_is_name (const char *path);

/* Reads the lock at PATH.  Fills in *RET; all of it lives in ARENA.  Returns 0,
 * or -1 with REPORT set: to what open says, to ENOSYS where this pyvenv was
 * built without TOML, or to EINVAL with the line and what is wrong there: no
 * TOML, or a version that is too new.  A newer minor version is a warning of
 * REPORT. */
int pylock_read (struct pylock *ret, struct arena *arena, const char *path,
                 struct report *report);

/* The same for the LENGTH bytes at BYTES, as if PATH had them. */
int pylock_parse (struct pylock *ret, struct arena *arena, const char *path,
                  const char *bytes, size_t length, struct report *report);

/* What LOCK installs into TARGET, in the order of the file.  Fills in *RET; all
 * of it lives in ARENA.  Nothing is looked up but LOCK: which wheel it is does
 * not depend on what can be had.  Returns 0, or -1 with REPORT set to EINVAL
 * with the line, the package and the reason: the lock is not for this
 * environment, has not the extra or group that was asked for, names a package
 * twice, or has no source of it that fits (then with the tags that were looked
 * for). */
int pylock_select (const struct pylock *lock, const struct pylock_target *target,
                   struct arena *arena, struct pylock_packages *ret,
                   struct report *report);

#endif
