/* lock_record.c: what was installed, and from where. */
#include <config.h>

#include "lock_record.h"

#include "cleanup.h"
#include "digest.h"
#include "url.h"
#include "wheel_name.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Fills in the size of the file FD, and its hash where none was checked. */
static int
lock_record_measure (struct arena *arena, struct package *package, int fd,
                     const char *sha256)
{
  char hex[DIGEST_HEX_SIZE];
  struct stat st;
  if (fstat (fd, &st) < 0)
    return -1;
  package->size = st.st_size;
  if (package->hash != NULL)
    return 0;
  if (sha256 == NULL && digest_file (DIGEST_SHA256, fd, hex) < 0)
    return -1;
  package->hash = arena_format (arena, "sha256=%s",
                                sha256 != NULL ? sha256 : hex);
  return package->hash != NULL ? 0 : -1;
}

/* Where the file was, which an index may have told.  What lies on this machine is a
 * path, whoever named it. */
static int
lock_record_place (struct arena *arena, struct package *package,
                   const struct obtained_wheel *obtained)
{
  bool is_local = obtained->url == NULL
    || url_has_scheme (obtained->url, "file");
  package->url = is_local ? NULL : arena_copy (arena, obtained->url);
  package->path = !is_local ? NULL
    : obtained->url != NULL ? url_file_path (arena, obtained->url)
    : arena_copy (arena, obtained->path);
  const char *slash = strrchr (obtained->path, '/');
  if (package->file_name == NULL && slash != NULL)
    package->file_name = arena_copy (arena, slash + 1);
  struct wheel_name name;
  if (package->is_wheel && package->file_name != NULL
      && wheel_name_parse (&name, arena, package->file_name))
    package->version = name.version;
  return package->file_name != NULL
    && (is_local ? package->path : package->url) != NULL ? 0 : -1;
}

static int
lock_record_fill (struct arena *arena, pyvenv_context *cx,
                  struct package *package, const struct obtained_wheel *obtained)
{
  const struct context_held *held = context_held (cx, obtained->path);
  CLEAN_FD int own = held != NULL ? -1
    : open (obtained->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  int fd = held != NULL ? held->fd : own;
  if (fd < 0 || lock_record_place (arena, package, obtained) < 0
      || lock_record_measure (arena, package, fd,
                              held != NULL ? held->sha256 : NULL) < 0)
    return pyvenv_fail (cx, errno, "cannot say in a lock what '%s' is",
                        obtained->path);
  return 0;
}

/* What was installed later takes the place of the same project. */
static struct package *
lock_record_find (const struct package_vector *record, const char *name)
{
  for (size_t i = 0; i < record->count; i++)
    if (strcmp (record->items[i].name, name) == 0)
      return &record->items[i];
  return NULL;
}

int
lock_record_add (struct package_vector *record, pyvenv_context *cx,
                 const struct lock_item *item,
                 const struct obtained_wheel *obtained)
{
  struct package package = item->package;
  if (package.hash == NULL && item->hash_count == 1)
    package.hash = item->hashes[0];
  if (obtained != NULL
      && lock_record_fill (record->arena, cx, &package, obtained) < 0)
    return -1;
  if (obtained == NULL && package.path == NULL)
    {
      package.url = item->place;
      if (url_has_scheme (package.url, "file")
          && (package.path = url_file_path (record->arena, package.url)) == NULL)
        return pyvenv_fail (cx, ENOMEM, "cannot make a lock");
    }
  struct package *same = lock_record_find (record, package.name);
  if (same != NULL)
    *same = package;
  else if (package_vector_append (record, package) < 0)
    return pyvenv_fail (cx, ENOMEM, "cannot make a lock");
  return 0;
}
