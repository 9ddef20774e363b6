/* obtain.c: gets the chosen wheels onto this machine.
 *
 * A downloaded wheel has no name until its hash was checked, so that a killed run
 * leaves no partial file. */
#include <config.h>

#include "obtain.h"

#include "cleanup.h"
#include "credentials.h"
#include "file.h"
#include "kept_wheel.h"
#include "modules.h"
#include "store.h"
#include "text.h"
#include "tree.h"
#include "url.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* The folder of ENV_DIR for wheels that the cache does not take begins so. */
#define OBTAIN_SCRATCH ".pyvenv-wheels-"

/* One wheel to download. */
struct obtain_item {
  struct obtainer *obtainer;
  struct requirement *wanted;
  struct fetch_request request;
  char folder[KEPT_WHEEL_FOLDER]; /* in the store; "": it goes to ENV_DIR */
};

struct obtainer {
  struct finder *finder;
  int store;                    /* the folder OBTAIN_STORE; -1: no cache */
  struct obtain_item *items;
  size_t count;
  struct prepared_wheels *prepared; /* NULL: no images are made meanwhile */
  bool is_complete;             /* all wheels are there */
};

static void
obtain_close (struct obtainer *obtainer)
{
  int saved = errno;
  if (obtainer->prepared != NULL)
    modules_wheel (obtainer->finder->cx)->prepare_end (obtainer->prepared,
                                                       obtainer->is_complete);
  for (size_t i = 0; i < obtainer->count; i++)
    if (obtainer->items[i].request.fd >= 0)
      close (obtainer->items[i].request.fd);
  free (obtainer->items);
  if (obtainer->store >= 0)
    close (obtainer->store);
  errno = saved;
}
#define CLEAN_OBTAINER __attribute__ ((cleanup (obtain_close)))

static int obtain_on_done (struct fetch_request *request);

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

/* The SHA-256 of FILE, in hexadecimal, if that is known. */
static const char *
obtain_sha256 (const struct project_file *file)
{
  static const char sha256[] = "sha256=";
  return file->hash != NULL && strncmp (file->hash, sha256, sizeof sha256 - 1) == 0
    ? file->hash + sizeof sha256 - 1 : NULL;
}

/* Begins to make an image of wheel NUMBER, if that is due. */
static void
obtain_make_image (struct obtainer *obtainer, size_t number)
{
  struct finder *finder = obtainer->finder;
  const struct context_held *held = &finder->held[number];
  if (obtainer->prepared != NULL && held->fd >= 0)
    modules_wheel (finder->cx)->prepare_add (obtainer->prepared, number,
                                             held->path, held->fd,
                                             held->sha256);
}

/* Keeps the wheel WANTED, whose path is known, open as FD: the cache may be deleted
 * at any time.  IS_CHECKED: nobody else can have changed it since its hash was. */
static void
obtain_hold (struct obtainer *obtainer, const struct requirement *wanted, int fd,
             bool is_checked)
{
  struct finder *finder = obtainer->finder;
  size_t number = (size_t) (wanted - finder->wanted);
  const char *sha256 = is_checked ? obtain_sha256 (wanted->best.file) : NULL;
  finder->held[number] = (struct context_held) {
    wanted->best.path, fd, sha256
  };
  obtain_make_image (obtainer, number);
}

/* Opens the wheel WANTED, which is on this machine.  False where it is gone. */
static bool
obtain_open (struct obtainer *obtainer, const struct requirement *wanted,
             bool is_checked)
{
  int fd = open (wanted->best.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  bool gone = fd < 0 && errno == ENOENT;
  if (!gone)
    obtain_hold (obtainer, wanted, fd, is_checked);
  return !gone;
}

/* Fills in ITEM for WANTED, which is not on this machine. */
static void
obtain_fill (struct obtainer *obtainer, struct obtain_item *item,
             struct requirement *wanted)
{
  const struct project_file *file = wanted->best.file;
  *item = (struct obtain_item) {
    .obtainer = obtainer, .wanted = wanted,
    .request = { .url = file->url, .what = file->name, .hash = file->hash,
                 .size = file->size, .fd = -1, .on_done = obtain_on_done,
                 .data = item }
  };
  if (file->hash == NULL)
    return;
  kept_wheel_folder (item->folder, file->hash);
}

/* Looks for the wheel in the cache; if it is not there, adds an item for it. */
static int
obtain_prepare (struct obtainer *obtainer, struct requirement *wanted)
{
  struct finder *finder = obtainer->finder;
  const struct project_file *file = wanted->best.file;
  struct obtain_item *item = &obtainer->items[obtainer->count];
  if (wanted->kept)
    return 0;
  if (wanted->best.path != NULL)
    {
      obtain_open (obtainer, wanted, false);
      return 0;
    }

  obtain_fill (obtainer, item, wanted);
  int stored = file->hash == NULL ? 0
    : kept_wheel_find (finder->cx, finder->arena, obtainer->store, file,
                       &wanted->best.path);
  if (stored < 0 || (stored > 0 && obtain_open (obtainer, wanted, true)))
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
  if (item->folder[0] != '\0'
      && !kept_wheel_put (finder->cx, obtainer->store, item->folder,
                          item->request.fd, name))
    {
      obtain_note (obtainer, item, errno);
      if (obtain_copy_to_env (obtainer, item) < 0)
        return -1;
    }
  if (item->folder[0] != '\0')
    kept_wheel_share (finder->cx, item->folder, item->request.fd);
  item->wanted->best.path = item->folder[0] != '\0'
    ? kept_wheel_path (finder->cx, finder->arena, item->folder, name)
    : arena_format (finder->arena, "%s/%s/%s", pyvenv_env_dir (finder->cx),
                    finder->scratch, name);
  int fd = fcntl (item->request.fd, F_DUPFD_CLOEXEC, 0);
  if (item->wanted->best.path == NULL || fd < 0)
    return pyvenv_fail (finder->cx, errno, "cannot look for wheels");
  obtain_hold (obtainer, item->wanted, fd, true);
  return 0;
}

/* A file is downloaded and right. */
static int
obtain_on_done (struct fetch_request *request)
{
  struct obtain_item *item = request->data;
  return obtain_publish (item->obtainer, item);
}

/* Downloads all items that are not there.  After a failure *FULL tells whether the
 * store refused some of them. */
static int
obtain_try (struct obtainer *obtainer, bool *full)
{
  struct finder *finder = obtainer->finder;
  CLEAN_FREE struct fetch_request *requests
    = calloc (obtainer->count + 1, sizeof *requests);
  size_t count = 0;
  if (requests == NULL)
    return pyvenv_fail (finder->cx, errno, "cannot download");
  for (size_t i = 0; i < obtainer->count; i++)
    if (obtainer->items[i].wanted->best.path == NULL)
      requests[count++] = obtainer->items[i].request;
  int result = finder->client->download (finder->session, requests, count);
  for (size_t i = 0; i < count; i++)
    {
      struct obtain_item *item = requests[i].data;
      item->request.write_error = requests[i].write_error;
      item->wanted->gone = requests[i].missing;
      *full = *full || (result != 0 && item->folder[0] != '\0'
                        && requests[i].write_error != 0);
    }
  return result;
}

/* Downloads again what is not there; what the store refused goes to ENV_DIR. */
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
      if (item->wanted->best.path != NULL)
        continue;
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
  return result != 0 && full ? obtain_try_in_env (obtainer) : result;
}

/* Begins to make images beside the downloads, if all wheels are to be installed. */
static void
obtain_begin_images (struct obtainer *obtainer)
{
  struct finder *finder = obtainer->finder;
  const struct wheel_module *wheels = modules_wheel (finder->cx);
  const char **names = arena_zeroed (finder->arena, (finder->wanted_count + 1)
                                     * sizeof *names);
  if (!finder->prepares || obtainer->count == 0 || wheels == NULL
      || names == NULL)
    return;
  for (size_t i = 0; i < finder->wanted_count; i++)
    names[i] = finder->wanted[i].best.file != NULL
      ? finder->wanted[i].best.file->name : NULL;
  obtainer->prepared = wheels->prepare (finder->cx, names,
                                        finder->wanted_count);
  for (size_t i = 0; i < finder->wanted_count; i++)
    obtain_make_image (obtainer, i);
}

int
obtain (struct finder *finder)
{
  CLEAN_OBTAINER struct obtainer obtainer = {
    .finder = finder,
    .store = store_open (finder->cx, KEPT_WHEELS, true),
    .items = calloc (finder->wanted_count + 1, sizeof *obtainer.items)
  };
  finder->held = arena_zeroed (finder->arena, (finder->wanted_count + 1)
                               * sizeof *finder->held);
  if (obtainer.items == NULL || finder->held == NULL)
    return pyvenv_fail (finder->cx, errno, "cannot download");
  for (size_t i = 0; i < finder->wanted_count; i++)
    finder->held[i].fd = -1;

  int result = 0;
  for (size_t i = 0; result == 0 && i < finder->wanted_count; i++)
    result = obtain_prepare (&obtainer, &finder->wanted[i]);
  if (result == 0)
    {
      obtain_begin_images (&obtainer);
      result = obtain_download (&obtainer);
    }
  obtainer.is_complete = result == 0;
  return result;
}
