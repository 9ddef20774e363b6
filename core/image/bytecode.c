/* bytecode.c: compiles sources that lie in images.
 *
 * All interpreters have one socket as their standard input, of which each takes the
 * next message when it has done the one before: so the work is shared out, and who
 * sends waits while there is enough of it.  For each message an interpreter writes
 * a line. */
#include <config.h>

#include "bytecode.h"

#include "cleanup.h"
#include "file.h"
#include "process.h"
#include "system.h"
#include "text.h"
#include "workers.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* An interpreter's start costs as much as some ten sources.  A piece of work is some
 * ten sources, too, or one large one: when the last ones are done the processors
 * should stop at about the same time. */
enum {
  BYTECODE_MAX = 16,
  BYTECODE_START_SOURCES = 10,
  BYTECODE_PIECE_SOURCES = 12,
  BYTECODE_PIECE_BYTES = 64 << 10,
  BYTECODE_TICK_MS = 100
};

/* Reads messages: a number, and lines "source TAB bytecode TAB name".  Does what
 * py_compile does, whose header of a .pyc file (PEP 552) its argument names, and
 * which Python 3.6 has no choice of.  A source that does not compile has no
 * bytecode. */
static const char bytecode_program[] =
  "import gc, importlib.util, marshal, os, sys\n"
  "gc.disable()\n"
  "checked = sys.argv[1] == 'CHECKED_HASH'\n"
  "flags = b'' if sys.version_info < (3, 7) else bytes([3 * checked, 0, 0, 0])\n"
  "def word(number):\n"
  "    return (int(number) & 0xFFFFFFFF).to_bytes(4, 'little')\n"
  "def compile_one(source, target, name):\n"
  "    with open(source, 'rb') as file:\n"
  "        text = file.read()\n"
  "    try:\n"
  "        code = compile(text, name, 'exec', dont_inherit=True)\n"
  "    except Exception:\n"
  "        return\n"
  "    status = os.stat(source)\n"
  "    tail = (importlib.util.source_hash(text) if checked\n"
  "            else word(status.st_mtime) + word(status.st_size))\n"
  "    with open(target, 'xb') as file:\n"
  "        file.write(b''.join((importlib.util.MAGIC_NUMBER, flags, tail,\n"
  "                             marshal.dumps(code))))\n"
  "while True:\n"
  "    message = os.read(0, 1 << 20)\n"
  "    if not message:\n"
  "        break\n"
  "    number, *lines = message.decode('utf-8', 'surrogateescape').split('\\n')\n"
  "    for line in lines[:-1]:\n"
  "        compile_one(*line.split('\\t', 2))\n"
  "    os.write(1, number.encode() + b'\\n')\n";

/* One interpreter, and the thread that follows it. */
struct bytecode_run {
  struct bytecode *bytecode;
  pthread_t thread;
  struct process_end end;
};

struct bytecode {
  const struct image_target *target;
  int parent_fd;
  const struct image_cancel *cancel;
  bytecode_compiled *on_compiled;
  void *data;
  int send_fd, receive_fd;
  pthread_mutex_t lock;         /* of what follows */
  struct bytecode_run runs[BYTECODE_MAX];
  size_t count;                 /* that were started */
  size_t sources;               /* that were sent */
  int error;                    /* errno of what could not be done here, or 0 */
  atomic_bool failed, stopped;
};

struct bytecode *
bytecode_new (const struct image_target *target, int parent_fd,
              const struct image_cancel *cancel, bytecode_compiled *on_compiled,
              void *data, struct report *report)
{
  int fds[2];
  struct bytecode *bytecode = calloc (1, sizeof *bytecode);
  if (bytecode == NULL
      || system_socket_pair (fds) != 0)
    {
      report_first (report, 0, errno, "cannot compile it");
      free (bytecode);
      return NULL;
    }
  *bytecode = (struct bytecode) {
    .target = target, .parent_fd = parent_fd, .cancel = cancel,
    .on_compiled = on_compiled, .data = data, .send_fd = fds[0],
    .receive_fd = fds[1], .lock = PTHREAD_MUTEX_INITIALIZER
  };
  return bytecode;
}

bool
bytecode_has_failed (struct bytecode *bytecode)
{
  return atomic_load (&bytecode->failed);
}

/* ---- The interpreters ----------------------------------------------------- */

static bool
bytecode_is_over (void *data)
{
  struct bytecode *bytecode = data;
  const struct image_cancel *cancel = bytecode->cancel;
  return atomic_load (&bytecode->failed) || atomic_load (&bytecode->stopped)
    || (cancel->cancelled != NULL && cancel->cancelled (cancel->data));
}

/* A line that an interpreter wrote: the number of a message that it has done. */
static int
bytecode_on_line (void *data, int stream, const char *line)
{
  struct bytecode *bytecode = data;
  if (stream == PYVENV_PROGRESS_STDOUT)
    bytecode->on_compiled (bytecode->data, strtoul (line, NULL, 10));
  return 0;
}

static void *
bytecode_thread (void *data)
{
  struct bytecode_run *run = data;
  struct bytecode *bytecode = run->bytecode;
  const struct image_target *target = bytecode->target;
  const char *const argv[] = { target->base_python, "-I", "-S", "-W", "ignore",
                               "-c", bytecode_program,
                               target->checked_hash ? "CHECKED_HASH"
                               : "TIMESTAMP", NULL };
  const struct process process = {
    .argv = argv,
    .input_fd = &bytecode->receive_fd,
    .directory_fd = &bytecode->parent_fd,
    .on_line = bytecode_on_line,
    .data = bytecode,
    .cancelled = bytecode_is_over,
    .cancelled_data = bytecode
  };
  process_run (&process, &run->end);
  if (run->end.status != 0)
    atomic_store (&bytecode->failed, true);
  return NULL;
}

/* Starts another interpreter if SOURCES more are enough for one. */
static void
bytecode_start (struct bytecode *bytecode, size_t sources)
{
  size_t most = workers_processors ();
  pthread_mutex_lock (&bytecode->lock);
  bytecode->sources += sources;
  if (bytecode->count < most && bytecode->count < BYTECODE_MAX
      && bytecode->sources > bytecode->count * BYTECODE_START_SOURCES)
    {
      struct bytecode_run *run = &bytecode->runs[bytecode->count];
      run->bytecode = bytecode;
      int error = pthread_create (&run->thread, NULL, bytecode_thread, run);
      if (error == 0)
        bytecode->count++;
      else if (bytecode->count == 0)
        {
          bytecode->error = error;
          atomic_store (&bytecode->failed, true);
        }
    }
  pthread_mutex_unlock (&bytecode->lock);
}

/* Ends all, unless that has an error already. */
static int
bytecode_fail (struct bytecode *bytecode, int error)
{
  pthread_mutex_lock (&bytecode->lock);
  if (bytecode->error == 0)
    bytecode->error = error;
  pthread_mutex_unlock (&bytecode->lock);
  atomic_store (&bytecode->failed, true);
  return -1;
}

/* ---- The messages --------------------------------------------------------- */

static int
bytecode_send_message (struct bytecode *bytecode, const struct text *message)
{
  for (;;)
    {
      if (bytecode_is_over (bytecode))
        return -1;
      ssize_t sent = message->failed ? -1
        : send (bytecode->send_fd, message->bytes, message->length,
                MSG_NOSIGNAL | MSG_DONTWAIT);
      if (sent >= 0)
        return 0;
      if (message->failed || (errno != EAGAIN && errno != EINTR))
        return bytecode_fail (bytecode, message->failed ? ENOMEM : errno);
      struct pollfd ready = { .fd = bytecode->send_fd, .events = POLLOUT };
      poll (&ready, 1, BYTECODE_TICK_MS);
    }
}

/* One message that is being put together. */
struct bytecode_piece {
  struct text message;
  size_t sources;
  uint64_t bytes;
};

static int
bytecode_send_piece (struct bytecode *bytecode, struct bytecode_piece *piece,
                     atomic_size_t *pieces)
{
  int status = 0;
  if (piece->sources > 0)
    {
      atomic_fetch_add (pieces, 1);
      bytecode_start (bytecode, piece->sources);
      status = bytecode_send_message (bytecode, &piece->message);
    }
  text_clear (&piece->message);
  piece->sources = 0;
  piece->bytes = 0;
  return status;
}

int
bytecode_send (struct bytecode *bytecode, const struct layout *layout,
               const bool *wanted, const char *folder, size_t number,
               atomic_size_t *pieces)
{
  struct bytecode_piece piece = { .message = TEXT_EMPTY };
  int status = 0;
  for (size_t i = 0; status == 0 && i < layout->files.count; i++)
    {
      if (!wanted[i])
        continue;
      size_t place = layout->files.items[i].source - 1;
      const struct layout_file *source = &layout->files.items[place];
      if (piece.sources == 0)
        text_addf (&piece.message, "%zu\n", number);
      text_addf (&piece.message, "%s/%zu\t%s/%zu\t%s\n", folder, place, folder,
                 i, source->record_path);
      piece.sources++;
      piece.bytes += source->length;
      if (piece.sources == BYTECODE_PIECE_SOURCES
          || piece.bytes >= BYTECODE_PIECE_BYTES)
        status = bytecode_send_piece (bytecode, &piece, pieces);
    }
  return status == 0 ? bytecode_send_piece (bytecode, &piece, pieces) : -1;
}

/* ---- The end -------------------------------------------------------------- */

/* 0 if an interpreter did its work, or -1 with the reason in REPORT. */
static int
bytecode_check (const struct bytecode *bytecode, const struct process_end *end,
                struct report *report)
{
  const char *python = bytecode->target->base_python;
  if (end->cancelled)
    return report_first (report, 0, EINTR, "stopped while '%s' compiled",
                         python);
  if (end->status < 0)
    return report_first (report, 0, end->error, "cannot run '%s'", python);
  if (end->status == 0)
    return 0;
  bool signalled = end->status >= PYVENV_STATUS_SIGNAL;
  return report_first (report, 0, EIO,
                       "'%s' cannot compile its bytecode (%s %d)", python,
                       signalled ? "signal" : "exit status",
                       end->status - (signalled ? PYVENV_STATUS_SIGNAL : 0));
}

/* If one fails the others are stopped; the one that failed by itself is
 * reported. */
static int
bytecode_check_all (const struct bytecode *bytecode, struct report *report)
{
  if (bytecode->error != 0)
    return report_first (report, 0, bytecode->error,
                         "cannot hand its sources to '%s'",
                         bytecode->target->base_python);
  for (int stopped = 0; stopped < 2; stopped++)
    for (size_t i = 0; i < bytecode->count; i++)
      if (bytecode->runs[i].end.cancelled == (stopped == 1)
          && bytecode_check (bytecode, &bytecode->runs[i].end, report) != 0)
        return -1;
  return 0;
}

int
bytecode_end (struct bytecode *bytecode, bool stop, struct report *report)
{
  if (stop)
    atomic_store (&bytecode->stopped, true);
  close (bytecode->send_fd);    /* the interpreters read its end */
  for (size_t i = 0; i < bytecode->count; i++)
    pthread_join (bytecode->runs[i].thread, NULL);
  close (bytecode->receive_fd);
  int status = bytecode_check_all (bytecode, report);
  pthread_mutex_destroy (&bytecode->lock);
  free (bytecode);
  return status;
}

int
bytecode_collect (struct layout *layout, const bool *wanted, int image_fd,
                  mode_t mode, struct report *report)
{
  for (size_t i = 0; i < layout->files.count; i++)
    {
      struct layout_file *file = &layout->files.items[i];
      if (!wanted[i])
        continue;
      char name[16];
      struct stat st;
      manifest_file_name (name, (uint32_t) i);
      bool found = fstatat (image_fd, name, &st, AT_SYMLINK_NOFOLLOW) == 0;
      file->missing = !found && errno == ENOENT;
      if (file->missing)
        continue;
      if (!found || ((st.st_mode & 07777) != mode
                     && fchmodat (image_fd, name, mode, 0) != 0))
        return report_first (report, 0, errno, "cannot read its bytecode");
      file->length = (uint64_t) st.st_size;
      file->mtime_ns = file_mtime_ns (&st);
    }
  return 0;
}
