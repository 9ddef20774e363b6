/* version.h: PEP 440 versions, and the ranges written with them. */
#ifndef PYVENV_VERSION_H
#define PYVENV_VERSION_H

#include "arena.h"

#include <stdbool.h>
#include <stddef.h>

/* A number of any length: its digits without leading zeros, so that zero has
 * none.  Not terminated. */
struct version_number {
  const char *digits;
  size_t length;
};

struct version {
  const char *normal;           /* the normalised form, "1.0a1.post2+ubuntu.1" */
  struct version_number epoch;
  struct version_number *release;
  size_t release_count;         /* at least 1; trailing zeros are kept */
  char pre;                     /* 'a', 'b', 'r' (rc), or 0 for none */
  struct version_number pre_number;
  bool has_post, has_dev;
  struct version_number post, dev;
  const char *local;            /* "ubuntu.1", or NULL */
};

/* Reads a version; spaces around it, a leading "v", upper case and the other
 * spellings of PEP 440, appendix B are fine.  All of it lives in ARENA.  NULL
 * with errno EINVAL for anything else, ENOMEM on out of memory. */
const struct version *version_parse (struct arena *arena, const char *text);

/* Less than, equal to or greater than 0, in the order of PEP 440. */
int version_compare (const struct version *a, const struct version *b);

/* The same for two texts.  Two that are not versions are compared as texts, and
 * are older than any version. */
int version_compare_text (const char *a, const char *b);

/* Has a pre-release or a development part. */
bool version_is_prerelease (const struct version *version);

enum specifier_operator {
  SPECIFIER_EQUAL, SPECIFIER_NOT_EQUAL, SPECIFIER_AT_MOST, SPECIFIER_AT_LEAST,
  SPECIFIER_LESS, SPECIFIER_GREATER, SPECIFIER_COMPATIBLE, SPECIFIER_ARBITRARY
};

struct specifier {
  enum specifier_operator operator;
  const struct version *version; /* NULL for === */
  bool any_suffix;              /* "==3.9.*" */
  const char *text;             /* what === compares with */
};

/* "~=3.9, !=3.9.1": all of them hold. */
struct specifiers {
  const struct specifier *items;
  size_t count;
};

/* Reads a list separated by commas, which may be empty.  NULL as
 * version_parse. */
const struct specifiers *specifiers_parse (struct arena *arena,
                                           const char *text);

/* Whether VERSION satisfies all.  A pre-release does so only if PRERELEASES is
 * set or one of them names a pre-release itself (with another operator than
 * !=, < and >). */
bool specifiers_match (const struct specifiers *specifiers,
                       const struct version *version, bool prereleases);

/* Whether VERSION satisfies the list RANGE, pre-releases too.  It does where one
 * of the two cannot be read, as for pip. */
bool specifiers_match_text (const char *range, const char *version);

#endif
