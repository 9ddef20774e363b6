/* tree_journal.c: the journal of a run, as it is written.
 *
 *     pyvenv 1 new FOLDER JOURNAL   or "old": there was something before
 *     C RELPATH                     is about to be created
 *     S NUMBER RELPATH              is about to be saved as TREE_SAVED/NUMBER
 *     R MODE UID GID RELPATH        this folder, which is empty, is about to be
 *                                   removed; MODE is octal
 *     F                             a child is about to run in a new environment
 *     D                             done: only TREE_SAVED is to be deleted
 *
 * The first line, which a newline ends, holds the inode numbers of the folder
 * and of the journal itself: one that came with an archive or a copy is never
 * taken for ours, one from before a reboot is, when devices may have got other
 * numbers.  A record ends with a NUL, which no path contains.  One that was cut
 * off is passed over: it is written before what it tells of is done. */
#include <config.h>

#include "tree.h"

#include "cleanup.h"
#include "file.h"
#include "target.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A record has to be on the disk before what it tells of is, where a power cut
 * must not lose what was there. */
static int
journal_sync (const struct tree *tree)
{
  return tree->durable && !tree->is_new ? fdatasync (tree->journal) : 0;
}

/* A record that is written in part, on a full disk, is taken back: the next one
 * would become a part of it. */
static int
journal_write (struct tree *tree, const void *bytes, size_t length)
{
  if (tree->journal_length < 0)
    errno = EIO;
  else if (file_write_all (tree->journal, bytes, length) == 0
           && journal_sync (tree) == 0)
    {
      tree->journal_length += (off_t) length;
      return 0;
    }
  else
    {
      int saved = errno;
      if (ftruncate (tree->journal, tree->journal_length) < 0)
        tree->journal_length = -1;
      errno = saved;
    }
  return report_fail (tree->report, errno, "cannot write '%s/%s'",
                      tree->env_dir, TREE_JOURNAL);
}

/* Its mode tells the umask without touching it.  Who can write the journal can
 * make the next run delete things, so that a mode that lets others goes. */
int
tree_open_journal (struct tree *tree)
{
  struct stat journal;
  CLEAN_FD int fd = openat (tree->fd, TREE_JOURNAL,
                            O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_NOFOLLOW
                            | O_CLOEXEC, 0777);
  if (fd < 0)
    return -1;
  if (fstat (fd, &journal) < 0
      || ((journal.st_mode & 0022) != 0 && fchmod (fd, 0700) < 0))
    {
      int saved = errno;
      unlinkat (tree->fd, TREE_JOURNAL, 0);
      errno = saved;
      return -1;
    }
  tree->mode = journal.st_mode & 0777;
  tree->journal = fd;
  tree->journal_inode = journal.st_ino;
  tree->journal_owner = journal.st_uid;
  tree->journal_length = 0;
  fd = -1;
  return 0;
}

int
tree_start_journal (struct tree *tree, const struct stat *dir)
{
  if (tree->journal < 0 && tree_open_journal (tree) < 0)
    return errno != EEXIST ? target_explain (tree, errno)
           : report_fail_as (tree->report, PYVENV_ERROR_TARGET, 0,
                             "its '%s' tells of an unfinished run of another "
                             "user, or in another folder, of which it may be a "
                             "copy; delete that file if all else in the folder "
                             "is whole", TREE_JOURNAL);
  tree->is_private = dir->st_uid == tree->journal_owner
                     && (dir->st_mode & 0022) == 0;

  char line[128];
  int length = snprintf (line, sizeof line, "pyvenv 1 %s %ju %ju\n",
                         tree->is_new ? "new" : "old",
                         (uintmax_t) dir->st_ino,
                         (uintmax_t) tree->journal_inode);
  if (journal_write (tree, line, (size_t) length) < 0)
    return -1;
  return !tree->durable || (fsync (tree->journal) == 0 && fsync (tree->fd) == 0)
         ? 0 : report_fail (tree->report, errno, "cannot bring '%s/%s' to the "
                            "disk", tree->env_dir, TREE_JOURNAL);
}

/* What venv makes, and where packages put their data. */
static const char *const journal_names[] = {
  "bin", "include", "lib", "lib64", "pyvenv.cfg", ".gitignore",
  "etc", "man", "share",
};

#define JOURNAL_NAMES (sizeof journal_names / sizeof journal_names[0])

static bool
journal_has_name (const char *name, size_t length)
{
  for (size_t i = 0; i < JOURNAL_NAMES; i++)
    if (strlen (journal_names[i]) == length
        && strncmp (journal_names[i], name, length) == 0)
      return true;
  return false;
}

bool
tree_knows (const char *name, size_t length)
{
  return string_starts_with (name, ".pyvenv-")
         || journal_has_name (name, length);
}

int
tree_record_text (struct tree *tree, const struct text *records)
{
  return records->failed ? report_no_memory (tree->report)
         : journal_write (tree, text_string (records), records->length);
}

int
tree_record_cleared (struct tree *tree)
{
  CLEAN_TEXT struct text records = TEXT_EMPTY;
  for (size_t i = 0; i < JOURNAL_NAMES; i++)
    {
      text_addf (&records, "C %s", journal_names[i]);
      text_add_char (&records, '\0');
    }
  if (tree_record_text (tree, &records) < 0)
    return -1;
  tree->is_cleared = true;
  return 0;
}

int
tree_record (struct tree *tree, char kind, unsigned number,
             const char *relpath)
{
  size_t length = strcspn (relpath, "/");
  if (tree->is_new && tree_knows (relpath, length))
    return 0;
  if (tree->is_cleared && kind == 'C' && journal_has_name (relpath, length))
    return 0;

  CLEAN_TEXT struct text record = TEXT_EMPTY;
  if (kind == 'S')
    text_addf (&record, "S %u %s", number, relpath);
  else
    text_addf (&record, "%c %s", kind, relpath);
  text_add_char (&record, '\0');
  return tree_record_text (tree, &record);
}

int
tree_record_end (struct tree *tree)
{
  return journal_write (tree, "D", sizeof "D");
}
