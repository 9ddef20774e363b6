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

  const char *unsupported;      /* an option, by the name that the user gave it,
                                 * or a file that may change what `pip install`
                                 * does and is not followed here; or NULL */
  const char *broken;           /* a file that pip cannot read, or NULL */
};

/* Reads the settings as pip_values_read does, and returns and fails as that. */
int pip_config_read (pyvenv_context *cx, struct arena *arena,
                     struct pip_config *ret) PYVENV_CHECK;

/* PATH with a leading "~" expanded to the user's home, as pip does.  NULL where
 * PATH is NULL, and on out of memory. */
const char *pip_config_path (struct arena *arena, const char *path);

/* The parts of VALUE between blanks, as a list in ARENA that ends with NULL; an
 * empty one where VALUE is NULL.  NULL on out of memory. */
const char *const *pip_config_list (struct arena *arena, const char *value);

#endif
