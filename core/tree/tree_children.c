/* tree_children.c: what children of a run make in a new ENV_DIR.
 *
 * Nobody tells the journal of a file that a hook's script writes.  So it says that
 * there was a child, and its time is kept within a second of the child's: what was
 * in ENV_DIR by then is the run's, and what came later is somebody else's. */
#include <config.h>

#include "tree.h"

#include "cleanup.h"
#include "file.h"
#include "folder.h"
#include "system.h"
#include "text.h"

#include <errno.h>
#include <string.h>
#include <time.h>

#define SECOND_NS INT64_C (1000000000)

/* How much later than the journal's time a file of the run can have been made. */
#define CHILD_SLACK_NS (2 * SECOND_NS)

int
tree_begin_child (struct tree *tree)
{
  tree->has_foreign_links = true;
  if (!tree->is_new || tree->journal < 0 || tree->has_children)
    return 0;
  tree->has_children = true;
  return tree_record (tree, 'F', 0, "");
}

void
tree_watch_child (struct tree *tree)
{
  struct timespec now;
  if (!tree->has_children || clock_gettime (CLOCK_MONOTONIC, &now) < 0
      || now.tv_sec == tree->child_seen)
    return;
  tree->child_seen = now.tv_sec;

  /* Where this fails, the next run after a kill asks instead of deleting. */
  (void) !futimens (tree->journal, NULL);
}

/* When NAME in the folder FD was made; where the file system does not say, when
 * it was changed last.  -1 with errno. */
static int64_t
children_time (int fd, const char *name)
{
#ifdef STATX_BTIME
  struct statx stx;
  if (statx (fd, name, AT_SYMLINK_NOFOLLOW, STATX_BTIME, &stx) == 0
      && (stx.stx_mask & STATX_BTIME) != 0)
    return stx.stx_btime.tv_sec * SECOND_NS + stx.stx_btime.tv_nsec;
#endif
  struct stat st;
  return fstatat (fd, name, &st, AT_SYMLINK_NOFOLLOW) < 0 ? -1
         : file_ctime_ns (&st);
}

/* Whether a record in the LENGTH bytes tells that NAME, or something in it, was
 * created. */
static bool
children_recorded (const char *records, size_t length, const char *name)
{
  size_t size = strlen (name);
  const char *end = records + length;
  while (records < end)
    {
      if (string_starts_with (records, "C ")
          && strncmp (records + 2, name, size) == 0
          && (records[2 + size] == '/' || records[2 + size] == '\0'))
        return true;
      records += strlen (records) + 1;
    }
  return false;
}

/* Whether there is a record of a child among them. */
static bool
children_were_there (const char *records, size_t length)
{
  const char *end = records + length;
  for (; records < end; records += strlen (records) + 1)
    if (string_starts_with (records, "F "))
      return true;
  return false;
}

int
tree_check_new (int fd, int journal, const char *records, size_t length)
{
  struct stat st;
  CLEAN_DIR DIR *dir = folder_open (fd, ".");
  if (dir == NULL || fstat (journal, &st) < 0)
    return -1;
  int64_t last = children_were_there (records, length)
                 ? file_mtime_ns (&st) + CHILD_SLACK_NS : -1;

  const struct dirent *entry;
  while ((entry = folder_next (dir)) != NULL)
    {
      if (tree_knows (entry->d_name, strlen (entry->d_name))
          || children_recorded (records, length, entry->d_name))
        continue;
      int64_t made = last >= 0 ? children_time (fd, entry->d_name) : 0;
      if (made < 0)
        return -1;
      if (made > last)
        {
          errno = ENOTEMPTY;
          return -1;
        }
    }
  return errno == 0 ? 0 : -1;
}
