/* process.h: runs a child process and reads what it says. */
#ifndef PYVENV_PROCESS_H
#define PYVENV_PROCESS_H

#include <pyvenv-plugin.h>
#include <stdbool.h>

/* Called for each line, without its newline.  Anything but 0 stops the child,
 * and no further line comes. */
typedef int process_line (void *data, int stream, const char *line);

struct process {
  const char *const *argv;      /* argv[0] is an absolute path */
  char *const *environment;     /* NULL: inherited */
  const char *directory;        /* NULL: inherited */
  const int *directory_fd;      /* the same as a descriptor, or NULL */
  const int *input_fd;          /* its standard input; NULL: /dev/null */
  process_line *on_line;        /* NULL: output is discarded */
  void *data;
  int timeout_ms;               /* 0: none */
  bool (*cancelled) (void *data); /* polled; NULL: never */
  void *cancelled_data;
};

/* How a child ended. */
struct process_end {
  int status;                   /* exit status, PYVENV_STATUS_SIGNAL + signal,
                                 * or -1: it did not start, ERROR says why;
                                 * ECHILD: how it ended is not known, since the
                                 * caller ignores SIGCHLD */
  int error;                    /* an errno value, or 0 */
  bool timed_out;
  bool cancelled;
  bool stopped;                 /* by on_line */
};

/* Runs it and reads both output streams at once, line by line (at most 8 KiB
 * each; longer ones are split).  The child gets a process group of its own,
 * which is killed on time-out, on cancellation and when it is stopped, with
 * what it started. */
void process_run (const struct process *process, struct process_end *ret);

/* The strings of environ without the names in DROP (NULL-terminated) and with
 * those of SET ("NAME=value", NULL-terminated; may be NULL).  The array is the
 * caller's to free, the strings are not.  NULL on out of memory. */
char **process_environment (const char *const *drop, const char *const *set);

#endif
