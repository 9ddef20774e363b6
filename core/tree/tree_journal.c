/* tree_journal.c: the journal of a run, as it is written.
 *
 *     pyvenv 1 new FOLDER JOURNAL   or "old": there was something before
 *     C RELPATH                     is about to be created
 *     S NUMBER RELPATH              is about to be saved as TREE_SAVED/NUMBER
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

/* A record that is written in part, on a full disk, is taken back: the next one
 * would become a part of it. */
static int
journal_write (struct tree *tree, const void *bytes, size_t length)
{
  if (tree->journal_length < 0)
    errno = EIO;
  else if (file_write_all (tree->journal, bytes, length) == 0)
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
  if (fd < 0 || fstat (fd, &journal) < 0)
    return -1;
  tree->mode = journal.st_mode & 0777;
  if ((tree->mode & 0022) != 0 && fchmod (fd, 0700) < 0)
    return -1;
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
  return journal_write (tree, line, (size_t) length);
}

bool
tree_knows (const char *name, size_t length)
{
  static const char *const names[] = {
    "bin", "include", "lib", "lib64", "pyvenv.cfg", ".gitignore",
    "etc", "man", "share",
  };
  if (string_starts_with (name, ".pyvenv-"))
    return true;
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (strlen (names[i]) == length && strncmp (names[i], name, length) == 0)
      return true;
  return false;
}

int
tree_record (struct tree *tree, char kind, unsigned number,
             const char *relpath)
{
  if (tree->is_new && tree_knows (relpath, strcspn (relpath, "/")))
    return 0;

  CLEAN_TEXT struct text record = TEXT_EMPTY;
  if (kind == 'S')
    text_addf (&record, "S %u %s", number, relpath);
  else
    text_addf (&record, "%c %s", kind, relpath);
  text_add_char (&record, '\0');
  return record.failed ? report_no_memory (tree->report)
         : journal_write (tree, text_string (&record), record.length);
}

int
tree_record_end (struct tree *tree)
{
  return journal_write (tree, "D", sizeof "D");
}
