/* pylock_file.c: the files that a lock names: where they are, and what they
 * must be. */
#include <config.h>

#include "pylock_private.h"

#include "cleanup.h"
#include "hash.h"
#include "text.h"
#include "url.h"

#include <errno.h>
#include <string.h>

/* PATH, which may be relative to the lock, as an absolute one. */
static const char *
pylock_file_absolute (struct pylock_reader *reader, const char *path)
{
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  if (*path != '/')
    {
      const char *lock = reader->lock->absolute;
      const char *slash = strrchr (lock, '/');
      text_add_bytes (&text, lock, (size_t) (slash - lock));
    }
  text_add_path (&text, path);
  return text.failed ? NULL : arena_copy (reader->arena, text_string (&text));
}

/* A path is meant from the lock, so that the lock and its files can move
 * together. An address of this machine is a path too: no server is asked for
 * it. */
int
pylock_file_place (struct pylock_reader *reader, const struct toml_value *table,
                   struct package *package)
{
  const char *path, *url;
  if (pylock_value_string (reader, table, "path", false, &path) < 0
      || pylock_value_string (reader, table, "url", false, &url) < 0)
    return -1;
  if (url != NULL && *url != '\0' && strchr (url, ':') == NULL)
    return pylock_value_fail (reader, table->line, "'%s' is not an address, which"
                              " begins with a scheme like https:", url);
  package->url = url != NULL && *url != '\0' ? url : NULL;
  if (path != NULL && *path != '\0')
    package->path = pylock_file_absolute (reader, path);
  else if (package->url != NULL && url_has_scheme (url, "file")
           && !url_file_is_local (url))
    return pylock_value_fail (reader, table->line, "'%s' is on another machine",
                              url);
  else if (package->url != NULL && url_has_scheme (url, "file"))
    package->path = url_file_path (reader->arena, url);
  else if (package->url == NULL)
    return pylock_value_fail (reader, table->line,
                              "both path and url are missing");
  else
    return 0;
  return package->path != NULL ? 0 : pylock_value_no_memory (reader);
}

/* What the lock says goes before what can be guessed, and of that the path
 * before the address, as the specification has it since March 2026.  The name
 * may become that of a file of ours, so no part of it leads elsewhere. */
int
pylock_file_name (struct pylock_reader *reader, const struct toml_value *table,
                  const char **ret)
{
  const char *name, *path, *url;
  if (pylock_value_string (reader, table, "name", false, &name) < 0
      || pylock_value_string (reader, table, "path", false, &path) < 0
      || pylock_value_string (reader, table, "url", false, &url) < 0)
    return -1;
  if ((name == NULL || *name == '\0') && path != NULL)
    {
      const char *slash = strrchr (path, '/');
      name = slash != NULL ? slash + 1 : path;
    }
  if ((name == NULL || *name == '\0') && url != NULL)
    {
      CLEAN_FREE char *last = url_file_name (url);
      if (last == NULL && errno == ENOMEM)
        return pylock_value_no_memory (reader);
      name = last != NULL ? arena_copy (reader->arena, last) : NULL;
    }
  *ret = name;
  if (name == NULL || *name == '\0' || *name == '.'
      || strchr (name, '/') != NULL)
    return pylock_value_fail (reader, table->line, "a file has no name that could"
                              " be one");
  return 0;
}

/* The strongest hash that we can check; the stronger it is, the longer. */
static int
pylock_file_hash (struct pylock_reader *reader, const struct toml_value *table,
                  struct package *package)
{
  static const char *const known[] = { "sha512", "sha384", "sha256" };
  const struct toml_value *hashes;
  if (pylock_value_get (reader, table, "hashes", TOML_TABLE, &hashes) < 0)
    return -1;
  if (hashes == NULL)
    return pylock_value_fail (reader, table->line, "'%s' has no hashes",
                              package->file_name);

  for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
    {
      const char *digits;
      if (pylock_value_string (reader, hashes, known[i], false, &digits) < 0)
        return -1;
      if (digits == NULL)
        continue;
      package->hash
        = hash_join (reader->arena, known[i], digits, strlen (digits));
      return package->hash != NULL ? 0
        : pylock_value_fail (reader, hashes->line, "'%s' is not a hash of %s",
                             digits, known[i]);
    }
  return pylock_value_fail (reader, hashes->line, "'%s' has no hash that can be"
                            " trusted, which are sha256, sha384 and sha512",
                            package->file_name);
}

static int
pylock_file_size (struct pylock_reader *reader, const struct toml_value *table,
                  struct package *package)
{
  const struct toml_value *size;
  if (pylock_value_get (reader, table, "size", TOML_INTEGER, &size) < 0)
    return -1;
  package->size = size != NULL ? size->integer : -1;
  return size == NULL || size->integer >= 0 ? 0
    : pylock_value_fail (reader, size->line, "a size is less than 0");
}

int
pylock_file_read (struct pylock_reader *reader, const struct toml_value *table,
                  struct package *package)
{
  if (pylock_file_place (reader, table, package) < 0
      || pylock_file_name (reader, table, &package->file_name) < 0
      || pylock_file_size (reader, table, package) < 0
      || pylock_file_hash (reader, table, package) < 0)
    return -1;
  package->is_wheel = string_ends_with (package->file_name, ".whl");
  return 0;
}
