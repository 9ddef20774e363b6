/* describe.h: shows plugins, the cache and the version. */
#ifndef PYVENV_DESCRIBE_H
#define PYVENV_DESCRIBE_H

#include <pyvenv.h>
#include <stdbool.h>

/* --plugins, --plugin-info, --cache-info and --version: on stdout, with
 * JSON as objects.  The first two return the exit status, describe_cache 0, or -1
 * with the error on the builder. */
int describe_all (pyvenv_builder *builder, bool json);
int describe_one (pyvenv_builder *builder, const char *name, bool json);
int describe_cache (pyvenv_builder *builder, bool json);
void describe_version (bool json);

/* ---- For describe.c and describe_json.c only -------------------------- */

/* Calls VISIT with the name of each callback that PLUGIN has, in the order in
 * which they run, and with DATA. */
typedef void describe_visit (void *data, const char *name);
void describe_callbacks (const struct pyvenv_plugin *plugin,
                         describe_visit *visit, void *data);

/* The place in the chain that PLUGIN asks for. */
int describe_order (const struct pyvenv_plugin *plugin);

void describe_json_plugin (const struct pyvenv_plugin *plugin,
                           const char *path);
void describe_json_failure (const char *name, int status, const char *error);
void describe_json_cache (const struct pyvenv_cache_info *info);

#endif
