/* pylock.c: reads a lock file, and what it says about itself. */
#include <config.h>

#include "pylock_private.h"

#include "cleanup.h"
#include "file.h"
#include "text.h"
#include "version.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

/* The largest locks have some MB; more is a mistake, and would be read into
 * memory. */
#define PYLOCK_SIZE ((size_t) 64 << 20)

/* By this name pip, uv and we tell a lock from a requirements file. */
bool
pylock_is_name (const char *path)
{
  const char *slash = strrchr (path, '/');
  const char *name = slash != NULL ? slash + 1 : path;
  if (!string_starts_with (name, "pylock."))
    return false;
  name += strlen ("pylock.");
  if (strcmp (name, "toml") == 0)
    return true;
  size_t length = strcspn (name, ".");
  return length > 0 && strcmp (name + length, ".toml") == 0;
}

/* Whether we know the lock's version: an error for another major one, a warning
 * for a minor one that is newer. */
static int
pylock_check_version (struct pylock_reader *reader)
{
  const char *text;
  const struct toml_value *root = reader->lock->root;
  if (pylock_value_string (reader, root, "lock-version", true, &text) < 0)
    return -1;
  unsigned line = toml_document_find (root, "lock-version")->line;
  const struct version *known = version_parse (reader->arena, "1.0");
  const struct version *end = version_parse (reader->arena, "2");
  if (known == NULL || end == NULL)
    return pylock_value_no_memory (reader);
  const struct version *version = version_parse (reader->arena, text);
  if (version == NULL)
    return errno == ENOMEM ? pylock_value_no_memory (reader)
      : pylock_value_fail (reader, line, "lock-version '%s' is not a version", text);
  if (version_compare (version, known) < 0
      || version_compare (version, end) >= 0)
    return pylock_value_fail (reader, line, "the lock is of version %s, and this"
                              " pyvenv reads versions 1.x", text);
  if (version_compare (version, known) > 0)
    report_warn (reader->report, "'%s' is a lock of version %s, and this pyvenv"
                 " knows 1.0; what is new in it is not looked at",
                 reader->lock->path, text);
  return 0;
}

/* PATH from the root, textually. */
static const char *
pylock_absolute (struct arena *arena, const char *path)
{
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  if (*path != '/')
    {
      CLEAN_FREE char *working = getcwd (NULL, 0);
      if (working == NULL)
        return NULL;
      text_add_path (&text, working);
    }
  text_add_path (&text, path);
  return text.failed ? NULL : arena_copy (arena, text_string (&text));
}

/* Reads the tree.  What a package looks like is checked when it is chosen. */
static int
pylock_parse_toml (struct pylock_reader *reader, struct pylock *ret,
                   const char *bytes, size_t length)
{
  struct toml_error error;
  ret->root = toml_document_parse (reader->arena, bytes, length, &error);
  if (ret->root != NULL)
    return 0;
  if (errno == EINVAL)
    return pylock_value_fail (reader, error.line, "this is not TOML: %s",
                              error.message);
  return report_first (reader->report, 0, errno, "cannot read the lock '%s': %s",
                       ret->path, error.message);
}

int
pylock_parse (struct pylock *ret, struct arena *arena, const char *path,
              const char *bytes, size_t length, struct report *report)
{
  *ret = (struct pylock) {
    .path = arena_copy (arena, path), .absolute = pylock_absolute (arena, path),
    .extras.arena = arena, .groups.arena = arena, .default_groups.arena = arena
  };
  struct pylock_reader reader = { arena, ret, report, NULL };
  if (ret->path == NULL || ret->absolute == NULL)
    return pylock_value_no_memory (&reader);
  if (pylock_parse_toml (&reader, ret, bytes, length) < 0
      || pylock_check_version (&reader) < 0
      || pylock_value_strings (&reader, ret->root, "extras", &ret->extras) < 0
      || pylock_value_strings (&reader, ret->root, "dependency-groups",
                               &ret->groups) < 0
      || pylock_value_strings (&reader, ret->root, "default-groups",
                               &ret->default_groups) < 0)
    return -1;
  return 0;
}

int
pylock_read (struct pylock *ret, struct arena *arena, const char *path,
             struct report *report)
{
  size_t length;
  CLEAN_FD int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  CLEAN_FREE char *bytes
    = fd < 0 ? NULL : file_read_open (fd, PYLOCK_SIZE, &length);
  if (bytes == NULL)
    return report_first (report, 0, errno, "cannot read the lock '%s'", path);
  return pylock_parse (ret, arena, path, bytes, length, report);
}
