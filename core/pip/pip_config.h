/* pip_config.h: the user's settings of pip, with pip's own precedence. */
#ifndef PYVENV_PIP_CONFIG_H
#define PYVENV_PIP_CONFIG_H

#include "arena.h"
#include "network.h"

#include <pyvenv-plugin.h>
#include <stdbool.h>

/* What is not set is NULL; lists end with NULL and are never NULL themselves.
 * All strings live in the arena. */
struct pip_config {
  const char *index_url;
  const char *const *extra_index_urls;
  const char *const *find_links;
  const char *const *trusted_hosts;
  bool no_index;
  struct network network;

  /* A setting that may change what `pip install` does and is not read here, by
   * the name that the user gave it; a file that pip would not understand; or
   * NULL. */
  const char *foreign;

  const char *broken;           /* such a file, by its path, or NULL */
};

/* Reads pip's configuration files and the variables PIP_*, as `pip install`
 * does.  A file that pip would not understand is left out, with a warning.
 * Returns 0, or -1 after pyvenv_fail on out of memory, and where the user stopped
 * waiting for a pipe. */
int pip_config_read (pyvenv_context *cx, struct arena *arena,
                     struct pip_config *ret) PYVENV_CHECK;

/* PATH with the user's home for a leading "~", as pip expands what is a path.
 * NULL on out of memory. */
const char *pip_config_path (struct arena *arena, const char *path);

/* The parts of VALUE between blanks, as a list. */
const char *const *pip_config_list (struct arena *arena, const char *value);

#endif
