/* pyvenv.h: build Python virtual environments from a C program.
 *
 *     pyvenv_builder *builder = pyvenv_builder_new ();
 *     if (pyvenv_builder_set (builder, "prompt", "demo") < 0
 *         || pyvenv_builder_create (builder, "env") < 0)
 *       fprintf (stderr, "%s\n", pyvenv_builder_error (builder));
 *     pyvenv_builder_free (builder);
 *
 * or, in one call, pyvenv_create (), the manual's convenience function.
 * The library never prints, never exits and installs no signal handlers.
 */
#ifndef PYVENV_H
#define PYVENV_H

#include <pyvenv-plugin.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Structs that begin with struct_size only ever grow at the end.  Whoever
 * allocates one sets it, to sizeof the struct, and all that is left out to zero:
 *     struct pyvenv_create_options options = { sizeof options };
 * A size smaller than that of the first version is an error; fields beyond it
 * are not touched.  In a struct that the library hands out it tells which
 * fields there are. */

/* Options, plugins and a callback; makes any number of environments.  Used by
 * one thread at a time, except for pyvenv_builder_cancel. */
typedef struct pyvenv_builder pyvenv_builder;

/* NULL on out of memory. */
PYVENV_EXPORT pyvenv_builder *pyvenv_builder_new (void);

/* Unloads the plugins.  NULL is fine. */
PYVENV_EXPORT void pyvenv_builder_free (pyvenv_builder *builder);

/* The text of the last error and its kind, PYVENV_ERROR_*; NULL and 0 after
 * success.  The text is the builder's, valid until the next call on it. */
PYVENV_EXPORT const char *pyvenv_builder_error (const pyvenv_builder *builder);
PYVENV_EXPORT int pyvenv_builder_error_kind (const pyvenv_builder *builder);

/* Sets an option by the name of the long option without its dashes: "clear",
 * "prompt", "python", ...; pyvenv(1) lists them.  VALUE of a flag is a boolean
 * as pyvenv_parse_bool reads it; NULL means true.  Later calls override.
 * Returns 0, or -1 with the error on the builder, as all functions below. */
PYVENV_EXPORT int pyvenv_builder_set (pyvenv_builder *builder,
                                      const char *option,
                                      const char *value) PYVENV_CHECK;

/* Reads the INI files of the machine and the user, see pyvenv.ini(5), as the
 * program does.  What was set before the call is stronger than the files.  All
 * files are read, also where one of them is malformed: the first error is
 * recorded, others are warnings, and what could be read counts. */
PYVENV_EXPORT int pyvenv_builder_read_settings (pyvenv_builder *builder)
  PYVENV_CHECK;

/* Reads one INI file more, which is stronger than those that were read before. */
PYVENV_EXPORT int pyvenv_builder_read_file (pyvenv_builder *builder,
                                            const char *path) PYVENV_CHECK;

/* Names a plugin to load: NAME.so of the plugin directory, or a path.  Twice
 * the same is an error.  "exec:corp" is the plugin exec as one of several
 * instances, each with its own state and keys. */
PYVENV_EXPORT int pyvenv_builder_add_plugin (pyvenv_builder *builder,
                                             const char *name) PYVENV_CHECK;

/* The opposite: NAME is not loaded, also where the settings ask for it. */
PYVENV_EXPORT int pyvenv_builder_remove_plugin (pyvenv_builder *builder,
                                                const char *name) PYVENV_CHECK;

/* Loads what was named, and ensurepip unless "without-pip" is set or another
 * plugin provides pip.  pyvenv_builder_create does this by itself; callers that
 * want to see the keys first do it here. */
PYVENV_EXPORT int pyvenv_builder_load (pyvenv_builder *builder) PYVENV_CHECK;

/* The loaded plugins in chain order, outermost first; NULL beyond the end.
 * The struct is the builder's. *PATH (may be NULL) is where it came from. */
PYVENV_EXPORT const struct pyvenv_plugin *
pyvenv_builder_plugin (const pyvenv_builder *builder, size_t index,
                       const char **path);

/* Describes a plugin without running any of its callbacks.  The struct is the
 * builder's; NULL with the error on the builder. */
PYVENV_EXPORT const struct pyvenv_plugin *
pyvenv_builder_inspect (pyvenv_builder *builder, const char *name,
                        const char **path);

/* Whether PLUGIN, from one of the two functions above, overrides PHASE, one of
 * PYVENV_ENSURE_DIRECTORIES and so on; 0 where there is no such phase. */
PYVENV_EXPORT int pyvenv_plugin_has_phase (const struct pyvenv_plugin *plugin,
                                           int phase);

/* Gives a plugin one of its keys.  VALUE NULL turns a flag on.  "KEY+" adds a value
 * to those of a list that the settings give.  Fails once the
 * first environment was made: plugins are told their keys once. */
PYVENV_EXPORT int pyvenv_builder_set_key (pyvenv_builder *builder,
                                          const char *plugin, const char *key,
                                          const char *value) PYVENV_CHECK;

/* Something that was set, by a file, a variable or the caller. */
struct pyvenv_setting {
  uint32_t struct_size;         /* set by the library */
  const char *plugin;           /* NULL: an option, "plugins" or "optional" */
  const char *name;
  const char *value;            /* what is secret is hidden; NULL: what was set
                                 * before is taken back here */
  const char *origin;           /* "FILE:LINE" or a variable; NULL: the caller */
  const char *locked_by;        /* "FILE:LINE", or NULL */
  int counts;                   /* 0: it is overridden */
  const char *sign;             /* how it was set: "=", or "+=" and "?=" of a
                                 * variable for activation, whose NAME begins with
                                 * "activate." */
};

/* SETTING and all that it points to last as long as the call. */
typedef void pyvenv_visit_setting (void *data,
                                   const struct pyvenv_setting *setting);

/* Calls VISIT for everything that was set, by name, what counts first. */
PYVENV_EXPORT int pyvenv_builder_settings (pyvenv_builder *builder,
                                           pyvenv_visit_setting *visit,
                                           void *data) PYVENV_CHECK;

/* The folder in which plugins named without a slash are looked up; and that of a
 * builder whose settings are locked, for which no variable counts. */
PYVENV_EXPORT const char *pyvenv_plugin_dir (void);
PYVENV_EXPORT const char *
pyvenv_builder_plugin_dir (const pyvenv_builder *builder);

/* What happens while environments are made. */
enum pyvenv_event_kind {
  PYVENV_EVENT_PROGRESS,        /* text, stream */
  PYVENV_EVENT_AMOUNT,          /* text (what), done, total; done is smaller
                                   than before where something is tried again */
  PYVENV_EVENT_WARNING,         /* text */
  PYVENV_EVENT_DEBUG,           /* text; only if the option "verbose" is set */
  PYVENV_EVENT_FINISHED         /* context; text is NULL or the error */
};

struct pyvenv_event {
  uint32_t struct_size;         /* set by the library */
  enum pyvenv_event_kind kind;
  int stream;                   /* PYVENV_PROGRESS_* */
  const char *text;
  uint64_t done, total;
  const pyvenv_context *context; /* whose environment; for the accessors */
};

/* Called from the thread that makes the environment, never from two at once.
 * EVENT and all it points to last only as long as the call. */
typedef void pyvenv_notify (void *data, const struct pyvenv_event *event);
PYVENV_EXPORT void pyvenv_builder_on_event (pyvenv_builder *builder,
                                            pyvenv_notify *notify, void *data);

/* Makes one environment at ENV_DIR, absolute or relative to the working
 * directory. */
PYVENV_EXPORT int pyvenv_builder_create (pyvenv_builder *builder,
                                         const char *env_dir) PYVENV_CHECK;

/* Makes COUNT environments with identical options, on all processors.  After
 * the first failure no further one is started; those that were made stay.  The
 * same folder twice is refused before anything is made. */
PYVENV_EXPORT int pyvenv_builder_create_many (pyvenv_builder *builder,
                                              const char *const env_dirs[],
                                              size_t count) PYVENV_CHECK;

/* The folder that ENV_DIR stands for: that of the environment NAME where it is
 * "@NAME", else ENV_DIR itself.  Valid as long as the builder; NULL with the error on
 * it where that is no name, or there is no home folder for named environments. */
PYVENV_EXPORT const char *pyvenv_builder_locate (pyvenv_builder *builder,
                                                 const char *env_dir);

/* An environment that is there. */
struct pyvenv_environment {
  uint32_t struct_size;         /* set by the library */
  const char *name;             /* without "@" */
  const char *path;             /* absolute */
  const char *version;          /* of its Python, as pyvenv.cfg has it, or NULL */
  const char *home;             /* the folder of its base interpreter */
  const char *fault;            /* why it does not work, or NULL */
  uint64_t bytes;               /* the sizes of its files, those that it shares with
                                 * others included */
  int64_t last_used;            /* seconds since 1970: when its Python was last
                                 * started, as far as the file system notes when a
                                 * file is read */
};

/* ENVIRONMENT and all it points to last only as long as the call. */
typedef void pyvenv_environment_found
  (void *data, const struct pyvenv_environment *environment);

/* Calls ON_FOUND for each named environment, in the order of names. */
PYVENV_EXPORT int pyvenv_builder_list (pyvenv_builder *builder,
                                       pyvenv_environment_found *on_found,
                                       void *data) PYVENV_CHECK;

/* Mends the environment ENV_DIR after it was moved or copied: its pyvenv.cfg,
 * activation scripts, and the first lines of the scripts of packages.  No plugin is
 * asked.  The event FINISHED comes as for one that is made. */
PYVENV_EXPORT int pyvenv_builder_mend (pyvenv_builder *builder,
                                       const char *env_dir) PYVENV_CHECK;

/* Deletes the environment ENV_DIR with its folder, under the conditions of the
 * option "clear": it has to be one, unless "force" is set. */
PYVENV_EXPORT int pyvenv_builder_remove (pyvenv_builder *builder,
                                         const char *env_dir) PYVENV_CHECK;

/* One kind of things that the cache holds. */
struct pyvenv_cache_section {
  const char *name;             /* "images", "downloads", "built wheels", "pages",
                                 * "resolutions" or "interpreters" */
  uint64_t files, bytes;
  uint64_t linked_bytes;        /* of files that environments are linked to */
  int64_t oldest_use;           /* seconds since 1970, as of an hour; 0: it holds
                                 * nothing */
};

/* A cache that is only read. */
struct pyvenv_cache_seed {
  const char *dir;              /* absolute */
  const char *unusable;         /* why it is not used, or NULL */
};

/* What the cache holds.  Strings are the builder's. */
struct pyvenv_cache_info {
  uint32_t struct_size;         /* set by the caller */
  const char *dir;              /* absolute; NULL: there is no cache */
  const char *unusable;         /* why its wheels are not used, or NULL */
  uint64_t wheels, images;      /* an image is a wheel for one Python */
  uint64_t wheel_files, wheel_bytes;
  uint64_t download_files, download_bytes;
  uint64_t index_files, index_bytes; /* what indexes have answered */
  const struct pyvenv_cache_section *sections; /* the builder's */
  size_t section_count;
  const char *shared;           /* what a group shares of it; NULL: nothing */
  const struct pyvenv_cache_seed *seeds; /* the builder's */
  size_t seed_count;
};

/* Looks at the cache, or deletes it and reports that as progress. */
PYVENV_EXPORT int pyvenv_builder_cache_info (pyvenv_builder *builder,
                                             struct pyvenv_cache_info *ret)
  PYVENV_CHECK;
PYVENV_EXPORT int pyvenv_builder_cache_clean (pyvenv_builder *builder)
  PYVENV_CHECK;

/* Deletes from the cache what nobody has used for DAYS and no environment is linked
 * to, and reports that as progress.  Others may use the cache meanwhile. */
PYVENV_EXPORT int pyvenv_builder_cache_prune (pyvenv_builder *builder,
                                              unsigned days) PYVENV_CHECK;

/* Asks whatever runs to stop, undo and fail with PYVENV_ERROR_INTERRUPTED.
 * May be called from a signal handler or another thread.  The builder stays
 * cancelled: what is asked of it afterwards fails too. */
PYVENV_EXPORT void pyvenv_builder_cancel (pyvenv_builder *builder);

/* The keyword arguments of the manual's EnvBuilder; zero is the default. */
struct pyvenv_create_options {
  uint32_t struct_size;         /* set by the caller */
  int system_site_packages;
  int clear;
  int copies;                   /* symlinks are the default of the platform */
  int upgrade;
  int with_pip;
  const char *prompt;           /* NULL: the name of the directory */
  const char *python;           /* as --python; NULL: found on PATH */
};

/* Makes one environment.  OPTIONS NULL means all defaults.  Returns 0, or the
 * kind of failure, PYVENV_ERROR_*, with its text in *ERROR, to be freed by the
 * caller; NULL after success.  ERROR may be NULL.  Reads no INI files. */
PYVENV_EXPORT int pyvenv_create (const char *env_dir,
                                 const struct pyvenv_create_options *options,
                                 char **error) PYVENV_CHECK;

/* "0.1.0" */
PYVENV_EXPORT const char *pyvenv_version (void);

#ifdef __cplusplus
}
#endif

#endif /* PYVENV_H */
