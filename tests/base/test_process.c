/* test_process.c: children, what they say and how they end. */
#include <config.h>

#include "cleanup.h"
#include "process.h"
#include "text.h"
#include "tests/units.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* What was said: each line in its stream's text, with a newline. */
struct heard {
  struct text streams[3];
  size_t lines[3];
  size_t longest;
  const char *last;             /* after this line the child is stopped */
};

static int
heard_line (void *data, int stream, const char *line)
{
  struct heard *heard = data;
  text_add (&heard->streams[stream], line);
  text_add_char (&heard->streams[stream], '\n');
  heard->lines[stream]++;
  if (strlen (line) > heard->longest)
    heard->longest = strlen (line);
  return heard->last != NULL && strcmp (line, heard->last) == 0;
}

static void
heard_clear (struct heard *heard)
{
  for (int i = 0; i < 3; i++)
    text_clear (&heard->streams[i]);
}

#define CLEAN_HEARD __attribute__ ((cleanup (heard_clear)))

static const char *
heard_string (const struct heard *heard, int stream)
{
  return text_string (&heard->streams[stream]);
}

static struct process_end
run_shell (const char *script, struct heard *heard, struct process process)
{
  const char *argv[] = { "/bin/sh", "-c", script, NULL };
  process.argv = argv;
  process.on_line = heard != NULL ? heard_line : NULL;
  process.data = heard;
  struct process_end end;
  process_run (&process, &end);
  return end;
}

/* A child is stopped at a line, with what it started; nothing that it says then
 * is heard, and that it ended well by itself makes no difference. */
static void
test_stopped (void **state)
{
  (void) state;
  static const char *const scripts[] = {
    "echo one; echo two; echo three; sleep 1000 & wait",
    "trap '' TERM; echo one; echo two; echo three; sleep 1000",
    "echo one; echo two; echo three",
  };
  for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++)
    {
      CLEAN_HEARD struct heard heard = { .last = "two" };
      struct process_end end
        = run_shell (scripts[i], &heard, (struct process) { 0 });
      assert_true (end.stopped);
      assert_false (end.cancelled || end.timed_out);
      assert_string_equal (heard_string (&heard, PYVENV_PROGRESS_STDOUT),
                           "one\ntwo\n");
    }
}

/* What a child leaves behind may talk for ever. */
static void
test_chatty_grandchild (void **state)
{
  (void) state;
  CLEAN_HEARD struct heard heard = { 0 };
  struct process_end end
    = run_shell ("(while echo talk; do :; done 2>/dev/null) & echo bye >&2",
                 &heard, (struct process) { 0 });
  assert_int_equal (end.status, 0);
  assert_string_equal (heard_string (&heard, 2), "bye\n");
}

static void
test_streams_are_kept_apart (void **state)
{
  (void) state;
  CLEAN_HEARD struct heard heard = { 0 };
  struct process_end end = run_shell ("echo one; echo two >&2; echo three;"
                                      "printf four >&2; exit 3", &heard,
                                      (struct process) { 0 });
  assert_int_equal (end.status, 3);
  assert_int_equal (end.error, 0);
  assert_string_equal (heard_string (&heard, 1), "one\nthree\n");
  assert_string_equal (heard_string (&heard, 2), "two\nfour\n");
}

static void
test_much_on_one_stream (void **state)
{
  (void) state;
  CLEAN_HEARD struct heard heard = { 0 };
  struct process_end end
    = run_shell ("i=0; while [ $i -lt 5000 ]; do"
                 " echo 0123456789012345678901234567890123456789 >&2;"
                 " i=$((i+1)); done; echo done", &heard,
                 (struct process) { 0 });
  assert_int_equal (end.status, 0);
  assert_int_equal (heard.lines[2], 5000);
  assert_string_equal (heard_string (&heard, 1), "done\n");
}

static void
test_long_lines_are_split (void **state)
{
  (void) state;
  CLEAN_HEARD struct heard heard = { 0 };
  struct process_end end = run_shell ("printf %020000d 7; echo; printf 'a\\0b'",
                                      &heard, (struct process) { 0 });
  assert_int_equal (end.status, 0);
  assert_int_equal (heard.lines[1], 4);
  assert_int_equal (heard.longest, 8192);
  assert_true (string_ends_with (heard_string (&heard, 1), "7\na b\n"));
}

static void
test_no_output_wanted (void **state)
{
  (void) state;
  struct process_end end = run_shell ("echo noise; exit 4", NULL,
                                      (struct process) { 0 });
  assert_int_equal (end.status, 4);
}

static void
test_killed_by_signal (void **state)
{
  (void) state;
  struct process_end end = run_shell ("kill -SEGV $$", NULL,
                                      (struct process) { 0 });
  assert_int_equal (end.status, PYVENV_STATUS_SIGNAL + SIGSEGV);
  assert_false (end.timed_out || end.cancelled);
}

/* As a shell ends whose child was killed. */
static void
test_large_status_is_no_signal (void **state)
{
  (void) state;
  assert_int_equal (run_shell ("exit 137", NULL, (struct process) { 0 }).status,
                    137);
  assert_int_equal (run_shell ("exit 255", NULL, (struct process) { 0 }).status,
                    255);
}

static void
test_not_startable (void **state)
{
  (void) state;
  const char *argv[] = { "/nonexistent/program", NULL };
  struct process process = { .argv = argv };
  struct process_end end;
  process_run (&process, &end);
  assert_int_equal (end.status, -1);
  assert_int_equal (end.error, ENOENT);
}

static void
test_directory_environment_and_stdin (void **state)
{
  (void) state;
  CLEAN_HEARD struct heard heard = { 0 };
  setenv ("TEST_DROPPED", "x", 1);
  setenv ("TEST_REPLACED", "old", 1);
  const char *const drop[] = { "TEST_DROPPED", NULL };
  const char *const set[] = { "TEST_REPLACED=new", NULL };
  CLEAN_FREE char **environment = process_environment (drop, set);
  struct process_end end
    = run_shell ("pwd; echo \"${TEST_DROPPED-unset} $TEST_REPLACED\"; cat",
                 &heard, (struct process) { .directory = "/",
                 .environment = environment });
  assert_int_equal (end.status, 0);
  assert_string_equal (heard_string (&heard, 1), "/\nunset new\n");
}

/* The child's own child says its number; it must not outlive the time-out. */
static void
assert_grandchild_gone (const struct heard *heard)
{
  long pid = strtol (heard_string (heard, 1), NULL, 10);
  assert_true (pid > 1);
  const struct timespec tick = { .tv_nsec = 10000000 };
  for (int i = 0; i < 1000 && kill ((pid_t) pid, 0) == 0; i++)
    {
      /* An init that reaps nothing leaves a zombie, which is dead enough. */
      CLEAN_HEARD struct heard stat = { 0 };
      char script[80];
      snprintf (script, sizeof script, "grep '^State:.Z' /proc/%ld/status",
                pid);
      if (run_shell (script, &stat, (struct process) { 0 }).status == 0)
        return;
      nanosleep (&tick, NULL);
    }
  assert_int_equal (kill ((pid_t) pid, 0), -1);
}

static void
test_timeout_kills_the_group (void **state)
{
  (void) state;
  CLEAN_HEARD struct heard heard = { 0 };
  struct process_end end = run_shell ("sleep 1000 & echo $!; wait", &heard,
                                      (struct process) { .timeout_ms = 100 });
  assert_true (end.timed_out);
  assert_int_equal (end.status, PYVENV_STATUS_SIGNAL + SIGTERM);
  assert_grandchild_gone (&heard);
}

static void
test_deaf_child_is_killed (void **state)
{
  (void) state;
  CLEAN_HEARD struct heard heard = { 0 };
  struct process_end end
    = run_shell ("trap '' TERM; sleep 1000 & echo $!; wait; wait", &heard,
                 (struct process) { .timeout_ms = 100 });
  assert_true (end.timed_out);
  assert_int_equal (end.status, PYVENV_STATUS_SIGNAL + SIGKILL);
  assert_grandchild_gone (&heard);
}

static bool
cancel_third_time (void *data)
{
  int *asked = data;
  return ++*asked >= 3;
}

static void
test_cancellation (void **state)
{
  (void) state;
  int asked = 0;
  struct process_end end
    = run_shell ("sleep 1000", NULL,
                 (struct process) { .cancelled = cancel_third_time,
                 .cancelled_data = &asked });
  assert_true (end.cancelled);
  assert_false (end.timed_out);
  assert_int_equal (asked, 3);
}

/* A child that leaves something behind which holds its output open. */
static void
test_daemon_is_not_waited_for (void **state)
{
  (void) state;
  CLEAN_HEARD struct heard heard = { 0 };
  struct process_end end = run_shell ("sleep 1000 & echo $!; exit 5", &heard,
                                      (struct process) { 0 });
  assert_int_equal (end.status, 5);
  long pid = strtol (heard_string (&heard, 1), NULL, 10);
  assert_int_equal (kill ((pid_t) pid, SIGKILL), 0);
}

static void
test_signals_are_the_childs_own (void **state)
{
  (void) state;
  CLEAN_HEARD struct heard heard = { 0 };
  signal (SIGPIPE, SIG_IGN);
  struct process_end end = run_shell ("kill -PIPE $$; echo alive", &heard,
                                      (struct process) { 0 });
  signal (SIGPIPE, SIG_DFL);
  assert_int_equal (end.status, PYVENV_STATUS_SIGNAL + SIGPIPE);
}

/* Standard descriptors that are closed here become those of the pipes. */
static void
test_closed_standard_descriptors (void **state)
{
  (void) state;
  CLEAN_HEARD struct heard heard = { 0 };
  int saved[3];
  for (int i = 0; i < 3; i++)
    {
      saved[i] = fcntl (i, F_DUPFD_CLOEXEC, 10);
      close (i);
    }
  struct process_end end = run_shell ("cat; echo one; echo two >&2", &heard,
                                      (struct process) { 0 });
  for (int i = 0; i < 3; i++)
    {
      dup2 (saved[i], i);
      close (saved[i]);
    }
  assert_int_equal (end.status, 0);
  assert_string_equal (heard_string (&heard, 1), "one\n");
  assert_string_equal (heard_string (&heard, 2), "two\n");
}

/* Its directory and its standard input can be given as descriptors, also as
 * those that the child's own streams take. */
static void
test_descriptors (void **state)
{
  (void) state;
  char name[] = "/tmp/pyvenv-test.XXXXXX";
  CLEAN_FD int input = mkstemp (name);
  unlink (name);
  assert_true (input >= 0);
  assert_int_equal (write (input, "said\n", 5), 5);
  CLEAN_FD int usr = open ("/usr", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int saved[2], low[2];
  for (int i = 0; i < 2; i++)
    saved[i] = fcntl (i, F_DUPFD_CLOEXEC, 10);
  const int given[] = { input, usr };
  for (int i = 0; i < 2; i++)
    low[i] = dup2 (given[i], i == 0 ? 1 : 0);

  struct process_end ends[2];
  struct heard heard[2] = { { .last = NULL }, { .last = NULL } };
  for (int i = 0; i < 2; i++)
    {
      struct process process = { .input_fd = i == 0 ? &input : &low[0],
                                 .directory_fd = i == 0 ? &usr : &low[1] };
      lseek (input, 0, SEEK_SET);
      ends[i] = run_shell ("cat; pwd", &heard[i], process);
    }
  for (int i = 0; i < 2; i++)
    {
      dup2 (saved[i], i);
      close (saved[i]);
    }
  for (int i = 0; i < 2; i++)
    {
      assert_int_equal (ends[i].status, 0);
      assert_string_equal (heard_string (&heard[i], 1), "said\n/usr\n");
      heard_clear (&heard[i]);
    }
}

/* An unknown end is none that succeeded. */
static void
test_ignored_sigchld (void **state)
{
  (void) state;
  static const char *const argv[] = { "/bin/sh", "-c", "exit 3", NULL };
  struct process process = { .argv = argv };
  struct process_end end;
  signal (SIGCHLD, SIG_IGN);
  process_run (&process, &end);
  signal (SIGCHLD, SIG_DFL);
  assert_int_equal (end.status, -1);
  assert_int_equal (end.error, ECHILD);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_ignored_sigchld),
    cmocka_unit_test (test_stopped),
    cmocka_unit_test (test_chatty_grandchild),
    cmocka_unit_test (test_streams_are_kept_apart),
    cmocka_unit_test (test_much_on_one_stream),
    cmocka_unit_test (test_long_lines_are_split),
    cmocka_unit_test (test_no_output_wanted),
    cmocka_unit_test (test_killed_by_signal),
    cmocka_unit_test (test_large_status_is_no_signal),
    cmocka_unit_test (test_not_startable),
    cmocka_unit_test (test_directory_environment_and_stdin),
    cmocka_unit_test (test_timeout_kills_the_group),
    cmocka_unit_test (test_deaf_child_is_killed),
    cmocka_unit_test (test_cancellation),
    cmocka_unit_test (test_daemon_is_not_waited_for),
    cmocka_unit_test (test_signals_are_the_childs_own),
    cmocka_unit_test (test_closed_standard_descriptors),
    cmocka_unit_test (test_descriptors),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
