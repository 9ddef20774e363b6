/* test_session.c: how transfers end that no server can bring about. */
#include <config.h>

#include "tests/builder/builder_fixture.h"
#include "transfer.h"
#include "tests/units.h"

#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static pyvenv_context cx;
static struct session session;
static pid_t server;
static char address[64];

/* Answers all requests with a redirect to the same place, or with 503 where the
 * path is /busy, until it is killed. */
static void
serve (int listener)
{
  for (int client; (client = accept (listener, NULL, NULL)) >= 0;
       close (client))
    {
      char request[4096] = "";
      if (read (client, request, sizeof request - 1) <= 0)
        continue;
      dprintf (client, "HTTP/1.1 %s\r\nLocation: /\r\nContent-Length: 0\r\n"
               "Connection: close\r\n\r\n",
               strstr (request, "/busy") != NULL ? "503 Busy" : "302 Found");
    }
}

static int
setup (void **state)
{
  const struct network network = { .timeout = 5, .retries = 3 };
  struct sockaddr_in name = {
    .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK)
  };
  socklen_t length = sizeof name;
  int listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (builder_setup (state) < 0
      || bind (listener, (struct sockaddr *) &name, length) < 0
      || listen (listener, 9) < 0
      || getsockname (listener, (struct sockaddr *) &name, &length) < 0)
    return -1;
  snprintf (address, sizeof address, "http://127.0.0.1:%d",
            ntohs (name.sin_port));
  setenv ("no_proxy", "*", 1);
  server = fork ();
  if (server == 0)
    {
      serve (listener);
      _exit (0);
    }
  close (listener);
  context_init (&cx, &builder->setup);
  return session_open (&session, &cx, &network);
}

static int
teardown (void **state)
{
  kill (server, SIGKILL);
  waitpid (server, NULL, 0);
  session_close (&session);
  context_release (&cx);
  return builder_teardown (state);
}

static bool
write_nothing (void *data, const void *bytes, size_t length)
{
  (void) data;
  (void) bytes;
  (void) length;
  return true;
}

static bool
restart_fails (void *data)
{
  (void) data;
  errno = EFBIG;
  return false;
}

/* A file that cannot be emptied is no file that was downloaded. */
static void
test_restart_fails (void **state)
{
  (void) state;
  static const char *const paths[] = { "/moved", "/busy" };
  for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
    {
      char url[128];
      snprintf (url, sizeof url, "%s%s", address, paths[i]);
      struct transfer transfer = {
        .url = url, .limit = 100, .write = write_nothing,
        .restart = restart_fails
      };
      assert_int_equal (session_run (&session, &transfer, 1), 0);
      assert_non_null (transfer.error);
      assert_non_null (strstr (transfer.error, strerror (EFBIG)));
      assert_int_equal (transfer.write_error, EFBIG);
      assert_int_equal (transfer.error_kind, PYVENV_ERROR_OTHER);
      assert_false (transfer.unreachable);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown (test_restart_fails, setup, teardown)
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
