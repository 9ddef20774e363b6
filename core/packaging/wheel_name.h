/* wheel_name.h: what the file name of a wheel says (PEP 427, PEP 425), and the
 * canonical form of the names of projects (PEP 503). */
#ifndef PYVENV_WHEEL_NAME_H
#define PYVENV_WHEEL_NAME_H

#include "arena.h"

#include <stdbool.h>

/* The parts of NAME-VERSION(-BUILD)?-PYTHON-ABI-PLATFORM.whl. */
struct wheel_name {
  const char *name;             /* as written */
  const char *canonical;
  const char *version;
  const char *build;            /* "2b", or "" */
  const char *python_tags;      /* "py2.py3" */
  const char *abi_tags;
  const char *platform_tags;
};

/* Splits FILE_NAME, without a folder.  Strings live in ARENA.  False with errno:
 * EINVAL where it is no name of a wheel, ENOMEM. */
bool wheel_name_parse (struct wheel_name *ret, struct arena *arena,
                       const char *file_name);

/* Compares two builds: by their numbers, which are of any length, then by what
 * stands behind these.  Less than 0, 0 or more. */
int wheel_build_compare (const char *a, const char *b);

/* LENGTH bytes of NAME in lower case, with one dash for each run of "-_."
 * (PEP 503); in ARENA, NULL with errno. */
const char *name_canonical (struct arena *arena, const char *name,
                            size_t length);

#endif
