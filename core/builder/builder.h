/* builder.h: what stands behind the application API. */
#ifndef PYVENV_BUILDER_H
#define PYVENV_BUILDER_H

#include "context.h"
#include "modules.h"
#include "option_table.h"
#include "registry.h"

#include <pthread.h>

/* Who set an option; a stronger source is not overridden by a weaker one. */
enum setting_source {
  SETTING_UNSET,
  SETTING_FILE,
  SETTING_ENVIRONMENT,
  SETTING_CALLER
};

/* The value of one option; flags hold "true" or "false". */
struct setting {
  const char *value;            /* the builder's arena's; NULL: not given */
  const char *origin;           /* "FILE:LINE", a variable, NULL: the caller */
  enum setting_source source;
};

/* A plugin that was named, and where it shall stand in the chain. */
struct named_plugin {
  const char *name;
  const char *file;             /* the INI file it stands in, or NULL */
  const char *origin;           /* the same with the line */
  enum setting_source source;
  struct named_plugin *next;
};

/* A key that was given before its plugin was loaded. */
struct given_key {
  const char *plugin, *key, *value;
  const char *origin;           /* "FILE:LINE" of an INI file, or NULL */
  enum setting_source source;
  struct given_key *next;
};

/* An `order =` line of an INI file. */
struct given_order {
  const char *plugin;
  int order;
  struct given_order *next;
};

struct pyvenv_builder {
  /* Belongs to no environment: errors, and the arena of all settings. */
  struct pyvenv_context base;

  struct setting settings[OPTION_COUNT]; /* as in option_table */
  struct named_plugin *named;
  struct given_key *keys;
  struct given_order *orders;
  struct environment_setup setup;
  struct plugin_list inspected; /* opened, never started */
  bool loaded, configured;

  bool has_python;              /* setup.python is known */

  struct search_state searches;
};

/* builder_options.c: the value of an option or NULL, and whether a flag is on. */
const char *builder_value (const struct pyvenv_builder *builder,
                           const char *name);
bool builder_flag (const struct pyvenv_builder *builder, const char *name);

/* The options that are on, as pyvenv_options answers them. */
unsigned builder_option_bits (const struct pyvenv_builder *builder);

/* Who gave an option that has a value, for messages; NULL: the caller. */
const char *builder_origin (const struct pyvenv_builder *builder,
                            const char *name);

/* The same as pyvenv_builder_set, for any source.  ORIGIN, for messages, is the
 * arena's or static. */
int builder_put (struct pyvenv_builder *builder, const char *name,
                 const char *value, enum setting_source source,
                 const char *origin);

/* The same as pyvenv_builder_add_plugin, for any source.  FILE is where it
 * stands, ORIGIN the same with the line, the arena's; or both NULL. */
int builder_add_plugin (struct pyvenv_builder *builder, const char *name,
                        enum setting_source source, const char *file,
                        const char *origin);

/* Keeps a key until its plugin is loaded.  ORIGIN is where it stands, the
 * arena's, or NULL. */
int builder_put_key (struct pyvenv_builder *builder, const char *plugin,
                     const char *key, const char *value,
                     enum setting_source source, const char *origin);

/* cache_maintenance.c: at the end of a run, makes the cache as small as the option
 * cache-max-size wants it. */
void cache_maintenance_end_run (struct pyvenv_builder *builder);

/* searches.c: searches_init returns false where the system has no more locks. */
bool searches_init (struct search_state *searches);
void searches_release (struct search_state *searches);

/* Forgets the failures of an earlier run.  No search may be under way. */
void searches_begin_run (struct search_state *searches);

/* The options that environment variables give; they are stronger than the files
 * and weaker than the caller. */
int builder_read_variables (struct pyvenv_builder *builder);

/* configure_keys.c: gives the loaded plugins their keys, once. */
int builder_configure (struct pyvenv_builder *builder);

/* Finds the interpreter, once. */
int builder_find_python (struct pyvenv_builder *builder);

/* settings_files.c: reads the INI files of the machine and of the user, weakest
 * first, into the builder. */
int settings_files_read (struct pyvenv_builder *builder);

/* settings.c: reads one INI file.  That it is missing is fine unless it is REQUIRED;
 * one that another user could change is passed over, or refused where it names
 * plugins. */
int settings_read_file (struct pyvenv_builder *builder, const char *path,
                        bool required);

#endif
