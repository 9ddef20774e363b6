/* spec.h: what --python may be given. */
#ifndef PYVENV_SPEC_H
#define PYVENV_SPEC_H

#include "arena.h"
#include "interpreter.h"
#include "version.h"

#include <stdbool.h>

enum spec_kind {
  SPEC_DEFAULT,                 /* nothing was asked for */
  SPEC_PATH,                    /* "./bin/python", has a slash */
  SPEC_NAME,                    /* "python3.12", "pypy3": a name on PATH */
  SPEC_VERSION,                 /* "3", "3.12", "3.12.1", "3.13t", "312" */
  SPEC_RANGE                    /* ">=3.9,<3.12" (PEP 440) */
};

struct spec {
  enum spec_kind kind;
  const char *text;             /* as given */
  bool is_version_too;          /* a name that says what it is, "cp312" */
  const char *implementation;   /* sys.implementation.name, or NULL for any */
  int numbers[3];               /* of a version */
  int count;                    /* how many of them were given */
  bool free_threaded;           /* the version ends in "t" */
  int bits;                     /* 32 or 64; 0: any */
  const struct specifiers *range;
};

/* Reads TEXT; NULL and "" are the default.  RET lives in ARENA, except for its
 * text, which is TEXT.  Understood is what virtualenv and uv understand, except
 * for names of platforms: an implementation, a version, "t", and "-32" or "-64".
 * Returns 0, or -1 with errno: EINVAL, with what is wrong, to follow the text and
 * a colon, in *WHY; or ENOMEM. */
int spec_parse (struct arena *arena, const char *text, struct spec *ret,
                const char **why);

/* Whether PYTHON is what was asked for.  Names and paths fit always; a version
 * without "t" means the ordinary build, a range and no version at all any. */
bool spec_fits (const struct spec *spec, const struct interpreter *python);

#endif
