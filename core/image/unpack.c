/* unpack.c: writes a wheel's files into an image, checked against RECORD. */
#include <config.h>

#include "unpack.h"

#include "cleanup.h"
#include "digest.h"
#include "file.h"
#include "harvest.h"
#include "workers.h"

#include <errno.h>
#include <fcntl.h>
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
  size_t room;                  /* as in struct unpack_means */
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
  struct report report;
};

/* One member on its way into the image. */
struct unpack_file {
  struct unpack_worker *worker;
  const struct layout_file *file;
  struct digest *digest;        /* NULL: no hash is asked for */
  int fd;
  const char *whole;            /* all of its bytes, where they came at once */
};

/* Where the digest is that of a row of RECORD.  A hash of "" is that of a
 * signature. */
static int
unpack_start_hash (struct unpack_file *unpacked)
{
  const char *hash = unpacked->file->hash;
  size_t name = strcspn (hash, "=");
  int algorithm = hash[0] == '\0' ? -1 : digest_algorithm_parse (hash, name);
  if (algorithm < 0)
    return 0;
  unpacked->digest = digest_new ((enum digest_algorithm) algorithm);
  return unpacked->digest != NULL ? 0
    : report_first (&unpacked->worker->report, 0, errno, "cannot unpack it");
}

static int
unpack_check_hash (struct unpack_file *unpacked)
{
  const struct layout_file *file = unpacked->file;
  uint8_t wanted[DIGEST_SIZE_MAX];
  char hex[DIGEST_HEX_SIZE], found[DIGEST_HEX_SIZE];
  size_t name = strcspn (file->hash, "=");
  if (file->hash[0] == '\0')
    return 0;
  if (unpacked->digest != NULL && file->hash[name] == '=')
    {
      digest_finish (unpacked->digest, found);
      size_t size = strlen (found) / 2;
      if (record_decode_digest (file->hash + name + 1, wanted, size))
        {
          digest_hex (hex, wanted, size);
          if (strcmp (hex, found) == 0)
            return 0;
        }
    }
  return report_refuse (&unpacked->worker->report, "the hash of member '%s' is "
                        "not the one in its RECORD", file->member->name);
}

/* A zip_take. */
static int
unpack_take (void *data, const void *bytes, size_t length)
{
  struct unpack_file *unpacked = data;
  if (unpacked->digest != NULL)
    digest_update (unpacked->digest, bytes, length);
  unpacked->whole = length == unpacked->file->member->size ? bytes : NULL;
  return file_write_all (unpacked->fd, bytes, length) == 0 ? 0
    : report_first (&unpacked->worker->report, 0, errno, "cannot unpack it");
}

static mode_t
unpack_mode (const struct unpack *unpack, const struct layout_file *file)
{
  return file->executable ? unpack->mode | 0111 : unpack->mode & 0666;
}

static int
unpack_write (struct unpack_worker *worker, size_t index, const char *bytes,
              size_t length)
{
  struct unpack *unpack = worker->unpack;
  struct layout_file *file = &unpack->layout->files.items[index];
  char name[16];
  struct stat st;
  manifest_file_name (name, (uint32_t) index);
  if (file_create (unpack->image_fd, name, bytes, length,
                   unpack_mode (unpack, file), &st) != 0)
    return report_first (&worker->report, 0, errno, "cannot unpack it");
  file->length = length;
  file->mtime_ns = file_mtime_ns (&st);
  return 0;
}

/* The bytecode of the source at INDEX, whose contents are BYTES, or NULL where they
 * are too many to have been in memory. */
static int
unpack_bytecode (struct unpack_worker *worker, size_t index,
                 const char *bytes)
{
  struct unpack *unpack = worker->unpack;
  const struct layout_file *source = &unpack->layout->files.items[index];
  if (source->bytecode == 0)
    return 0;

  size_t place = source->bytecode - 1, length = 0;
  char *code = bytes == NULL ? NULL
    : harvest_find (&unpack->harvest, source, bytes,
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

/* Writes the member of the file at INDEX to FD. */
static int
unpack_member (struct unpack_worker *worker, size_t index, int fd)
{
  struct unpack *unpack = worker->unpack;
  struct layout_file *file = &unpack->layout->files.items[index];
  struct unpack_file unpacked = { .worker = worker, .file = file, .fd = fd };
  struct stat st;
  int status = unpack_start_hash (&unpacked);
  if (status == 0)
    status = zip_extract (worker->inflater, &unpack->layout->archive->zip,
                          file->member, unpack_take, &unpacked,
                          &worker->report);
  if (status == 0)
    status = unpack_check_hash (&unpacked);
  digest_free (unpacked.digest);
  if (status != 0)
    return -1;
  if (file_finish (fd, unpack_mode (unpack, file), &st) != 0)
    return report_first (&worker->report, 0, errno, "cannot unpack it");
  file->length = file->member->size;
  file->mtime_ns = file_mtime_ns (&st);
  return unpack_bytecode (worker, index,
                          file->length == 0 ? "" : unpacked.whole);
}

static int
unpack_one (struct unpack_worker *worker, size_t index)
{
  struct unpack *unpack = worker->unpack;
  const struct layout_file *file = &unpack->layout->files.items[index];
  if (file->content != NULL)
    return unpack_write (worker, index, file->content, strlen (file->content));
  if (file->member == NULL)
    return 0;
  char name[16];
  manifest_file_name (name, (uint32_t) index);
  CLEAN_FD int fd = openat (unpack->image_fd, name, O_WRONLY | O_CREAT | O_EXCL
                            | O_NOFOLLOW | O_CLOEXEC, unpack_mode (unpack, file));
  return fd >= 0 ? unpack_member (worker, index, fd)
    : report_first (&worker->report, 0, errno, "cannot unpack it");
}

static void *
unpack_work (void *data)
{
  struct unpack *unpack = data;
  struct unpack_worker worker = { .unpack = unpack };
  worker.inflater = zip_inflater_new (unpack->room);
  int status = worker.inflater != NULL ? 0
    : report_first (&worker.report, 0, ENOMEM, "cannot unpack it");

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
  report_clear (&worker.report);
  return NULL;
}

int
unpack_layout (struct layout *layout, int image_fd,
               const struct image_target *target,
               const struct unpack_means *means, bool *wanted,
               size_t *harvested, struct report *report)
{
  struct unpack unpack = { .layout = layout, .image_fd = image_fd,
                           .mode = target->mode, .wanted = wanted,
                           .report = report, .room = means->room,
                           .lock = PTHREAD_MUTEX_INITIALIZER };
  harvest_open (&unpack.harvest, target);
  workers_run (unpack_work, &unpack,
               layout->files.count < UNPACK_FILES_MIN ? 1
               : means->threads < UNPACK_THREADS_MAX ? means->threads
               : UNPACK_THREADS_MAX);
  harvest_close (&unpack.harvest);
  *harvested = atomic_load (&unpack.harvested);
  return atomic_load (&unpack.failed) ? -1 : 0;
}
