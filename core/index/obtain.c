/* obtain.c: gets the chosen wheels onto this machine.
 *
 * A downloaded wheel is kept as CACHE_DIR/downloads/ALGORITHM-HASH/NAME.  It
 * has no name until its hash was checked, so that a killed run leaves no
 * partial file. */
#include <config.h>

#include "obtain.h"

#include "cache_folder.h"
#include "cleanup.h"
#include "credentials.h"
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

/* The folder of ENV_DIR for wheels that the cache does not take begins so. */
#define OBTAIN_SCRATCH ".pyvenv-wheels-"

/* One wheel to download. */
struct obtain_item {
  struct requirement *wanted;
  struct fetch_request request;
  char folder[160];             /* in the store; "": it goes to ENV_DIR */
};

struct obtainer {
  struct finder *finder;
  int store;                    /* the folder OBTAIN_STORE; -1: no cache */
  struct obtain_item *items;
  size_t count;
};

static void
obtain_close (struct obtainer *obtainer)
{
  int saved = errno;
  for (size_t i = 0; i < obtainer->count; i++)
    if (obtainer->items[i].request.fd >= 0)
      close (obtainer->items[i].request.fd);
  free (obtainer->items);
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

/* Returns 1 if the wheel is in the store, at *PATH; 0 if not; -1 after
 * pyvenv_fail. A wheel that does not have its hash any more, as after a crash
 * of the machine, is deleted. */
static int
obtain_look (const struct obtainer *obtainer, const struct obtain_item *item,
             const char **path)
{
  pyvenv_context *cx = obtainer->finder->cx;
  const struct project_file *file = item->wanted->best.file;
  CLEAN_FD int folder = obtainer->store < 0 ? -1
    : openat (obtainer->store, item->folder,
              O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  struct stat st, used;
  if (folder < 0
      || fstatat (folder, file->name, &st, AT_SYMLINK_NOFOLLOW) < 0)
    return 0;
  if (fstat (folder, &used) == 0)
    cache_folder_use (folder, &used);

  const struct wheel_module *wheels = modules_wheel (cx);
  *path = obtain_store_path (obtainer, item->folder, file->name);
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

/* Opens an empty file for the wheel in ENV_DIR. */
static int
obtain_open_in_env (const struct obtainer *obtainer, struct obtain_item *item)
{
  struct finder *finder = obtainer->finder;
  pyvenv_context *cx = finder->cx;
  const char *name = item->wanted->best.file->name;
  if (finder->scratch[0] == '\0'
      && tree_make_scratch (context_tree (cx), OBTAIN_SCRATCH,
                            finder->scratch) < 0)
    return -1;
  CLEAN_FD int folder = openat (tree_fd (context_tree (cx)), finder->scratch,
                                O_RDONLY | O_DIRECTORY | O_NOFOLLOW
                                | O_CLOEXEC);
  item->folder[0] = '\0';
  item->request.fd = folder < 0 ? -1
    : openat (folder, name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
              0600);
  if (item->request.fd < 0)
    return pyvenv_fail (cx, errno, "cannot create '%s/%s/%s'",
                        pyvenv_env_dir (cx), finder->scratch, name);
  return 0;
}

/* Looks for the wheel in the cache; if it is not there, adds an item for it. */
static int
obtain_prepare (struct obtainer *obtainer, struct requirement *wanted)
{
  struct finder *finder = obtainer->finder;
  const struct project_file *file = wanted->best.file;
  struct obtain_item *item = &obtainer->items[obtainer->count];
  if (wanted->best.path != NULL || wanted->kept)
    return 0;

  *item = (struct obtain_item) {
    .wanted = wanted,
    .request = { .url = file->url, .what = file->name, .hash = file->hash,
                 .size = file->size, .fd = -1 }
  };
  if (file->hash != NULL)
    {
      snprintf (item->folder, sizeof item->folder, "%s", file->hash);
      item->folder[strcspn (item->folder, "=")] = '-';
    }
  int stored = file->hash == NULL ? 0
    : obtain_look (obtainer, item, &wanted->best.path);
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

  item->request.credentials = credentials_for_file (finder, file);
  obtainer->count++;
  if (file->hash != NULL && obtainer->store >= 0)
    item->request.fd = store_begin (obtainer->store);
  return item->request.fd >= 0 ? 0 : obtain_open_in_env (obtainer, item);
}

/* Only --verbose tells it, since the cache only saves time. */
static void
obtain_note (const struct obtainer *obtainer, const struct obtain_item *item,
             int error)
{
  pyvenv_debug (obtainer->finder->cx, "cannot keep '%s' in the cache: %s",
                item->wanted->best.file->name, strerror (error));
}

static bool
obtain_store (const struct obtainer *obtainer, const struct obtain_item *item)
{
  mkdirat (obtainer->store, item->folder, 0700);
  CLEAN_FD int folder = openat (obtainer->store, item->folder,
                                O_RDONLY | O_DIRECTORY | O_NOFOLLOW
                                | O_CLOEXEC);
  context_cache_grew (obtainer->finder->cx);
  return folder >= 0 && store_end (folder, item->request.fd,
                                   item->wanted->best.file->name);
}

/* Copies a checked wheel that cannot stay in the store. */
static int
obtain_copy_to_env (const struct obtainer *obtainer, struct obtain_item *item)
{
  CLEAN_FD int from = item->request.fd;
  item->request.fd = -1;
  if (obtain_open_in_env (obtainer, item) < 0)
    return -1;
  if (lseek (from, 0, SEEK_SET) < 0
      || file_copy (from, item->request.fd) < 0)
    return pyvenv_fail (obtainer->finder->cx, errno,
                        "cannot write '%s/%s/%s'",
                        pyvenv_env_dir (obtainer->finder->cx),
                        obtainer->finder->scratch,
                        item->wanted->best.file->name);
  return 0;
}

/* Gives a checked wheel its name in the cache, or in ENV_DIR. */
static int
obtain_publish (struct obtainer *obtainer, struct obtain_item *item)
{
  struct finder *finder = obtainer->finder;
  const char *name = item->wanted->best.file->name;
  if (item->folder[0] != '\0' && !obtain_store (obtainer, item))
    {
      obtain_note (obtainer, item, errno);
      if (obtain_copy_to_env (obtainer, item) < 0)
        return -1;
    }
  item->wanted->best.path = item->folder[0] != '\0'
    ? obtain_store_path (obtainer, item->folder, name)
    : arena_format (finder->arena, "%s/%s/%s", pyvenv_env_dir (finder->cx),
                    finder->scratch, name);
  return item->wanted->best.path != NULL ? 0
    : pyvenv_fail (finder->cx, ENOMEM, "cannot look for wheels");
}

/* Downloads all items.  After a failure *FULL tells whether the store refused
 * some of them. */
static int
obtain_try (struct obtainer *obtainer, bool *full)
{
  struct finder *finder = obtainer->finder;
  CLEAN_FREE struct fetch_request *requests
    = calloc (obtainer->count + 1, sizeof *requests);
  if (requests == NULL)
    return pyvenv_fail (finder->cx, errno, "cannot download");
  for (size_t i = 0; i < obtainer->count; i++)
    requests[i] = obtainer->items[i].request;
  int result = finder->client->download (finder->session, requests,
                                                obtainer->count);
  for (size_t i = 0; i < obtainer->count; i++)
    {
      struct obtain_item *item = &obtainer->items[i];
      item->request.write_error = requests[i].write_error;
      item->wanted->gone = requests[i].missing;
      *full = *full || (result != 0 && item->folder[0] != '\0'
                        && requests[i].write_error != 0);
    }
  return result;
}

/* Downloads all items again; those that the store refused go to ENV_DIR. */
static int
obtain_try_in_env (struct obtainer *obtainer)
{
  pyvenv_context *cx = obtainer->finder->cx;
  bool full = false;
  pyvenv_clear_error (cx);
  for (size_t i = 0; i < obtainer->count; i++)
    {
      struct obtain_item *item = &obtainer->items[i];
      struct fetch_request *request = &item->request;
      if (item->folder[0] != '\0' && request->write_error != 0)
        {
          obtain_note (obtainer, item, request->write_error);
          close (request->fd);
          request->fd = -1;
          if (obtain_open_in_env (obtainer, item) < 0)
            return -1;
        }
      else if (ftruncate (request->fd, 0) < 0
               || lseek (request->fd, 0, SEEK_SET) < 0)
        return pyvenv_fail (cx, errno, "cannot download '%s'", request->what);
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
    if (obtain_publish (obtainer, &obtainer->items[i]) < 0)
      return -1;
  return 0;
}

/* Opens all wheels, since the cache may be deleted at any time. */
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
    .items = calloc (finder->wanted_count + 1, sizeof *obtainer.items)
  };
  if (obtainer.items == NULL)
    return pyvenv_fail (finder->cx, errno, "cannot download");

  int result = 0;
  for (size_t i = 0; result == 0 && i < finder->wanted_count; i++)
    result = obtain_prepare (&obtainer, &finder->wanted[i]);
  if (result == 0)
    result = obtain_download (&obtainer);
  return result != 0 ? result : obtain_hold (finder);
}
