/* unpack.c: writes a wheel's files into an image, checked against RECORD. */
#include <config.h>

#include "unpack.h"

#include "digest.h"
#include "file.h"
#include "harvest.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* More threads do not help: they wait for the file system.  For few files, one is
 * enough. */
enum { UNPACK_THREADS_MAX = 4, UNPACK_FILES_MIN = 32 };

/* What the threads share.  Each takes the next file until none is left. */
struct unpack {
  struct layout *layout;
  int image_fd;
  mode_t mode;
  struct harvest harvest;
  bool *wanted;
  atomic_size_t next;
  atomic_size_t harvested;
  atomic_bool failed;
  pthread_mutex_t lock;         /* of report */
  struct report *report;
};

/* One thread's own. */
struct unpack_worker {
  struct unpack *unpack;
  struct zip_inflater *inflater;
  char *buffer;
  size_t room;
  struct report report;
};

/* Checks BYTES against a hash of RECORD; "" is that of a signature. */
static int
unpack_check_hash (const struct layout_file *file, const char *bytes,
                   struct report *report)
{
  if (file->hash[0] == '\0')
    return 0;
  size_t name = strcspn (file->hash, "=");
  int algorithm = digest_algorithm_parse (file->hash, name);
  uint8_t wanted[DIGEST_SIZE_MAX], found[DIGEST_SIZE_MAX];
  if (algorithm >= 0 && file->hash[name] == '=')
    {
      size_t size = digest_size ((enum digest_algorithm) algorithm);
      digest_bytes ((enum digest_algorithm) algorithm, bytes,
                    file->member->size, found);
      if (record_decode_digest (file->hash + name + 1, wanted, size)
          && memcmp (wanted, found, size) == 0)
        return 0;
    }
  return report_refuse (report, "the hash of member '%s' is not the one in its "
                        "RECORD", file->member->name);
}

static int
unpack_reserve (struct unpack_worker *worker, size_t length)
{
  if (length <= worker->room)
    return 0;
  size_t room = length > 1 << 18 ? length : 1 << 18;
  char *buffer = realloc (worker->buffer, room);
  if (buffer == NULL)
    return report_first (&worker->report, 0, errno, "cannot unpack it");
  worker->buffer = buffer;
  worker->room = room;
  return 0;
}

static int
unpack_write (struct unpack_worker *worker, size_t index, const char *bytes,
              size_t length)
{
  struct unpack *unpack = worker->unpack;
  struct layout_file *file = &unpack->layout->files.items[index];
  mode_t mode = file->executable ? unpack->mode | 0111 : unpack->mode & 0666;
  char name[16];
  struct stat st;
  manifest_file_name (name, (uint32_t) index);
  if (file_create (unpack->image_fd, name, bytes, length, mode, &st) != 0)
    return report_first (&worker->report, 0, errno, "cannot unpack it");
  file->length = length;
  file->mtime_ns = file_mtime_ns (&st);
  return 0;
}

/* The bytecode of the source at INDEX, whose contents are BYTES. */
static int
unpack_bytecode (struct unpack_worker *worker, size_t index,
                 const char *bytes)
{
  struct unpack *unpack = worker->unpack;
  const struct layout_file *source = &unpack->layout->files.items[index];
  if (source->bytecode == 0)
    return 0;

  size_t place = source->bytecode - 1, length = 0;
  char *code = harvest_find (&unpack->harvest, source, bytes,
                             &unpack->layout->files.items[place], &length);
  if (code == NULL)
    {
      unpack->wanted[place] = true;
      return 0;
    }
  int status = unpack_write (worker, place, code, length);
  free (code);
  atomic_fetch_add (&unpack->harvested, 1);
  return status;
}

static int
unpack_one (struct unpack_worker *worker, size_t index)
{
  struct layout_file *file = &worker->unpack->layout->files.items[index];
  if (file->content != NULL)
    return unpack_write (worker, index, file->content, strlen (file->content));
  if (file->member == NULL)
    return 0;
  if (unpack_reserve (worker, file->member->size) != 0
      || zip_extract (worker->inflater, file->member, worker->buffer,
                      &worker->report) != 0
      || unpack_check_hash (file, worker->buffer, &worker->report) != 0
      || unpack_write (worker, index, worker->buffer, file->member->size) != 0)
    return -1;
  return unpack_bytecode (worker, index, worker->buffer);
}

static void *
unpack_work (void *data)
{
  struct unpack *unpack = data;
  struct unpack_worker worker = { .unpack = unpack };
  worker.inflater = zip_inflater_new ();
  int status = worker.inflater == NULL
    ? report_first (&worker.report, 0, ENOMEM, "cannot unpack it")
    : unpack_reserve (&worker, 1);

  while (status == 0 && !atomic_load (&unpack->failed))
    {
      size_t index = atomic_fetch_add (&unpack->next, 1);
      if (index >= unpack->layout->files.count)
        break;
      status = unpack_one (&worker, index);
    }

  if (status != 0)
    {
      atomic_store (&unpack->failed, true);
      pthread_mutex_lock (&unpack->lock);
      if (unpack->report->kind == 0)
        report_move (unpack->report, &worker.report);
      pthread_mutex_unlock (&unpack->lock);
    }
  zip_inflater_free (worker.inflater);
  free (worker.buffer);
  report_clear (&worker.report);
  return NULL;
}

/* This thread works too, so that the work is done if no other can start. */
static void
unpack_run (struct unpack *unpack)
{
  pthread_t threads[UNPACK_THREADS_MAX];
  size_t started = 0;
  long processors = sysconf (_SC_NPROCESSORS_ONLN);
  size_t wanted = processors > UNPACK_THREADS_MAX ? UNPACK_THREADS_MAX
    : processors < 1 ? 1 : (size_t) processors;
  if (unpack->layout->files.count < UNPACK_FILES_MIN)
    wanted = 1;

  while (started + 1 < wanted
         && pthread_create (&threads[started], NULL, unpack_work, unpack) == 0)
    started++;
  unpack_work (unpack);
  while (started > 0)
    pthread_join (threads[--started], NULL);
}

int
unpack_layout (struct layout *layout, int image_fd,
               const struct image_target *target, bool *wanted,
               size_t *harvested, struct report *report)
{
  struct unpack unpack = { .layout = layout, .image_fd = image_fd,
                           .mode = target->mode, .wanted = wanted,
                           .report = report,
                           .lock = PTHREAD_MUTEX_INITIALIZER };
  harvest_open (&unpack.harvest, target);
  unpack_run (&unpack);
  harvest_close (&unpack.harvest);
  *harvested = atomic_load (&unpack.harvested);
  return atomic_load (&unpack.failed) ? -1 : 0;
}
