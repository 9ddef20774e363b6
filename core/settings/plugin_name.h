/* plugin_name.h: what plugins and keys may be called. */
#ifndef PYVENV_PLUGIN_NAME_H
#define PYVENV_PLUGIN_NAME_H

#include <stdbool.h>
#include <stddef.h>

/* For messages, what name_is_valid accepts. */
#define NAME_RULE \
  "names have small letters, digits and hyphens, and begin with a letter"

/* Whether NAME, which may be NULL, can be that of a plugin's file or a key. */
bool name_is_valid (const char *name);

/* The same for a plugin as it is loaded: "exec", or "exec:corp" for one of
 * several instances. */
bool plugin_name_is_valid (const char *name);

/* The length of the part of NAME that is the plugin's own. */
size_t plugin_name_length (const char *name);

#endif
