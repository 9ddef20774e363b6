/* store.c: folders of the user's cache. */
#include <config.h>

#include "store.h"

#include "cleanup.h"
#include "late.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* https://bford.info/cachedir/: backups leave such folders out. */
#define STORE_TAG \
  "Signature: 8a477f597d28d172789f06886806bc55\n" \
  "# This folder is pyvenv's, and can be deleted at any time.\n"

/* Makes the folder PATH and those above it. */
static void
store_make_path (const char *path)
{
  CLEAN_FREE char *copy = strdup (path);
  for (char *slash = copy; copy != NULL
         && (slash = strchr (slash + 1, '/')) != NULL;)
    {
      *slash = '\0';
      mkdir (copy, 0700);
      *slash = '/';
    }
  if (copy != NULL)
    mkdir (copy, 0700);
}

static bool
store_is_safe (int fd)
{
  struct stat st;
  return fstat (fd, &st) == 0 && S_ISDIR (st.st_mode)
    && st.st_uid == geteuid () && (st.st_mode & 022) == 0;
}

int
store_open (pyvenv_context *cx, const char *name, bool make)
{
  const char *cache = context_cache_dir (cx);
  if (cache == NULL || *cache != '/')
    return -1;
  if (make)
    store_make_path (cache);

  CLEAN_FD int above = open (cache, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (above < 0 || !store_is_safe (above))
    return -1;
  bool made = make && mkdirat (above, name, 0700) == 0;
  CLEAN_FD int fd = openat (above, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW
                            | O_CLOEXEC);
  if (fd < 0 || !store_is_safe (fd))
    return -1;
  if (made)
    {
      CLEAN_FD int tag = store_begin (fd);
      if (tag >= 0
          && write (tag, STORE_TAG, strlen (STORE_TAG))
             == (ssize_t) strlen (STORE_TAG))
        store_end (fd, tag, "CACHEDIR.TAG");
    }
  return fcntl (fd, F_DUPFD_CLOEXEC, 0);
}

int
store_begin (int fd)
{
  return openat (fd, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
}

bool
store_end (int fd, int file, const char *name)
{
  char path[32];
  snprintf (path, sizeof path, "/proc/self/fd/%d", file);
  return linkat (AT_FDCWD, path, fd, name, AT_SYMLINK_FOLLOW) == 0
    || errno == EEXIST;
}

bool
store_replace (int fd, int file, const char *name)
{
  /* Threads differ in the descriptor. */
  char temporary[48];
  snprintf (temporary, sizeof temporary, "tmp-%ld-%d", (long) getpid (), file);
  unlinkat (fd, temporary, 0);
  return store_end (fd, file, temporary)
    && renameat (fd, temporary, fd, name) == 0;
}
