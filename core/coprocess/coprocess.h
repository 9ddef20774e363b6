/* coprocess.h: a child process that is talked to: what is written goes to its
 * standard input, and its standard output is read line by line. */
#ifndef PYVENV_COPROCESS_H
#define PYVENV_COPROCESS_H

#include "process.h"

#include <stddef.h>
#include <sys/types.h>

/* The longest line of the standard error, in bytes; longer ones are split. */
#define COPROCESS_ERROR_LINE 8192

/* Why a wait ended. */
enum coprocess_event {
  COPROCESS_READY,              /* a line was read, all was written */
  COPROCESS_END,                /* it has closed the stream, or is gone */
  COPROCESS_TIMEOUT,
  COPROCESS_CANCELLED,
  COPROCESS_STOPPED,            /* by on_line */
  COPROCESS_TOO_LONG,           /* a line is longer than the limit */
  COPROCESS_FAILED              /* errno says why */
};

/* What was read and not taken yet. */
struct coprocess_stream {
  int fd;                       /* -1: ended */
  char *bytes;
  size_t start, length, room;
  size_t limit;                 /* of a line, in bytes */
};

struct coprocess {
  const struct process *process;
  pid_t pid;                    /* 0: none */
  bool exited;                  /* but not waited for */
  bool stopped;                 /* on_line said so */
  int input;                    /* a socket, its standard input; -1: closed */
  int exit_fd;                  /* readable once it ended, or -1 */
  struct coprocess_stream output, errors;
  pid_t guard;                  /* kills the group where we are killed; 0: none */
  int guard_fd;                 /* what it waits at */
};

/* Starts PROCESS, which has to last as long as CHILD; its input_fd and its timeout_ms
 * do not count, and on_line gets the lines of the standard error only.  LIMIT is that of
 * a line on its standard output, in bytes.  Where this process is killed, the child is
 * killed with its group.  Returns 0, or an errno value. */
int coprocess_start (struct coprocess *child, const struct process *process,
                     size_t limit);

/* Gives back all descriptors and memory; the child itself is left alone. */
void coprocess_close (struct coprocess *child);

/* Writes LENGTH bytes.  TIMEOUT_MS less than 0: without limit of time.  A child that
 * has closed its standard input is COPROCESS_END. */
enum coprocess_event coprocess_write (struct coprocess *child, const void *bytes,
                                      size_t length, int timeout_ms);

/* Reads a line: *RET, without its newline but with a NUL behind it, holds *RET_LENGTH
 * bytes until the next call.  TIMEOUT_MS 0 takes only what is there; less than 0 waits
 * without limit of time.  The last line may lack its newline. */
enum coprocess_event coprocess_read (struct coprocess *child, int timeout_ms,
                                     char **ret, size_t *ret_length);

/* Closes its standard input and waits for its end, at most TIMEOUT_MS; then its group is
 * asked to end, and killed.  What it still says on its standard output is thrown away;
 * *RET_UNREAD tells whether there was anything.  Does nothing where there is none. */
void coprocess_finish (struct coprocess *child, int timeout_ms,
                       struct process_end *ret, bool *ret_unread);

#endif
