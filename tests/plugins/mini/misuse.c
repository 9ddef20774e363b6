/* misuse: uses the API wrong in the way that its key names, in post_setup, in
 * check, or, where the way begins with "done-", in build_done. */
#include <pyvenv-plugin.h>
#include <string.h>

struct misuse {
  const char *how, *links;
};

static const struct pyvenv_key misuse_keys[] = {
  { "how", "WORD", "what to do" },
  { "links", "DIR", "where there is a wheel of 'six'" },
  { NULL, NULL, NULL }
};

static int
misuse_config (void *self, pyvenv_context *cx, const char *key,
               const char *value)
{
  struct misuse *misuse = self;
  (void) cx;
  *(strcmp (key, "how") == 0 ? &misuse->how : &misuse->links) = value;
  return 0;
}

static int
misuse_on_found (void *data, pyvenv_context *cx, const char *requirement,
                 const char *version, const char *path)
{
  (void) data;
  (void) cx;
  (void) requirement;
  (void) version;
  (void) path;
  return PYVENV_UNREACHABLE;
}

static int
misuse_search (const struct misuse *misuse, pyvenv_context *cx, unsigned flags,
               unsigned size)
{
  static const char *const requirements[] = { "six", NULL };
  const struct pyvenv_search search = {
    .struct_size = size, .flags = PYVENV_FROM_FIND_LINKS | flags,
    .requirements = requirements, .find_links = misuse->links
  };
  int answer = pyvenv_find_wheels (cx, &search, misuse_on_found, NULL);
  return answer == -1 ? -1 : pyvenv_fail (cx, 0, "find_wheels: %d", answer);
}

/* PATH is that of a requirements file. */
static int
misuse_requirements (pyvenv_context *cx, const char *path, unsigned flags,
                     unsigned size)
{
  const char *const files[] = { path, NULL };
  const struct pyvenv_requirements what = {
    .struct_size = size, .flags = flags, .files = files
  };
  return pyvenv_install_requirements (cx, &what);
}

static int
misuse_on_line (void *data, pyvenv_context *cx, int stream, const char *line)
{
  (void) data;
  if (stream != PYVENV_PROGRESS_STDOUT)
    return 0;
  return strcmp (line, "silent") == 0 ? 5
    : pyvenv_fail (cx, 0, "no line may be '%s'", line);
}

static int
misuse_run (pyvenv_context *cx, const char *code)
{
  const char *const argv[] = { "-c", code, NULL };
  return pyvenv_run_python (cx, argv, misuse_on_line, NULL, NULL);
}

static int
misuse_do (const struct misuse *misuse, pyvenv_context *cx, const char *how)
{
  unsigned size = sizeof (struct pyvenv_search);
  if (strcmp (how, "answer") == 0)
    return misuse_search (misuse, cx, 0, size);
  if (strcmp (how, "search-flags") == 0)
    return misuse_search (misuse, cx, 1u << 30, size);
  if (strcmp (how, "search-size") == 0)
    return misuse_search (misuse, cx, 0, size - 1);
  if (strcmp (how, "search-more") == 0)
    return misuse_search (misuse, cx, 0, size + 64);
  if (strcmp (how, "wheel") == 0)
    return pyvenv_install_wheel (cx, "/no/wheel.whl", 0);
  if (strcmp (how, "wheel-flags") == 0)
    return pyvenv_install_wheel (cx, "/no/wheel.whl", 1u << 31);
  size = sizeof (struct pyvenv_requirements);
  if (strcmp (how, "requirements") == 0)
    return misuse_requirements (cx, "/no/file.txt", 0, size);
  if (strcmp (how, "requirements-flags") == 0)
    return misuse_requirements (cx, "/no/file.txt", 1u << 31, size);
  if (strcmp (how, "requirements-size") == 0)
    return misuse_requirements (cx, "/no/file.txt", 0, size - 1);
  if (strcmp (how, "requirements-path") == 0)
    return misuse_requirements (cx, "file.txt", 0, size);
  if (strcmp (how, "prompt") == 0)
    return pyvenv_set_prompt (cx, "too late");
  if (strcmp (how, "line") == 0)
    return misuse_run (cx, "import time; print('x', flush=True);"
                       " time.sleep(1000)");
  if (strcmp (how, "silent-line") == 0)
    return misuse_run (cx, "print('silent')");
  if (strcmp (how, "cfg") == 0)
    return pyvenv_cfg_set (cx, "late", "yes");
  return strcmp (how, "file") == 0
    ? pyvenv_write_file (cx, "file", "x", 1, 0) : 0;
}

static int
misuse_check (void *self, pyvenv_context *cx)
{
  const struct misuse *misuse = self;
  return strncmp (misuse->how, "check-", 6) == 0
    ? misuse_do (misuse, cx, misuse->how + 6) : 0;
}

static int
misuse_post_setup (void *self, pyvenv_context *cx, pyvenv_next *next)
{
  const struct misuse *misuse = self;
  return pyvenv_call_next (next) < 0 ? -1
    : misuse_do (misuse, cx, misuse->how);
}

static void
misuse_done (void *self, pyvenv_context *cx, int failed_phase)
{
  const struct misuse *misuse = self;
  (void) failed_phase;
  if (strncmp (misuse->how, "done-", 5) == 0)
    (void) misuse_do (misuse, cx, misuse->how + 5);
}

PYVENV_PLUGIN = {
  PYVENV_PLUGIN_INIT,
  .name = "misuse",
  .keys = misuse_keys,
  .state_size = sizeof (struct misuse),
  .config = misuse_config,
  .check = misuse_check,
  .post_setup = misuse_post_setup,
  .build_done = misuse_done,
};
