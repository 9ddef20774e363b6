/* lock_wanted.h: which packages a lock, a requirements file or pip asks for in one
 * environment. */
#ifndef PYVENV_LOCK_WANTED_H
#define PYVENV_LOCK_WANTED_H

#include "modules.h"
#include "package.h"

/* One package to install. */
struct lock_item {
  struct package package;
  const char *requirement;      /* "name==1.0" */
  const char *const *hashes;    /* "sha256=HEX"; one must fit; of an URL there is no
                                 * more than one */
  size_t hash_count;            /* 0: any will do */
  const char *place;            /* where the user said that it is: a path, or an address
                                 * without credentials; NULL: nowhere */
  bool stays;                   /* the environment has it as it should */
  const char *file;             /* path of its file, once that is there */
  const char *wheel;            /* path of the wheel to install, the same */
};

DEFINE_VECTOR (lock_items, struct lock_item);

/* All of it lives in ARENA. */
struct lock_wanted {
  pyvenv_context *cx;
  struct arena *arena;
  const char *path;             /* of the file, absolute; NULL: pip chose it */
  const struct pyvenv_requirements *what;
  struct lock_items items;
  struct wheel_sources sources;
  struct package_vector *record; /* gets what is installed; NULL: nobody wants it */
  bool changes_builds;          /* the file says how something is to be built */
  bool is_begun;                /* files are there, and the environment may change */
};

/* What is returned where pip has to choose, with the reason recorded. */
#define LOCK_NEEDS_PIP 1

/* Fills in what the lock, or the requirements file, at PATH asks for.  Returns 0, or
 * -1 after pyvenv_fail.  The second also returns LOCK_NEEDS_PIP, and has then filled in
 * all but the items. */
int lock_wanted_lock (struct lock_wanted *wanted) PYVENV_CHECK;
int lock_wanted_requirements (struct lock_wanted *wanted) PYVENV_CHECK;

/* Adds PACKAGE, and its hash if it has one.  Returns 0, or -1 after pyvenv_fail. */
int lock_wanted_add (struct lock_wanted *wanted,
                     const struct package *package) PYVENV_CHECK;

/* Out of memory.  Returns -1 after pyvenv_fail. */
int lock_wanted_no_memory (struct lock_wanted *wanted);

#endif
