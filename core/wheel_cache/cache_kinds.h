/* cache_kinds.h: what kinds of things the cache keeps, and where. */
#ifndef PYVENV_CACHE_KINDS_H
#define PYVENV_CACHE_KINDS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

struct cache_kind {
  const char *name;             /* "downloads" */
  const char *folder;           /* of the cache */
  unsigned depth;               /* at which its entries lie in it: 0 directly */
};

#define CACHE_KINDS 6
extern const struct cache_kind cache_kinds[CACHE_KINDS];

/* One thing that is kept and deleted as a whole: a file, or a folder with all in
 * it. */
struct cache_entry {
  int top;                      /* the folder of its kind */
  int fd;                       /* the folder that NAME lies in */
  const char *name;
  const char *above;            /* that folder in TOP; NULL: TOP itself */
  struct stat st;               /* its time tells the last use (cache_folder_use) */
};

/* What is in some entries, links counted once each. */
struct cache_sum {
  uint64_t files, bytes;
  uint64_t linked_bytes;        /* of those that environments are linked to */
};

/* Calls VISIT for each entry of KIND in the cache open as CACHE_FD, until it answers
 * -1, which is returned.  Nothing is visited in a folder that is not ours
 * (cache_folder_is_ours).  An entry may be gone at any time; where a folder cannot be
 * read for another reason, the answer is 1, with errno. */
typedef int cache_visit (void *data, const struct cache_entry *entry);
int cache_kinds_walk (int cache_fd, const struct cache_kind *kind,
                      cache_visit *visit, void *data);

/* Adds what is in ENTRY to SUM. */
void cache_kinds_add (struct cache_sum *sum, const struct cache_entry *entry);

/* Deletes ENTRY.  It is renamed first, so that others find the whole of it or
 * nothing; who has it open goes on with it, or does without.  0, also where it is
 * gone already, or -1 with errno. */
int cache_kinds_delete (const struct cache_entry *entry);

#endif
