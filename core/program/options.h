/* options.h: the command line. */
#ifndef PYVENV_OPTIONS_H
#define PYVENV_OPTIONS_H

#include <pyvenv.h>
#include <stdbool.h>
#include <stdio.h>

/* What the program is to do. */
enum options_mode {
  MODE_CREATE,
  MODE_HELP,
  MODE_VERSION,
  MODE_LIST_PLUGINS,
  MODE_PLUGIN_INFO,
  MODE_CACHE_INFO,
  MODE_CACHE_CLEAN
};

struct options {
  enum options_mode mode;
  const char *plugin;           /* of --plugin-info */
  bool verbose, quiet, json, no_progress;
  const char *const *env_dirs;
  size_t env_count;
};

/* Reads the command line in two passes, since the plugins that the first finds
 * declare options for the second; in between it reads the settings and loads
 * the plugins.  Returns 0, or the exit status after saying why on stderr; *RET
 * tells then, too, whether --json is given. */
int options_read (pyvenv_builder *builder, int argc, char **argv,
                  struct options *ret);

/* The text of --help, from the same table; with the keys of the loaded
 * plugins. */
void options_help (const pyvenv_builder *builder, FILE *out);

#endif
