/* tree_undo.c: the journal of an unfinished run, written and played back.
 *
 *     pyvenv 1 new DEVICE INODE     or "old": there was something before
 *     C RELPATH                     is about to be created
 *     S NUMBER RELPATH              is about to be saved as TREE_SAVED/NUMBER
 *
 * Undoing deletes what was created and brings back what was saved, newest
 * first.  Of a new environment everything goes.  Each step may be done twice
 * and is then cut off the journal, so undoing can itself be killed. */
#include <config.h>

#include "tree.h"

#include "cleanup.h"
#include "context.h"
#include "file.h"
#include "remove.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define JOURNAL_LIMIT ((size_t) 16 << 20)

int
tree_record (pyvenv_context *cx, char kind, unsigned number,
             const char *relpath)
{
  /* Everything in a new environment is deleted, so nothing needs recording. */
  if (cx->tree.is_new)
    return 0;

  CLEAN_TEXT struct text line = TEXT_EMPTY;
  if (kind == 'S')
    text_addf (&line, "S %u %s\n", number, relpath);
  else
    text_addf (&line, "%c %s\n", kind, relpath);
  if (line.failed)
    return context_no_memory (cx);
  if (file_write_all (cx->tree.journal, text_string (&line), line.length) < 0)
    return pyvenv_fail (cx, errno, "cannot write '%s/%s'", cx->env_dir,
                        TREE_JOURNAL);
  return 0;
}

/* Stays below the folder: relative, without "..". */
static bool
undo_path_is_safe (const char *path)
{
  if (*path == '/' || *path == '\0')
    return false;
  for (const char *at = path; at != NULL; at = strchr (at, '/'))
    {
      at += *at == '/';
      if (strncmp (at, "..", 2) == 0 && (at[2] == '/' || at[2] == '\0'))
        return false;
    }
  return true;
}

/* Plays one record back.  Records that make no sense are passed over: the last
 * line may be cut off. */
static int
undo_record (int fd, const char *line)
{
  if (string_starts_with (line, "C ") && undo_path_is_safe (line + 2))
    return remove_tree (fd, line + 2);

  unsigned number;
  int skip = 0;
  if (sscanf (line, "S %u %n", &number, &skip) != 1 || skip == 0
      || !undo_path_is_safe (line + skip))
    return 0;

  char saved[64];
  snprintf (saved, sizeof saved, "%s/%u", TREE_SAVED, number);
  struct stat st;
  if (fstatat (fd, saved, &st, AT_SYMLINK_NOFOLLOW) < 0)
    return errno == ENOENT ? 0 : -1;

  const char *path = line + skip;
  /* Renaming one link of a file over another does nothing, so what is in the
   * way goes first. */
  if (remove_tree (fd, path) < 0)
    return -1;
  return renameat (fd, saved, fd, path);
}

/* Plays all records behind the first line back, the last one first.  Each is cut
 * off the file once it is done: were it played again by the next run, what is
 * created after a save would be deleted after it was brought back. */
static int
undo_records (int fd, char *journal)
{
  CLEAN_FD int file = openat (fd, TREE_JOURNAL,
                              O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
  if (file < 0)
    return -1;
  for (;;)
    {
      char *last = strrchr (journal, '\n');
      if (last == NULL)
        return 0;
      if (last[1] != '\0'
          && (undo_record (fd, last + 1) < 0
              || ftruncate (file, last + 1 - journal) < 0))
        return -1;
      *last = '\0';
    }
}

/* Whether JOURNAL is one that pyvenv wrote into this very folder. */
static bool
undo_is_ours (int fd, const char *journal, bool *is_new)
{
  char kind[4];
  uintmax_t device, inode;
  struct stat st;
  if (sscanf (journal, "pyvenv 1 %3s %ju %ju", kind, &device, &inode) != 3
      || fstat (fd, &st) < 0)
    return false;
  *is_new = strcmp (kind, "new") == 0;
  return device == st.st_dev && inode == st.st_ino;
}

int
tree_undo (int fd, bool *ret)
{
  *ret = false;
  size_t length;
  CLEAN_FREE char *journal = file_read (fd, TREE_JOURNAL, JOURNAL_LIMIT,
                                        &length);
  if (journal == NULL && errno != ENOENT)
    return errno == EINVAL || errno == ELOOP ? 0 : -1;

  /* A run that was killed just behind its end has only left what it saved. */
  if (journal == NULL)
    return remove_tree (fd, TREE_SAVED);

  /* One that was killed before its first line was complete changed nothing. */
  if (strchr (journal, '\n') == NULL)
    {
      *ret = true;
      return unlinkat (fd, TREE_JOURNAL, 0);
    }

  bool is_new;
  if (!undo_is_ours (fd, journal, &is_new))
    return 0;
  *ret = true;
  if (is_new ? remove_entries (fd, TREE_JOURNAL) < 0
             : undo_records (fd, journal) < 0 || remove_tree (fd, TREE_SAVED) < 0)
    return -1;
  return unlinkat (fd, TREE_JOURNAL, 0);
}
