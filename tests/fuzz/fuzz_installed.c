/* fuzz_installed.c: what an installed package says of itself.
 *
 * The input is RECORD, METADATA and direct_url.json, with a line "--" between them.
 * Uninstalling the package changes nothing outside of the environment, and giving up
 * brings all of it back. */
#include <config.h>

#include "fuzz_fixture.h"

#include "dependencies.h"
#include "distributions.h"
#include "modules.h"
#include "remove.h"
#include "uninstall.h"
#include "unchanged.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FUZZ_SITE "lib/python3/site-packages"
#define FUZZ_INFO "foo-1.0.dist-info"
#define FUZZ_CONTENT "home = /usr/bin\n" /* of each file: pyvenv.cfg is one of them */
#define FUZZ_IN(name) ("env/" FUZZ_SITE "/" name)

static const char *const fuzz_names[] = {
  FUZZ_IN (FUZZ_INFO "/RECORD"), FUZZ_IN (FUZZ_INFO "/METADATA"),
  FUZZ_IN (FUZZ_INFO "/direct_url.json"), FUZZ_IN ("foo/a.py"),
  FUZZ_IN ("foo/__pycache__/a.cpython-313.pyc"), FUZZ_IN ("bar.py"),
  "env/bin/foo", "env/pyvenv.cfg", "outside/precious"
};

static void
fuzz_make_folders (int top)
{
  static const char *const folders[] = {
    "env", "env/bin", "env/lib", "env/lib/python3", "env/" FUZZ_SITE,
    FUZZ_IN (FUZZ_INFO), FUZZ_IN ("foo"), FUZZ_IN ("foo/__pycache__"),
    "outside"
  };
  remove_tree (top, "env");
  for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
    if (mkdirat (top, folders[i], 0755) < 0 && errno != EEXIST)
      abort ();
  for (size_t i = 3; i < sizeof fuzz_names / sizeof *fuzz_names; i++)
    fuzz_put (fuzz_names[i], FUZZ_CONTENT, sizeof FUZZ_CONTENT - 1);
  if (symlinkat ("../../../../outside", top, FUZZ_IN ("away")) < 0)
    abort ();
}

/* Splits the input into the three files. */
static void
fuzz_put_parts (const uint8_t *data, size_t size)
{
  for (size_t i = 0; i < 3; i++)
    {
      const uint8_t *end = memmem (data, size, "--\n", 3);
      size_t length = end == NULL ? size : (size_t) (end - data);
      fuzz_put (fuzz_names[i], data, length);
      length += end == NULL ? 0 : 3;
      data += length;
      size -= length;
      if (size == 0)
        break;
    }
}

/* Also where there is no folder for packages, or something else in its place. */
static void
fuzz_look_for (pyvenv_context *cx, struct arena *arena)
{
  static const char *const sites[] = { "env/none", "env/pyvenv.cfg",
                                       ("env/" FUZZ_SITE) };
  const char *version;
  for (size_t i = 0; i < sizeof sites / sizeof *sites; i++)
    {
      cx->site_dir = fuzz_path (arena, sites[i]);
      if (distributions_version (cx, arena, "foo", &version) < 0)
        pyvenv_clear_error (cx);
    }
}

static void
fuzz_look (pyvenv_context *cx, struct arena *arena)
{
  static const char *const hashes[] = { "sha256=00ff" }, *const foo[] = { "foo" };
  const struct asked_wheel wheels[] = {
    { .project = "foo", .version = "1.0", .is_pin = true },
    { .project = "foo", .place = "/w/foo-1.0-py3-none-any.whl" },
    { .project = "foo", .version = "1.0",
      .place = "https://h.test/f.whl", .hashes = hashes, .hash_count = 1 },
    { .project = "foo", .version = "2.0" }
  };
  struct string_vector lacking = { .arena = arena };
  bool stays[4];
  if (unchanged_find (cx, arena, wheels, 4, stays) < 0)
    pyvenv_clear_error (cx);
  if (dependencies_lacking (cx, arena, foo, 1, &lacking) < 0)
    pyvenv_clear_error (cx);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  CLEAN_ARENA struct arena arena = { NULL };
  struct stat st;
  pyvenv_context *cx = fuzz_context ();
  int top = fuzz_folder_fd ();
  fuzz_make_folders (top);
  fuzz_put_parts (data, size);
  cx->env_dir = cx->tree.env_dir = fuzz_path (&arena, "env");
  cx->tree.options = PYVENV_UPGRADE | PYVENV_FORCE;
  if (tree_begin (&cx->tree) < 0)
    {
      fprintf (stderr, "%s\n", pyvenv_last_error (cx));
      abort ();
    }
  fuzz_look_for (cx, &arena);
  fuzz_look (cx, &arena);
  if (uninstall_distribution (cx, FUZZ_SITE, "none-1.0.dist-info") < 0)
    pyvenv_clear_error (cx);
  if (uninstall_distribution (cx, FUZZ_SITE, FUZZ_INFO) < 0)
    pyvenv_clear_error (cx);
  tree_roll_back (&cx->tree);
  for (size_t i = 3; i < sizeof fuzz_names / sizeof *fuzz_names; i++)
    if (fstatat (top, fuzz_names[i], &st, AT_SYMLINK_NOFOLLOW) < 0
        || st.st_size != sizeof FUZZ_CONTENT - 1)
      abort ();
  return 0;
}
