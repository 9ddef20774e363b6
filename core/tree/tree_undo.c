/* tree_undo.c: plays the journal of an unfinished run back (tree_journal.c).
 *
 * Undoing deletes what was created and brings back what was saved, newest
 * first.  A record that was played back is cut off, for it must not be played
 * again once an older one has brought something back.  The one in between may:
 * each can be played twice in a row, so undoing can itself be killed.
 *
 * Of a new environment everything goes, so little is recorded: only what would
 * be a stranger in one.  What else is found by a later run, somebody has put
 * there since, and it is not ours to delete (tree_children.c). */
#include <config.h>

#include "tree.h"

#include "cleanup.h"
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

/* Brings back what was saved from RELPATH as NAME, unless that was not reached,
 * or is done. */
static int
undo_saved (int fd, int saved, const char *name, const char *relpath)
{
  struct stat st;
  CLEAN_PLACE struct tree_place place = TREE_PLACE_NONE;
  if (saved < 0 || fstatat (saved, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
    return saved < 0 || errno == ENOENT ? 0 : -1;
  if (tree_place_open (fd, relpath, &place) < 0)
    return -1;

  /* Renaming one link of a file over another does nothing, so what is in the
   * way goes first. */
  if (remove_tree (place.fd, place.name) < 0)
    return -1;
  return renameat (saved, name, place.fd, place.name);
}

/* Makes the folder that was removed from RELPATH anew.  NUMBERS is "MODE UID GID". */
static int
undo_removed (int fd, const char *numbers, const char *relpath)
{
  unsigned mode;
  unsigned long uid, gid;
  struct stat st;
  CLEAN_PLACE struct tree_place place = TREE_PLACE_NONE;
  if (sscanf (numbers, "%o %lu %lu", &mode, &uid, &gid) != 3)
    return 0;
  if (tree_place_open (fd, relpath, &place) < 0
      || (mkdirat (place.fd, place.name, 0700) < 0 && errno != EEXIST))
    return -1;
  CLEAN_FD int folder = openat (place.fd, place.name, O_RDONLY | O_DIRECTORY
                                                      | O_NOFOLLOW | O_CLOEXEC);
  if (folder < 0 || fstat (folder, &st) < 0
      || ((st.st_uid != uid || st.st_gid != gid)
          && fchown (folder, (uid_t) uid, (gid_t) gid) < 0))
    return -1;
  return fchmod (folder, (mode_t) mode & 07777);
}

/* Opens what was saved by the run with this JOURNAL as *RET, or makes that -1
 * where nothing was. */
static int
undo_open_saved (int fd, int journal, int *ret)
{
  struct stat st, written;
  *ret = openat (fd, TREE_SAVED, O_RDONLY | O_DIRECTORY | O_NOFOLLOW
                                 | O_CLOEXEC);
  if (*ret < 0)
    return errno == ENOENT ? 0 : -1;
  if (fstat (*ret, &st) < 0 || fstat (journal, &written) < 0)
    return -1;
  if (tree_is_own_saved (&st, &written))
    return 0;
  errno = EPERM;
  return -1;
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

/* The path in RECORD behind COUNT numbers, each with a blank behind it; the path may
 * begin with one, too.  NULL where the record makes no sense. */
static const char *
undo_path (const char *record, int count)
{
  const char *at = record + 2;
  for (int i = 0; i < count; i++)
    {
      size_t digits = strspn (at, "0123456789");
      if (digits == 0 || digits > 10 || at[digits] != ' ')
        return NULL;
      at += digits + 1;
    }
  return undo_path_is_safe (at) ? at : NULL;
}

/* Plays one record back.  Records that make no sense are passed over. */
static int
undo_record (int fd, int saved, const char *record)
{
  const char *path = NULL;
  char name[16];
  if (string_starts_with (record, "C ") && (path = undo_path (record, 0)) != NULL)
    return undo_created (fd, path);
  if (string_starts_with (record, "R ") && (path = undo_path (record, 3)) != NULL)
    return undo_removed (fd, record + 2, path);
  if (!string_starts_with (record, "S ")
      || (path = undo_path (record, 1)) == NULL)
    return 0;
  snprintf (name, sizeof name, "%.*s", (int) (path - record - 3), record + 2);
  return undo_saved (fd, saved, name, path);
}

/* Plays the records from byte START on back, the last one first.  If the file
 * JOURNAL cannot be cut, undoing goes on all the same: that matters only if it
 * is killed. */
static int
undo_records (int fd, int journal, const char *bytes, size_t start,
              size_t length)
{
  CLEAN_FD int saved = -1;
  if (length > start && undo_open_saved (fd, journal, &saved) < 0)
    return -1;
  while (length > start)
    {
      bool is_whole = bytes[length - 1] == '\0';
      size_t at = is_whole ? length - 1 : length;
      while (at > start && bytes[at - 1] != '\0')
        at--;
      if (is_whole && undo_record (fd, saved, bytes + at) < 0)
        return -1;
      if (ftruncate (journal, (off_t) at) < 0)
        errno = 0;
      length = at;
    }
  return 0;
}

/* Whether BYTES, the contents of the file JOURNAL, were written by pyvenv in
 * this very folder, by this user or its owner, and by nobody else. */
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
  return folder == dir.st_ino && file == st.st_ino
    && (st.st_uid == dir.st_uid || st.st_uid == geteuid ())
    && (st.st_mode & 0022) == 0;
}

/* Whether the last record tells that the run is final. */
static bool
undo_is_done (const char *records, size_t length)
{
  return length >= 2 && memcmp (records + length - 2, "D", 2) == 0
    && (length == 2 || records[length - 3] == '\0');
}

/* Plays the records in the LENGTH bytes from START on back, as far as there is
 * something to undo. */
static int
undo_all (int fd, int journal, const char *bytes, size_t start, size_t length,
          bool is_new)
{
  if (undo_is_done (bytes + start, length - start))
    return remove_tree (fd, TREE_SAVED);
  if (is_new)
    return remove_entries (fd, TREE_JOURNAL);
  return undo_records (fd, journal, bytes, start, length) < 0
    || remove_tree (fd, TREE_SAVED) < 0 ? -1 : 0;
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
      if (is_new && careful && !undo_is_done (bytes + start, length - start)
          && tree_check_new (fd, journal, bytes + start,
                             length - start) < 0)
        return -1;
      if (undo_all (fd, journal, bytes, start, length, is_new) < 0)
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
