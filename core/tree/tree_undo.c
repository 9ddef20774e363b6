/* tree_undo.c: the journal of an unfinished run, written and played back.
 *
 *     pyvenv 1 new FOLDER JOURNAL   or "old": there was something before
 *     C RELPATH                     is about to be created
 *     S NUMBER RELPATH              is about to be saved as TREE_SAVED/NUMBER
 *
 * The first line, which a newline ends, holds the inode numbers of the folder
 * and of the journal itself: one that came with an archive or a copy is never
 * taken for ours, one from before a reboot is, when devices may have got other
 * numbers.  A record ends with a NUL, which no path contains.  One that was cut
 * off is passed over: it is written before what it tells of is done.
 *
 * Undoing deletes what was created and brings back what was saved, newest
 * first.  A record that was played back is cut off, for it must not be played
 * again once an older one has brought something back.  The one in between may:
 * each can be played twice in a row, so undoing can itself be killed.
 *
 * Of a new environment everything goes, so little is recorded: only what would
 * be a stranger in one.  What else is found by a later run, somebody has put
 * there since, and it is not ours to delete. */
#include <config.h>

#include "tree.h"

#include "cleanup.h"
#include "file.h"
#include "folder.h"
#include "remove.h"
#include "target.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define JOURNAL_LIMIT ((size_t) 16 << 20)

/* ---- Writing it ------------------------------------------------------ */

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

/* The file's mode tells the umask without touching it. */
int
tree_start_journal (struct tree *tree)
{
  struct stat dir, journal;
  tree->journal = openat (tree->fd, TREE_JOURNAL,
                          O_RDWR | O_CREAT | O_EXCL | O_APPEND
                          | O_NOFOLLOW | O_CLOEXEC, 0777);
  if (tree->journal < 0 && errno == EEXIST)
    return report_fail_as (tree->report, PYVENV_ERROR_TARGET, 0,
                           "its '%s' tells of an unfinished run in another "
                           "folder, of which it may be a copy; delete that "
                           "file if all else in the folder is whole",
                           TREE_JOURNAL);
  if (tree->journal < 0 || fstat (tree->journal, &journal) < 0
      || fstat (tree->fd, &dir) < 0)
    return target_explain (tree, errno);
  tree->mode = journal.st_mode & 0777;
  tree->journal_length = 0;

  char line[128];
  int length = snprintf (line, sizeof line, "pyvenv 1 %s %ju %ju\n",
                         tree->is_new ? "new" : "old",
                         (uintmax_t) dir.st_ino, (uintmax_t) journal.st_ino);
  return journal_write (tree, line, (size_t) length);
}

/* Whether NAME may stand in any environment: what venv makes, where packages
 * put their data, and what is ours. */
static bool
journal_knows (const char *name, size_t length)
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
  if (tree->is_new && journal_knows (relpath, strcspn (relpath, "/")))
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

/* ---- Playing it back ------------------------------------------------- */

/* Deletes what was created at RELPATH.  Where the folder above it is gone, so
 * is that. */
static int
undo_created (int fd, const char *relpath)
{
  CLEAN_PLACE struct tree_place place = TREE_PLACE_NONE;
  if (tree_place_open (fd, relpath, &place) < 0)
    return errno == ENOENT ? 0 : -1;
  return remove_tree (place.fd, place.name);
}

/* Brings back what was saved from RELPATH, unless that was not reached, or is
 * done. */
static int
undo_saved (int fd, const char *saved, const char *relpath)
{
  struct stat st;
  CLEAN_PLACE struct tree_place place = TREE_PLACE_NONE;
  if (fstatat (fd, saved, &st, AT_SYMLINK_NOFOLLOW) < 0)
    return errno == ENOENT ? 0 : -1;
  if (tree_place_open (fd, relpath, &place) < 0)
    return -1;

  /* Renaming one link of a file over another does nothing, so what is in the
   * way goes first. */
  if (remove_tree (place.fd, place.name) < 0)
    return -1;
  return renameat (fd, saved, place.fd, place.name);
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

/* Plays one record back.  Records that make no sense are passed over. */
static int
undo_record (int fd, const char *record)
{
  if (string_starts_with (record, "C "))
    return undo_path_is_safe (record + 2) ? undo_created (fd, record + 2) : 0;

  /* The path may begin with a blank, so only one is taken for the separator. */
  size_t digits = string_starts_with (record, "S ")
                  ? strspn (record + 2, "0123456789") : 0;
  if (digits == 0 || digits > 10 || record[2 + digits] != ' '
      || !undo_path_is_safe (record + 3 + digits))
    return 0;
  char saved[64];
  snprintf (saved, sizeof saved, "%s/%.*s", TREE_SAVED, (int) digits,
            record + 2);
  return undo_saved (fd, saved, record + 3 + digits);
}

/* Plays the records from byte START on back, the last one first.  If the file
 * JOURNAL cannot be cut, undoing goes on all the same: that matters only if it
 * is killed. */
static int
undo_records (int fd, int journal, const char *bytes, size_t start,
              size_t length)
{
  while (length > start)
    {
      bool is_whole = bytes[length - 1] == '\0';
      size_t at = is_whole ? length - 1 : length;
      while (at > start && bytes[at - 1] != '\0')
        at--;
      if (is_whole && undo_record (fd, bytes + at) < 0)
        return -1;
      if (ftruncate (journal, (off_t) at) < 0)
        errno = 0;
      length = at;
    }
  return 0;
}

/* Whether the records in the LENGTH bytes tell that NAME, or something in it,
 * was created. */
static bool
undo_was_created (const char *records, size_t length, const char *name)
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

/* Whether all that is in the folder FD belongs to a new environment whose
 * journal has these records.  -1 with errno; ENOTEMPTY if not. */
static int
undo_check_new (int fd, const char *records, size_t length)
{
  CLEAN_DIR DIR *dir = folder_open (fd, ".");
  if (dir == NULL)
    return -1;

  const struct dirent *entry;
  while ((entry = folder_next (dir)) != NULL)
    if (!journal_knows (entry->d_name, strlen (entry->d_name))
        && !undo_was_created (records, length, entry->d_name))
      {
        errno = ENOTEMPTY;
        return -1;
      }
  return errno == 0 ? 0 : -1;
}

/* Whether BYTES, the contents of the file JOURNAL, were written by pyvenv in
 * this very folder. */
static bool
undo_is_ours (int fd, int journal, const char *bytes, bool *is_new)
{
  char kind[4];
  uintmax_t folder, file;
  struct stat dir, st;
  if (sscanf (bytes, "pyvenv 1 %3s %ju %ju", kind, &folder, &file) != 3
      || fstat (fd, &dir) < 0 || fstat (journal, &st) < 0)
    return false;
  *is_new = strcmp (kind, "new") == 0;
  return folder == dir.st_ino && file == st.st_ino;
}

/* The journal is open as JOURNAL; CAREFUL if it is another run's. */
static int
undo_journal (int fd, int journal, bool careful, bool *ret)
{
  size_t length;
  CLEAN_FREE char *bytes = file_read_open (journal, JOURNAL_LIMIT, &length);
  if (bytes == NULL)
    return errno == EINVAL ? 0 : -1;

  /* One that was killed before its first line was complete changed nothing. */
  const char *line_end = memchr (bytes, '\n', length);
  bool is_new = false;
  if (line_end == NULL && !string_starts_with ("pyvenv 1 ", bytes)
      && !string_starts_with (bytes, "pyvenv 1 "))
    return 0;
  if (line_end != NULL)
    {
      if (!undo_is_ours (fd, journal, bytes, &is_new))
        return 0;
      size_t start = (size_t) (line_end + 1 - bytes);
      if (is_new && careful
          && undo_check_new (fd, bytes + start, length - start) < 0)
        return -1;
      if (is_new ? remove_entries (fd, TREE_JOURNAL) < 0
          : undo_records (fd, journal, bytes, start, length) < 0
            || remove_tree (fd, TREE_SAVED) < 0)
        return -1;
    }
  *ret = true;
  return unlinkat (fd, TREE_JOURNAL, 0) < 0 && errno != ENOENT ? -1 : 0;
}

int
tree_undo_journal (int fd, int journal, bool *ret)
{
  *ret = false;
  return lseek (journal, 0, SEEK_SET) < 0 ? -1
         : undo_journal (fd, journal, false, ret);
}

int
tree_undo (int fd, bool *ret)
{
  *ret = false;
  CLEAN_FD int journal = openat (fd, TREE_JOURNAL, O_RDWR | O_NOFOLLOW
                                                   | O_CLOEXEC | O_NONBLOCK);
  if (journal >= 0)
    return undo_journal (fd, journal, true, ret);

  /* A run that was killed just behind its end has only left what it saved. */
  if (errno == ENOENT)
    return remove_tree (fd, TREE_SAVED);
  return errno == ELOOP || errno == EISDIR || errno == ENXIO ? 0 : -1;
}
