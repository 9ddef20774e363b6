/* fuzz_pip.c: the user's settings of pip, and the file with passwords. */
#include <config.h>

#include "fuzz_fixture.h"

#include "netrc.h"
#include "pip_config.h"

#include <stdlib.h>
#include <string.h>

static void
fuzz_check_list (const char *const *list)
{
  if (list == NULL)
    abort ();
  for (; *list != NULL; list++)
    if (**list == '\0' || strpbrk (*list, " \t\n") != NULL)
      abort ();
}

static void
fuzz_config (pyvenv_context *cx, struct arena *arena)
{
  struct pip_config config;
  if (pip_config_read (cx, arena, &config) < 0)
    return;
  fuzz_check_list (config.extra_index_urls);
  fuzz_check_list (config.find_links);
  fuzz_check_list (config.trusted_hosts);
}

static void
fuzz_netrc (pyvenv_context *cx, struct arena *arena)
{
  struct netrc netrc;
  const char *credentials;
  if (netrc_read (cx, arena, &netrc) < 0 || netrc.path == NULL)
    return;
  if (netrc_find (&netrc, arena, "host", &credentials) != 0
      || (credentials != NULL && strchr (credentials, ':') == NULL))
    abort ();
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  CLEAN_ARENA struct arena arena = { NULL };
  pyvenv_context *cx = fuzz_context ();
  setenv ("HOME", fuzz_folder (), 1);
  setenv ("PIP_CONFIG_FILE", fuzz_path (&arena, "pip.conf"), 1);
  setenv ("XDG_CONFIG_DIRS", "/nonexistent", 1);
  fuzz_put ("pip.conf", data, size);
  fuzz_put (".netrc", data, size);
  fuzz_config (cx, &arena);
  fuzz_netrc (cx, &arena);
  return 0;
}
