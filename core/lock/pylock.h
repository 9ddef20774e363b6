/* pylock.h: lock files, pylock.toml and pylock.NAME.toml.
 *
 * Source: the packaging specification "pylock.toml" (PEP 751), above all its
 * section "Installation".  A lock is read once and then asked for each
 * environment what to install there. */
#ifndef PYVENV_PYLOCK_H
#define PYVENV_PYLOCK_H

#include "arena.h"
#include "marker.h"
#include "package.h"
#include "report.h"
#include "vector.h"
#include "wheel_tags.h"

#include <stdbool.h>

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
                   struct arena *arena, struct package_vector *ret,
                   struct report *report);

#endif
