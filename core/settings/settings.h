/* settings.h: what was asked for, and by whom: options, plugins and their keys,
 * from INI files, variables and the caller.
 *
 * Everything that was given stays in one list, weakest source first, so that
 * --show-config can tell what overrides what. */
#ifndef PYVENV_SETTINGS_H
#define PYVENV_SETTINGS_H

#include "arena.h"
#include "option_table.h"
#include "report.h"

#include <stdbool.h>

/* Who gave something; a stronger source is not overridden by a weaker one. */
enum setting_source {
  SETTING_UNSET,
  SETTING_FILE,
  SETTING_ENVIRONMENT,
  SETTING_CALLER
};

enum given_action {
  GIVEN_SET,
  GIVEN_ADD,                    /* one more item of a list */
  GIVEN_REMOVE,                 /* takes back the items that have this value */
  GIVEN_DEFAULT,                /* counts where nothing else does */
  GIVEN_UNSET                   /* takes back all that was given before */
};

/* Where something was given. */
struct setting_place {
  enum setting_source source;
  const char *origin;           /* "FILE:LINE", a variable; NULL: the caller */
  const char *file;             /* the INI file, or NULL */
  const char *folder;           /* what relative paths start from; NULL: the
                                 * working directory */
};

/* The names, of options and of keys, that the INI files know besides. */
#define SETTING_PLUGINS  "plugins"
#define SETTING_ORDER    "order"
#define SETTING_OPTIONAL "optional"
#define SETTING_UNSET_NAME "unset"
#define SETTING_CACHE_GROUP "cache-group"

/* What the names of variables in the section [activate] begin with, and the name of
 * the folders for PATH there. */
#define SETTING_VARIABLE "activate."
#define SETTING_ADD_PATH "activate.add-path"

/* Something that was given; strings are the arena's or static. */
struct given {
  const char *plugin;           /* whose key; NULL: an option, or one of the
                                 * names above */
  const char *name;
  const char *value;            /* NULL: none; lines of an INI file that continue
                                 * a value are separated by newlines */
  enum given_action action;
  struct setting_place place;
  bool is_overridden;           /* by what comes behind it */
  struct given *next;
};

/* A `lock` of the machine's settings. */
struct setting_lock {
  const char *plugin, *name;    /* as in struct given */
  const char *origin;
  const char *message;          /* the administrator's, or NULL */
  struct setting_lock *next;
};

struct settings {
  struct report *report;        /* of the builder, as is the arena */
  struct arena *arena;
  struct given *given;          /* weakest source first */
  const struct given *options[OPTION_COUNT]; /* what counts; NULL: not given */
  struct setting_lock *locks;
  bool ignores_folders;         /* variables that name other folders of settings,
                                 * plugins and modules do not count */
};

/* ---- settings.c: the list -------------------------------------------- */

/* Keeps a thing that was given, of which all strings but those of PLACE are
 * copied.  Refuses what is locked, but not from the caller, who may come before
 * the files: settings_check_locks does.  Returns 0, or -1 after
 * report_fail. */
int settings_give (struct settings *settings, const struct given *given);

/* Whether something that was given is of the plugin PLUGIN (NULL: an option) and
 * has that name. */
bool setting_is (const struct given *given, const char *plugin,
                 const char *name);

/* Names a plugin to load, or not to.  Twice in one place is refused. */
int settings_add_plugin (struct settings *settings, const char *name,
                         enum given_action action,
                         const struct setting_place *place);

/* The plugin to load behind PREVIOUS (NULL: the first), or NULL. */
const struct given *settings_next_plugin (const struct settings *settings,
                                          const struct given *previous);

/* Whether what is called NAME may be absent: a plugin where PLUGIN is NULL, else
 * what a key of PLUGIN names. */
bool settings_is_optional (const struct settings *settings, const char *plugin,
                           const char *name);

/* Whether the plugin NAME was taken back, by --no-plugin or a file. */
bool settings_is_removed (const struct settings *settings, const char *name);

/* Whether VALUE is a place in the chain of plugins: a number from 1 to 1000. */
bool settings_is_order (const char *value);

/* Marks what is overridden of the key NAME of PLUGIN.  In a list, values of one
 * place add up; else the last one counts. */
void settings_settle (struct settings *settings, const char *plugin,
                      const char *name, bool is_list);

/* The absolute form of PATH, which was given at PLACE: "~/" is the user's home,
 * relative paths start where PLACE says.  In the arena; NULL after
 * report_fail. */
const char *settings_path (struct settings *settings, const char *path,
                           const struct setting_place *place);

/* ---- settings_option.c: options -------------------------------------- */

/* Sets the option NAME.  VALUE of a flag is a boolean, NULL means true. */
int settings_put_option (struct settings *settings, const char *name,
                         const char *value, const struct setting_place *place);

/* Takes back what was given for the option NAME so far. */
int settings_unset_option (struct settings *settings, const char *name,
                           const struct setting_place *place);

/* The value of an option, "true" or "false" for a flag; NULL: not given. */
const char *settings_value (const struct settings *settings, const char *name);
bool settings_flag (const struct settings *settings, const char *name);

/* The values of NAME that count one after the other: the one behind *AT, which
 * becomes it (NULL: the first).  NULL behind the last. */
const char *settings_next_value (const struct settings *settings,
                                 const char *name, const struct given **at);

/* Makes *RET those that are not empty, with NULL behind the last; NULL where there are
 * none.  0, or -1 after report_fail. */
int settings_list (const struct settings *settings, const char *name,
                   const char ***ret);

/* Who gave an option, for messages; NULL: the caller, or nobody. */
const char *settings_origin (const struct settings *settings,
                             const char *name);

/* The options that environment variables give. */
int settings_read_variables (struct settings *settings);

/* ---- settings_lock.c: what may not be changed ------------------------ */

/* Puts locks of the names in NAMES, which blanks or commas separate, in front of
 * *LIST. */
int settings_make_locks (struct settings *settings, const char *names,
                         const char *origin, struct setting_lock **list);

/* Has the locks of LIST count from now on.  MESSAGE is the administrator's, or
 * NULL. */
void settings_add_locks (struct settings *settings, struct setting_lock *list,
                         const char *message);

/* Refuses GIVEN if it would change something that is locked. */
int settings_check_lock (struct settings *settings, const struct given *given);

/* The same for all that the caller has given. */
int settings_check_locks (struct settings *settings);

/* The lock of a name, or NULL. */
const struct setting_lock *settings_lock_of (const struct settings *settings,
                                             const char *plugin,
                                             const char *name);

/* ---- settings_files.c, settings_ini.c: INI files --------------------- */

/* Reads the INI files of the machine and of the user, weakest first.  A file that
 * is malformed does not keep the others from being read; the first error counts
 * and the others are warnings. */
int settings_read_files (struct settings *settings);

/* How a file is read. */
#define SETTINGS_REQUIRED (1u << 0) /* that it is missing is an error */
#define SETTINGS_MACHINE  (1u << 1) /* it may lock, if it is root's */
#define SETTINGS_ASKED    (1u << 2) /* the user named it: it is an error that
                                     * another user could change it */

/* Reads one INI file.  One that another user could change is passed over, or
 * refused where it names plugins or was asked for. */
int settings_read_ini (struct settings *settings, const char *path,
                       unsigned flags);

#endif
