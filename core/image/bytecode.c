/* bytecode.c: compiles sources that lie in an image.
 *
 * The work is split into one list for each processor; each list is the standard
 * input of one run of the base interpreter. */
#include <config.h>

#include "bytecode.h"
#include "cleanup.h"
#include "file.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

enum { BYTECODE_JOBS_MAX = 16, BYTECODE_POLL_MS = 50 };

/* Reads lines "source TAB bytecode TAB name".  The time of the source goes into
 * the header whatever SOURCE_DATE_EPOCH says, since that is what pip's default
 * amounts to.  A source that does not compile has no bytecode, as with pip. */
static const char bytecode_program[] =
  "import sys, py_compile\n"
  "try:\n"
  "    more = {'invalidation_mode':\n"
  "            py_compile.PycInvalidationMode.TIMESTAMP}\n"
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
  pid_t pid;
};

static size_t
bytecode_job_count (size_t sources)
{
  long processors = sysconf (_SC_NPROCESSORS_ONLN);
#ifdef CPU_COUNT
  cpu_set_t set;
  if (sched_getaffinity (0, sizeof set, &set) == 0)
    processors = CPU_COUNT (&set);
#endif
  size_t count = processors < 1 ? 1 : (size_t) processors;
  if (count > BYTECODE_JOBS_MAX)
    count = BYTECODE_JOBS_MAX;
  /* An interpreter's start costs as much as some ten sources. */
  size_t useful = sources / 10 + 1;
  return count < useful ? count : useful;
}

/* Gives each source to the job that has least to do. */
static void
bytecode_share (struct bytecode_job *jobs, size_t count,
                const struct archive *archive, const bool *wanted)
{
  for (size_t i = 0; i < archive->count; i++)
    {
      if (!wanted[i])
        continue;
      struct bytecode_job *job = &jobs[0];
      for (size_t j = 1; j < count; j++)
        if (jobs[j].bytes < job->bytes)
          job = &jobs[j];
      const struct placed *source
        = &archive->files[archive->files[i].source - 1];
      text_addf (&job->list, "%zu\t%zu\t%s\n", archive->files[i].source - 1,
                 i, source->record_path);
      job->bytes += source->length;
    }
}

/* In the child: nothing but what is safe after fork. */
static void
bytecode_run_child (int image_fd, int list_fd, int alive_fd,
                    const char *python)
{
  const char *const argv[] = { python, "-I", "-S", "-W", "ignore", "-c",
                               bytecode_program, NULL };
  int null_fd = open ("/dev/null", O_WRONLY);
  if (null_fd >= 0 && setpgid (0, 0) == 0 && fchdir (image_fd) == 0
      && dup2 (list_fd, 0) == 0 && dup2 (null_fd, 1) == 1
      && dup2 (null_fd, 2) == 2 && fcntl (alive_fd, F_SETFD, 0) == 0)
    execv (python, (char *const *) (uintptr_t) argv);
  _exit (127);
}

/* Starts one job; its list is a file that has no name any more when it runs. */
static int
bytecode_start (struct bytecode_job *job, int image_fd, int alive_fd,
                const char *python, struct report *report)
{
  char name[64];
  file_temporary_name (name, "list-");
  if (job->list.failed
      || file_create (image_fd, name, text_string (&job->list),
                      job->list.length, 0600, NULL) != 0)
    return report_error (report, errno, "cannot write to the cache");
  CLEAN_FD int list_fd = openat (image_fd, name, O_RDONLY | O_CLOEXEC);
  unlinkat (image_fd, name, 0);
  if (list_fd < 0)
    return report_error (report, errno, "cannot read from the cache");

  job->pid = fork ();
  if (job->pid == 0)
    bytecode_run_child (image_fd, list_fd, alive_fd, python);
  if (job->pid < 0)
    return report_error (report, errno, "cannot run '%s'", python);
  return 0;
}

/* Waits until no child holds the other end of ALIVE_FD any more. */
static bool
bytecode_wait (int alive_fd, const struct image_watch *watch)
{
  struct pollfd poll_fd = { .fd = alive_fd, .events = POLLIN };
  for (;;)
    {
      if (poll (&poll_fd, 1, BYTECODE_POLL_MS) > 0)
        return true;
      if (watch->cancelled != NULL && watch->cancelled (watch->data))
        return false;
    }
}

/* Takes the children's ends.  -1 where one did not do its work. */
static int
bytecode_reap (struct bytecode_job *jobs, size_t count, bool kill_them,
               const char *python, struct report *report)
{
  int worst = 0;
  for (size_t i = 0; i < count; i++)
    {
      int status = 0;
      if (jobs[i].pid <= 0)
        continue;
      if (kill_them)
        {
          kill (-jobs[i].pid, SIGKILL);
          kill (jobs[i].pid, SIGKILL);
        }
      while (waitpid (jobs[i].pid, &status, 0) < 0 && errno == EINTR)
        continue;
      if (status != 0)
        worst = status;
    }
  if (kill_them)
    return report_error (report, EINTR, "stopped while '%s' compiled", python);
  if (worst != 0)
    return report_error (report, EIO, "'%s' cannot compile its bytecode (%s "
                         "%d)", python,
                         WIFEXITED (worst) ? "exit status" : "signal",
                         WIFEXITED (worst) ? WEXITSTATUS (worst)
                         : WTERMSIG (worst));
  return 0;
}

static int
bytecode_run (struct bytecode_job *jobs, size_t count, int image_fd,
              const char *python, const struct image_watch *watch,
              struct report *report)
{
  int ends[2];
  if (pipe2 (ends, O_CLOEXEC) != 0)
    return report_error (report, errno, "cannot run '%s'", python);

  int status = 0;
  for (size_t i = 0; i < count && status == 0; i++)
    status = bytecode_start (&jobs[i], image_fd, ends[1], python, report);
  close (ends[1]);
  bool finished = status == 0 && bytecode_wait (ends[0], watch);
  close (ends[0]);
  if (bytecode_reap (jobs, count, !finished, python, report) != 0)
    status = -1;
  return status;
}

/* What the interpreter wrote, with the mode of its neighbours. */
static int
bytecode_collect (struct archive *archive, const bool *wanted, int image_fd,
                  mode_t mode, struct report *report)
{
  for (size_t i = 0; i < archive->count; i++)
    {
      struct placed *file = &archive->files[i];
      if (!wanted[i])
        continue;
      char name[16];
      plan_file_name (name, (uint32_t) i);
      CLEAN_FD int fd = openat (image_fd, name,
                                O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
      struct stat st;
      file->missing = fd < 0 && errno == ENOENT;
      if (file->missing)
        continue;
      if (fd < 0 || fchmod (fd, mode) != 0 || fstat (fd, &st) != 0)
        return report_error (report, errno, "cannot read its bytecode");
      file->length = (uint64_t) st.st_size;
      file->mtime_ns = file_mtime_ns (&st);
    }
  return 0;
}

int
bytecode_compile (struct archive *archive, const bool *wanted, int image_fd,
                  const struct target *target,
                  const struct image_watch *watch, struct report *report)
{
  size_t sources = 0;
  for (size_t i = 0; i < archive->count; i++)
    sources += wanted[i];
  if (sources == 0)
    return 0;

  struct bytecode_job jobs[BYTECODE_JOBS_MAX] = { 0 };
  size_t count = bytecode_job_count (sources);
  bytecode_share (jobs, count, archive, wanted);
  int status = bytecode_run (jobs, count, image_fd, target->base_python, watch,
                             report);
  for (size_t i = 0; i < count; i++)
    text_clear (&jobs[i].list);
  if (status != 0)
    return -1;
  return bytecode_collect (archive, wanted, image_fd, target->mode & 0666,
                           report);
}
