/* obtain.c: gets the chosen wheels onto this machine.
 *
 * A downloaded wheel is CACHE_DIR/downloads/ALGORITHM-HASH/NAME.  It gets that
 * name after its hash was checked, and none before, so that even a killed run
 * leaves no partial file. */
#include <config.h>

#include "obtain.h"

#include "cleanup.h"
#include "file.h"
#include "modules.h"
#include "store.h"
#include "text.h"
#include "tree.h"
#include "url.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define OBTAIN_STORE "downloads"

/* What the name of the folder begins with where wheels go that cannot be kept in
 * the cache. */
#define OBTAIN_SCRATCH ".pyvenv-wheels-"

/* One wheel on its way. */
struct parcel {
  struct requirement *wanted;
  struct fetch_request download;
  char folder[160];             /* in the store; "": it goes into ENV_DIR */
};

struct obtainer {
  struct finder *finder;
  int store;                    /* -1: none */
  struct parcel *parcels;
  size_t count;
};

static void
obtain_close (struct obtainer *obtainer)
{
  int saved = errno;
  for (size_t i = 0; i < obtainer->count; i++)
    if (obtainer->parcels[i].download.fd >= 0)
      close (obtainer->parcels[i].download.fd);
  free (obtainer->parcels);
  if (obtainer->store >= 0)
    close (obtainer->store);
  errno = saved;
}
#define CLEAN_OBTAINER __attribute__ ((cleanup (obtain_close)))

/* The path of a wheel in the store. */
static const char *
obtain_store_path (const struct obtainer *obtainer, const char *folder,
                   const char *name)
{
  return arena_format (obtainer->finder->arena, "%s/" OBTAIN_STORE "/%s/%s",
                       context_cache_dir (obtainer->finder->cx), folder, name);
}

/* 1 if the wheel is in the store; *PATH is where.  What was put there had the
 * right hash, and what has not any more, after a crash for example, is deleted.
 * 0 where there is none, -1 after pyvenv_fail. */
static int
obtain_look (const struct obtainer *obtainer, const struct parcel *parcel,
             const char **path)
{
  pyvenv_context *cx = obtainer->finder->cx;
  const struct project_file *file = parcel->wanted->best.file;
  CLEAN_FD int folder = obtainer->store < 0 ? -1
    : openat (obtainer->store, parcel->folder,
              O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  struct stat st;
  if (folder < 0
      || fstatat (folder, file->name, &st, AT_SYMLINK_NOFOLLOW) < 0)
    return 0;

  const struct wheel_module *wheels = modules_wheel (cx);
  *path = obtain_store_path (obtainer, parcel->folder, file->name);
  if (wheels == NULL)
    return -1;
  if (*path == NULL)
    return pyvenv_fail (cx, ENOMEM, "cannot look for wheels");
  int is_right = S_ISREG (st.st_mode) && st.st_uid == geteuid ()
    ? wheels->check (cx, *path, file->hash) : 0;
  if (is_right == 0)
    {
      pyvenv_debug (cx, "'%s' is damaged; it is downloaded again", *path);
      unlinkat (folder, file->name, 0);
    }
  return is_right;
}

static int
obtain_make_scratch (struct finder *finder)
{
  pyvenv_context *cx = finder->cx;
  char name[sizeof finder->scratch];
  if (tree_will_create_scratch (cx, OBTAIN_SCRATCH, name) < 0)
    return -1;
  if (mkdirat (tree_fd (cx), name, 0700) < 0)
    return pyvenv_fail (cx, errno, "cannot create the folder '%s/%s'",
                        pyvenv_env_dir (cx), name);
  memcpy (finder->scratch, name, sizeof name);
  return 0;
}

/* An empty file for the wheel in ENV_DIR. */
static int
obtain_open_in_env (const struct obtainer *obtainer, struct parcel *parcel)
{
  struct finder *finder = obtainer->finder;
  pyvenv_context *cx = finder->cx;
  const char *name = parcel->wanted->best.file->name;
  if (finder->scratch[0] == '\0' && obtain_make_scratch (finder) < 0)
    return -1;
  CLEAN_FD int folder = openat (tree_fd (cx), finder->scratch,
                                O_RDONLY | O_DIRECTORY | O_NOFOLLOW
                                | O_CLOEXEC);
  parcel->folder[0] = '\0';
  parcel->download.fd = folder < 0 ? -1
    : openat (folder, name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
              0600);
  if (parcel->download.fd < 0)
    return pyvenv_fail (cx, errno, "cannot create '%s/%s/%s'",
                        pyvenv_env_dir (cx), finder->scratch, name);
  return 0;
}

/* How much a source has to do with FILE, whose address is PARTS: nothing (0)
 * where it lies on another server or has no credentials; most where it lists
 * the file, and else as much as the beginnings of their addresses agree. */
static size_t
obtain_kinship (const struct source *source, const struct project_file *file,
                const struct url_parts *parts)
{
  const struct url_parts *known = &source->parts;
  if (known->credentials == NULL || *parts->authority == '\0'
      || strcmp (known->authority, parts->authority) != 0
      || url_has_scheme (parts->plain, "https")
         != url_has_scheme (known->plain, "https"))
    return 0;
  if (file >= source->page.files
      && file < source->page.files + source->page.count)
    return SIZE_MAX;
  size_t common = 0;
  while (parts->plain[common] != '\0'
         && parts->plain[common] == known->plain[common])
    common++;
  return common;
}

/* Where a file has no credentials of its own: those of the source on the same
 * host, of several on it (two repositories of one server) those of the closest. */
static void
obtain_set_credentials (const struct finder *finder,
                        const struct project_file *file,
                        struct fetch_request *download)
{
  struct url_parts parts;
  size_t closest = 0;
  if (download->credentials != NULL
      || !url_split (finder->arena, download->url, &parts))
    return;
  for (size_t i = 0; i < finder->sources.count; i++)
    {
      const struct source *source = &finder->sources.items[i];
      size_t kinship = obtain_kinship (source, file, &parts);
      if (kinship > closest)
        {
          closest = kinship;
          download->credentials = source->parts.credentials;
        }
    }
}

/* Decides where a wheel comes from and goes to; it is counted where it has to be
 * downloaded. */
static int
obtain_prepare (struct obtainer *obtainer, struct requirement *wanted)
{
  struct finder *finder = obtainer->finder;
  const struct project_file *file = wanted->best.file;
  struct parcel *parcel = &obtainer->parcels[obtainer->count];
  if (wanted->best.path != NULL || wanted->kept)
    return 0;

  *parcel = (struct parcel) {
    .wanted = wanted,
    .download = { .url = file->url, .credentials = file->credentials,
                  .what = file->name, .hash = file->hash, .size = file->size,
                  .fd = -1 }
  };
  if (file->hash != NULL)
    {
      snprintf (parcel->folder, sizeof parcel->folder, "%s", file->hash);
      parcel->folder[strcspn (parcel->folder, "=")] = '-';
    }
  int stored = file->hash == NULL ? 0
    : obtain_look (obtainer, parcel, &wanted->best.path);
  if (stored != 0)
    return stored < 0 ? -1 : 0;
  wanted->best.path = NULL;
  if ((pyvenv_options (finder->cx) & PYVENV_OFFLINE)
      && !url_has_scheme (file->url, "file"))
    {
      pyvenv_fail_as (finder->cx, PYVENV_ERROR_NETWORK, 0,
                      "--offline: '%s' is not in the cache", file->name);
      return PYVENV_UNREACHABLE;
    }

  obtain_set_credentials (finder, file, &parcel->download);
  obtainer->count++;
  if (file->hash != NULL && obtainer->store >= 0)
    parcel->download.fd = store_begin (obtainer->store);
  return parcel->download.fd >= 0 ? 0 : obtain_open_in_env (obtainer, parcel);
}

/* Tells that the cache, which can only save time, does not take a wheel. */
static void
obtain_note (const struct obtainer *obtainer, const struct parcel *parcel,
             int error)
{
  pyvenv_debug (obtainer->finder->cx, "cannot keep '%s' in the cache: %s",
                parcel->wanted->best.file->name, strerror (error));
}

static bool
obtain_store (const struct obtainer *obtainer, const struct parcel *parcel)
{
  mkdirat (obtainer->store, parcel->folder, 0700);
  CLEAN_FD int folder = openat (obtainer->store, parcel->folder,
                                O_RDONLY | O_DIRECTORY | O_NOFOLLOW
                                | O_CLOEXEC);
  return folder >= 0 && store_end (folder, parcel->download.fd,
                                   parcel->wanted->best.file->name);
}

/* Copies a checked wheel that cannot stay in the store. */
static int
obtain_copy_to_env (const struct obtainer *obtainer, struct parcel *parcel)
{
  CLEAN_FD int from = parcel->download.fd;
  parcel->download.fd = -1;
  if (obtain_open_in_env (obtainer, parcel) < 0)
    return -1;
  if (lseek (from, 0, SEEK_SET) < 0
      || file_copy (from, parcel->download.fd) < 0)
    return pyvenv_fail (obtainer->finder->cx, errno,
                        "cannot write '%s/%s/%s'",
                        pyvenv_env_dir (obtainer->finder->cx),
                        obtainer->finder->scratch,
                        parcel->wanted->best.file->name);
  return 0;
}

/* Gives a checked wheel its name. */
static int
obtain_publish (struct obtainer *obtainer, struct parcel *parcel)
{
  struct finder *finder = obtainer->finder;
  const char *name = parcel->wanted->best.file->name;
  if (parcel->folder[0] != '\0' && !obtain_store (obtainer, parcel))
    {
      obtain_note (obtainer, parcel, errno);
      if (obtain_copy_to_env (obtainer, parcel) < 0)
        return -1;
    }
  parcel->wanted->best.path = parcel->folder[0] != '\0'
    ? obtain_store_path (obtainer, parcel->folder, name)
    : arena_format (finder->arena, "%s/%s/%s", pyvenv_env_dir (finder->cx),
                    finder->scratch, name);
  return parcel->wanted->best.path != NULL ? 0
    : pyvenv_fail (finder->cx, ENOMEM, "cannot look for wheels");
}

/* Downloads all parcels.  *FULL tells, after a failure, that there are some that
 * the store did not take. */
static int
obtain_try (struct obtainer *obtainer, bool *full)
{
  struct finder *finder = obtainer->finder;
  CLEAN_FREE struct fetch_request *downloads
    = calloc (obtainer->count + 1, sizeof *downloads);
  if (downloads == NULL)
    return pyvenv_fail (finder->cx, errno, "cannot download");
  for (size_t i = 0; i < obtainer->count; i++)
    downloads[i] = obtainer->parcels[i].download;
  int result = finder->client->download (finder->session, downloads,
                                                obtainer->count);
  for (size_t i = 0; i < obtainer->count; i++)
    {
      struct parcel *parcel = &obtainer->parcels[i];
      parcel->download.write_error = downloads[i].write_error;
      *full = *full || (result != 0 && parcel->folder[0] != '\0'
                        && downloads[i].write_error != 0);
    }
  return result;
}

/* The same from the start, where what the store did not take goes to ENV_DIR. */
static int
obtain_try_in_env (struct obtainer *obtainer)
{
  pyvenv_context *cx = obtainer->finder->cx;
  bool full = false;
  pyvenv_clear_error (cx);
  for (size_t i = 0; i < obtainer->count; i++)
    {
      struct parcel *parcel = &obtainer->parcels[i];
      struct fetch_request *download = &parcel->download;
      if (parcel->folder[0] != '\0' && download->write_error != 0)
        {
          obtain_note (obtainer, parcel, download->write_error);
          close (download->fd);
          download->fd = -1;
          if (obtain_open_in_env (obtainer, parcel) < 0)
            return -1;
        }
      else if (ftruncate (download->fd, 0) < 0
               || lseek (download->fd, 0, SEEK_SET) < 0)
        return pyvenv_fail (cx, errno, "cannot download '%s'", download->what);
    }
  return obtain_try (obtainer, &full);
}

static int
obtain_download (struct obtainer *obtainer)
{
  bool full = false;
  if (obtainer->count == 0)
    return 0;
  if (sources_connect (obtainer->finder) < 0)
    return -1;
  int result = obtain_try (obtainer, &full);
  if (result != 0 && full)
    result = obtain_try_in_env (obtainer);
  if (result != 0)
    return result;
  for (size_t i = 0; i < obtainer->count; i++)
    if (obtain_publish (obtainer, &obtainer->parcels[i]) < 0)
      return -1;
  return 0;
}

/* Opens what the cache keeps, since all of that may be deleted at any time. */
static int
obtain_hold (struct finder *finder)
{
  finder->held = arena_zeroed (finder->arena, (finder->wanted_count + 1)
                               * sizeof *finder->held);
  if (finder->held == NULL)
    return pyvenv_fail (finder->cx, errno, "cannot look for wheels");
  for (size_t i = 0; i < finder->wanted_count; i++)
    finder->held[i] = finder->wanted[i].kept ? -1
      : open (finder->wanted[i].best.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  return 0;
}

int
obtain (struct finder *finder)
{
  CLEAN_OBTAINER struct obtainer obtainer = {
    .finder = finder,
    .store = store_open (finder->cx, OBTAIN_STORE, true),
    .parcels = calloc (finder->wanted_count + 1, sizeof *obtainer.parcels)
  };
  if (obtainer.parcels == NULL)
    return pyvenv_fail (finder->cx, errno, "cannot download");

  int result = 0;
  for (size_t i = 0; result == 0 && i < finder->wanted_count; i++)
    result = obtain_prepare (&obtainer, &finder->wanted[i]);
  if (result == 0)
    result = obtain_download (&obtainer);
  return result != 0 ? result : obtain_hold (finder);
}
