/* interpreter_record.c: what interpreters said is kept, so that it takes a few
 * system calls to know it again.
 *
 * A record is CACHE_DIR/interpreters/HASH, HASH being that of the path by which
 * the interpreter was started, which is also in the record.  It holds the
 * identity of the file that the path led to, and the facts:
 *
 *     pyvenv-interpreter 2
 *     path=/usr/bin/python3
 *     file=DEVICE INODE SIZE MTIME CTIME      (times as SECONDS.NANOSECONDS)
 *     host=glibc 2.36                         (the C library of this program)
 *     version=3.11.2
 *     ...
 *     end
 *
 * The fact `libc` changes with the system while the interpreter stays the same
 * file, and with it the wheels that fit, so that a record counts only under the C
 * library that it was written under.
 *
 * Python 3.14 and later come with build-details.json (PEP 739), which would do
 * for the first run too.  It is left aside: it tells neither the executable that
 * was started nor the magic number of .pyc files, nor purelib, WHEEL_PKG_DIR and
 * the C library, so that a run would be due after all; and reading JSON takes a
 * library that libpyvenv does not load. */
#include <config.h>

#include "cache_folder.h"
#include "cleanup.h"
#include "interpreter_private.h"
#include "system.h"
#include "trust.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define RECORD_FIRST_LINE "pyvenv-interpreter 2"
#define RECORD_FOLDER "interpreters"

/* A record has about a kilobyte; some paths are long. */
#define RECORD_LIMIT 32768

/* The C library of this program, "glibc 2.36"; "" where it does not say. */
static void
record_add_host (struct text *text)
{
  char version[64] = "";
#ifdef _CS_GNU_LIBC_VERSION
  if (confstr (_CS_GNU_LIBC_VERSION, version, sizeof version) > sizeof version)
    version[0] = '\0';
#endif
  text_addf (text, "host=%s\n", version);
}

/* The lines before the facts. */
static void
record_add_head (struct text *text, const char *path,
                 const struct stat *status)
{
  text_addf (text, "%s\npath=%s\nfile=%ju %ju %jd %jd.%09ld %jd.%09ld\n",
             RECORD_FIRST_LINE, path, (uintmax_t) status->st_dev,
             (uintmax_t) status->st_ino, (intmax_t) status->st_size,
             (intmax_t) status->st_mtim.tv_sec, status->st_mtim.tv_nsec,
             (intmax_t) status->st_ctim.tv_sec, status->st_ctim.tv_nsec);
  record_add_host (text);
}

/* Reads the whole file into BYTES, which has room for RECORD_LIMIT and the final
 * NUL.  Only we can have written it, and it says itself what it is about, so that it
 * does not matter who could move it: the folders above are not looked at. */
static bool
record_load (const char *file, char *bytes)
{
  CLEAN_FD int fd = open (file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  struct stat status;
  if (fd < 0 || fstat (fd, &status) < 0 || !S_ISREG (status.st_mode)
      || !trust_is_private (&status) || status.st_size > RECORD_LIMIT)
    return false;

  ssize_t length = read (fd, bytes, RECORD_LIMIT);
  if (length < 0 || length != status.st_size)
    return false;
  bytes[length] = '\0';
  cache_folder_use (fd, &status);
  return strlen (bytes) == (size_t) length;
}

static bool
record_parse (struct arena *arena, char *rest, struct interpreter *ret)
{
  size_t next = 0;
  for (char *line; (line = strsep (&rest, "\n")) != NULL;)
    {
      if (strcmp (line, "end") == 0)
        return rest != NULL && *rest == '\0'
          && interpreter_facts_complete (ret, next);
      if (!interpreter_facts_read (arena, ret, &next, line))
        return false;
    }
  return false;
}

/* Whether the library is where it was: an interpreter may outlive it.  It may be an
 * archive. */
static bool
record_has_library (struct arena *arena, const struct interpreter *interpreter)
{
  struct stat status;
  const char *landmark = arena_format (arena, "%s/os.py", interpreter->stdlib);
  if (landmark == NULL)
    return false;
  return access (landmark, F_OK) == 0
    || (stat (interpreter->stdlib, &status) == 0 && !S_ISDIR (status.st_mode));
}

bool
interpreter_record_read (struct interpreter_search *search, const char *path,
                         const struct stat *status, struct interpreter *ret)
{
  if (search->cache_dir == NULL)
    return false;
  CLEAN_TEXT struct text file = TEXT_EMPTY, head = TEXT_EMPTY;
  char name[17];
  cache_folder_name (path, name);
  text_addf (&file, "%s/" RECORD_FOLDER "/%s", search->cache_dir, name);
  record_add_head (&head, path, status);
  CLEAN_FREE char *bytes = malloc (RECORD_LIMIT + 1);
  if (bytes == NULL || file.failed || head.failed
      || !record_load (text_string (&file), bytes))
    return false;

  if (!string_starts_with (bytes, text_string (&head))
      || !record_parse (search->arena, bytes + head.length, ret)
      || !record_has_library (&search->scratch, ret))
    {
      report_debug (search->report, "the record of %s is out of date", path);
      return false;
    }
  report_debug (search->report, "%s is known: Python %s", path, ret->version);
  return true;
}

void
interpreter_record_write (struct interpreter_search *search, const char *path,
                          const struct stat *status,
                          const struct interpreter *interpreter)
{
  if (search->cache_dir == NULL || string_has_control (path))
    return;
  CLEAN_TEXT struct text content = TEXT_EMPTY;
  record_add_head (&content, path, status);
  interpreter_facts_write (interpreter, &content);
  text_add (&content, "end\n");
  if (content.failed || content.length > RECORD_LIMIT)
    return;

  char name[17];
  cache_folder_name (path, name);
  CLEAN_FD int folder = cache_folder_open (search->cache_dir, RECORD_FOLDER,
                                           true);
  if (folder < 0
      || cache_folder_put (folder, name, content.bytes, content.length) != 0)
    report_debug (search->report, "cannot record what %s said in %s: %s", path,
                  search->cache_dir, strerror (errno));
}
