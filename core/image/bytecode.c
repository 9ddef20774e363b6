/* bytecode.c: compiles sources that lie in images.
 *
 * The work is split into one list for each processor; each list is the standard
 * input of one run of the base interpreter. */
#include <config.h>

#include "bytecode.h"

#include "cleanup.h"
#include "file.h"
#include "process.h"
#include "text.h"
#include "workers.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <string.h>

enum { BYTECODE_JOBS_MAX = 16 };

/* Reads lines "source TAB bytecode TAB name"; its argument names the kind of
 * header (PEP 552), which Python 3.6 has no choice of.  A source that does not
 * compile has no bytecode, as with pip. */
static const char bytecode_program[] =
  "import sys, py_compile\n"
  "try:\n"
  "    modes = py_compile.PycInvalidationMode\n"
  "    more = {'invalidation_mode': getattr(modes, sys.argv[1])}\n"
  "except AttributeError:\n"
  "    more = {}\n"
  "for line in sys.stdin.buffer:\n"
  "    line = line.decode('utf-8', 'surrogateescape').rstrip('\\n')\n"
  "    source, target, name = line.split('\\t', 2)\n"
  "    try:\n"
  "        py_compile.compile(source, target, name, doraise=True, **more)\n"
  "    except py_compile.PyCompileError:\n"
  "        pass\n";

struct bytecode_job {
  struct text list;
  uint64_t bytes;               /* of source, to share them out evenly */
  int error;                    /* errno of writing the list, or 0 */
  struct process_end end;
};

/* What the threads share.  Each takes the next job until none is left. */
struct bytecode_work {
  struct bytecode_job jobs[BYTECODE_JOBS_MAX];
  size_t count;
  int parent_fd;                /* of the images */
  int list_fd;                  /* the folder where lists are written */
  const char *python;
  bool checked_hash;
  const struct image_cancel *cancel;
  atomic_size_t next;
  atomic_bool failed;
};

static size_t
bytecode_job_count (size_t sources)
{
  size_t count = workers_processors ();
  if (count > BYTECODE_JOBS_MAX)
    count = BYTECODE_JOBS_MAX;

  /* An interpreter's start costs as much as some ten sources. */
  size_t useful = sources / 10 + 1;
  return count < useful ? count : useful;
}

/* Gives each source to the job that has least to do. */
static void
bytecode_share (struct bytecode_work *work, const struct bytecode_image *image)
{
  const struct layout *layout = image->layout;
  for (size_t i = 0; i < layout->files.count; i++)
    {
      if (!image->wanted[i])
        continue;
      struct bytecode_job *job = &work->jobs[0];
      for (size_t j = 1; j < work->count; j++)
        if (work->jobs[j].bytes < job->bytes)
          job = &work->jobs[j];
      size_t place = layout->files.items[i].source - 1;
      const struct layout_file *source = &layout->files.items[place];
      text_addf (&job->list, "%s/%zu\t%s/%zu\t%s\n", image->folder, place,
                 image->folder, i, source->record_path);
      job->bytes += source->length;
    }
}

/* Writes the list of JOB to a file, which is deleted, and opens it.  -1 with
 * errno. */
static int
bytecode_open_list (const struct bytecode_job *job, int folder_fd)
{
  char name[64];
  file_temporary_name (name, "list-");
  errno = ENOMEM;
  if (job->list.failed
      || file_create (folder_fd, name, text_string (&job->list),
                      job->list.length, 0600, NULL) != 0)
    return -1;
  int fd = openat (folder_fd, name, O_RDONLY | O_CLOEXEC);
  int saved = errno;
  unlinkat (folder_fd, name, 0);
  errno = saved;
  return fd;
}

static bool
bytecode_is_cancelled (void *data)
{
  struct bytecode_work *work = data;
  const struct image_cancel *cancel = work->cancel;
  return atomic_load (&work->failed)
    || (cancel->cancelled != NULL && cancel->cancelled (cancel->data));
}

static void
bytecode_run_job (struct bytecode_work *work, struct bytecode_job *job)
{
  const char *const argv[] = { work->python, "-I", "-S", "-W", "ignore", "-c",
                               bytecode_program,
                               work->checked_hash ? "CHECKED_HASH"
                               : "TIMESTAMP", NULL };
  CLEAN_FD int list_fd = bytecode_open_list (job, work->list_fd);
  if (list_fd < 0)
    {
      job->error = errno;
      return;
    }
  const struct process process = {
    .argv = argv,
    .input_fd = &list_fd,
    .directory_fd = &work->parent_fd,
    .cancelled = bytecode_is_cancelled,
    .cancelled_data = work
  };
  process_run (&process, &job->end);
}

static void *
bytecode_thread (void *data)
{
  struct bytecode_work *work = data;
  for (;;)
    {
      size_t index = atomic_fetch_add (&work->next, 1);
      if (index >= work->count)
        return NULL;
      struct bytecode_job *job = &work->jobs[index];
      bytecode_run_job (work, job);
      if (job->error != 0 || job->end.status != 0)
        atomic_store (&work->failed, true);
    }
}

/* 0 if JOB did its work, or -1 with the reason in REPORT. */
static int
bytecode_check_job (const struct bytecode_work *work,
                    const struct bytecode_job *job, struct report *report)
{
  const struct process_end *end = &job->end;
  if (job->error != 0)
    return report_first (report, 0, job->error, "cannot write to the cache");
  if (end->cancelled)
    return report_first (report, 0, EINTR, "stopped while '%s' compiled",
                         work->python);
  if (end->status < 0)
    return report_first (report, 0, end->error, "cannot run '%s'",
                         work->python);
  if (end->status == 0)
    return 0;
  bool signalled = end->status >= PYVENV_STATUS_SIGNAL;
  return report_first (report, 0, EIO,
                       "'%s' cannot compile its bytecode (%s %d)",
                       work->python, signalled ? "signal" : "exit status",
                       end->status - (signalled ? PYVENV_STATUS_SIGNAL : 0));
}

/* If a job fails the others are stopped; the one that failed by itself is
 * reported. */
static int
bytecode_check (const struct bytecode_work *work, struct report *report)
{
  for (int stopped = 0; stopped < 2; stopped++)
    for (size_t i = 0; i < work->count; i++)
      if (work->jobs[i].end.cancelled == (stopped == 1)
          && bytecode_check_job (work, &work->jobs[i], report) != 0)
        return -1;
  return 0;
}

/* Looks at the bytecode that the interpreter wrote, and sets its mode. */
static int
bytecode_collect (const struct bytecode_image *image, mode_t mode,
                  struct report *report)
{
  struct layout *layout = image->layout;
  for (size_t i = 0; i < layout->files.count; i++)
    {
      struct layout_file *file = &layout->files.items[i];
      if (!image->wanted[i])
        continue;
      char name[16];
      manifest_file_name (name, (uint32_t) i);
      CLEAN_FD int fd = openat (image->fd, name,
                                O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
      struct stat st;
      file->missing = fd < 0 && errno == ENOENT;
      if (file->missing)
        continue;
      if (fd < 0 || fchmod (fd, mode) != 0 || fstat (fd, &st) != 0)
        return report_first (report, 0, errno, "cannot read its bytecode");
      file->length = (uint64_t) st.st_size;
      file->mtime_ns = file_mtime_ns (&st);
    }
  return 0;
}

int
bytecode_compile (const struct bytecode_image *images, size_t count,
                  int parent_fd, const struct image_target *target,
                  const struct image_cancel *cancel, struct report *report)
{
  size_t sources = 0;
  for (size_t i = 0; i < count; i++)
    for (size_t j = 0; j < images[i].layout->files.count; j++)
      sources += images[i].wanted[j];
  if (sources == 0)
    return 0;

  struct bytecode_work work = {
    .count = bytecode_job_count (sources),
    .parent_fd = parent_fd,
    .list_fd = images[0].fd,
    .python = target->base_python,
    .checked_hash = target->checked_hash,
    .cancel = cancel
  };
  for (size_t i = 0; i < count; i++)
    bytecode_share (&work, &images[i]);
  workers_run (bytecode_thread, &work, work.count);
  int status = bytecode_check (&work, report);
  for (size_t i = 0; i < work.count; i++)
    text_clear (&work.jobs[i].list);
  for (size_t i = 0; i < count && status == 0; i++)
    status = bytecode_collect (&images[i], target->mode & 0666, report);
  return status;
}
