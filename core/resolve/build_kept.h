/* build_kept.h: wheels that were built, in the user's cache. */
#ifndef PYVENV_BUILD_KEPT_H
#define PYVENV_BUILD_KEPT_H

#include "digest.h"
#include "resolve.h"

#include <pyvenv-plugin.h>

struct build_kept {
  pyvenv_context *cx;
  struct arena *arena;
  int folder;                   /* -1: nothing is kept */
  char key[DIGEST_HEX_SIZE];    /* by what is built and for which interpreter */
  char temporary[64];           /* a folder where it is made; "": none */
  bool is_unreadable;           /* what is kept cannot be read: no other is kept */
};

/* Opens the cache for ORDER in *RET; FOLDER is -1 afterwards where there is none, or
 * where what is built can change without notice.  Strings live in ARENA.  Returns 0,
 * or -1 after pyvenv_fail. */
int build_kept_open (struct build_kept *ret, pyvenv_context *cx,
                     struct arena *arena,
                     const struct build_order *order) PYVENV_CHECK;

/* Makes a folder for the wheel, as KEPT's TEMPORARY.  *PATH is where it is.  False with
 * errno, if nothing can be kept. */
bool build_kept_begin (struct build_kept *kept, const char **path);

/* Keeps the wheel NAME in that folder.  *PATH is where it is then.  Returns 0, or -1
 * after pyvenv_fail. */
int build_kept_end (struct build_kept *kept, const char *name,
                    const char **path) PYVENV_CHECK;

/* The path of the wheel that is kept, in *PATH; NULL where there is none, or another
 * one than was kept, which is deleted, or it cannot be read.  Returns 0, or -1 after
 * pyvenv_fail. */
int build_kept_find (struct build_kept *kept, const char **path) PYVENV_CHECK;

void build_kept_close (struct build_kept *kept);
#define CLEAN_BUILD_KEPT __attribute__ ((cleanup (build_kept_close)))

#endif
