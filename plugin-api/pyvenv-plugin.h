/* pyvenv-plugin.h: everything a pyvenv plugin may rely on.
 *
 * A plugin is a shared object that exports one constant:
 *
 *     PYVENV_PLUGIN = { PYVENV_PLUGIN_INIT, .name = "corp", ... };
 *
 * It is linked against libpyvenv (pkg-config pyvenv-plugin) and installed as
 * NAME.so in the directory printed by
 *     pkg-config --variable=plugindir pyvenv-plugin
 *
 * Written in C89 plus <stdint.h>, so that it compiles everywhere, C++ included.
 * All text is UTF-8 unless said otherwise; paths are bytes.
 */
#ifndef PYVENV_PLUGIN_H
#define PYVENV_PLUGIN_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Version --------------------------------------------------------- */

/* Until MAJOR is 1 both numbers must equal the core's.  From 1.0 on, MAJOR
 * changes when an old plugin can no longer work and the core then refuses it;
 * MINOR grows with every addition and the core accepts any. */
#define PYVENV_API_MAJOR 0
#define PYVENV_API_MINOR 2
#define PYVENV_API_VERSION \
  (((uint32_t) PYVENV_API_MAJOR << 16) | (uint32_t) PYVENV_API_MINOR)

#if defined (__GNUC__) || defined (__clang__)
#define PYVENV_EXPORT __attribute__ ((__visibility__ ("default")))
#define PYVENV_PRINTF(f, a) __attribute__ ((__format__ (__printf__, f, a)))
#define PYVENV_CHECK __attribute__ ((__warn_unused_result__))
#else
#define PYVENV_EXPORT
#define PYVENV_PRINTF(f, a)
#define PYVENV_CHECK
#endif

/* ---- Handles --------------------------------------------------------- */

/* One environment: its paths, its interpreter, its error.  Owned by the core,
 * used by one thread at a time, never kept after build_done.  load, config and
 * config_complete receive one that belongs to no environment yet: errors,
 * warnings and pyvenv_format work there, the accessors answer NULL or 0. */
typedef struct pyvenv_context pyvenv_context;

/* The rest of the chain of one phase: the plugins inside this one, then the
 * built-in behaviour.  Lives only as long as the hook it was given to. */
typedef struct pyvenv_next pyvenv_next;

/* ---- Phases ---------------------------------------------------------- */

/* In this order, each run once per environment.  The names are those of the
 * methods of Python's venv.EnvBuilder.  The fourth and the fifth are left out
 * when an environment is upgraded; the sixth runs with --upgrade-deps only, in a
 * new environment and in one that is upgraded, and upgrades pip and, before
 * Python 3.12, setuptools, as `pip install --upgrade` would. */
#define PYVENV_ENSURE_DIRECTORIES   1
#define PYVENV_CREATE_CONFIGURATION 2
#define PYVENV_SETUP_PYTHON         3
#define PYVENV_SETUP_SCRIPTS        4
#define PYVENV_POST_SETUP           5
#define PYVENV_UPGRADE_DEPENDENCIES 6

/* The name of the phase PHASE, "ensure_directories"; a constant.  NULL where
 * there is no such phase, so that counting from 1 up to there finds all. */
PYVENV_EXPORT const char *pyvenv_phase_name (int phase);

/* What build_done is told where no phase failed and yet the environment did: in
 * check, while the folder was locked, or at the very end. */
#define PYVENV_NO_PHASE (-1)

/* A hook replaces a phase, as an overriding method replaces the inherited one.
 * SELF is the plugin's state.  To keep the inherited behaviour, call
 * pyvenv_call_next; what stands before that call runs before it, what stands
 * after runs after.  Not calling it means "instead of", for everything inside.
 * Returns 0, or -1 after pyvenv_fail.  Any other value is an error. */
typedef int pyvenv_hook (void *self, pyvenv_context *cx, pyvenv_next *next);

/* Runs the rest of the chain.  Returns 0, or -1 with the error recorded in the
 * context; pass the -1 on, or pyvenv_clear_error and go another way.
 * A second call inside one hook fails and runs nothing. */
PYVENV_EXPORT int pyvenv_call_next (pyvenv_next *next) PYVENV_CHECK;

/* The phase that a hook was called for, so that one function can serve all. */
PYVENV_EXPORT int pyvenv_next_phase (const pyvenv_next *next);

/* ---- The plugin ------------------------------------------------------ */

/* load may answer this instead of 0: "nothing for me to do here".  The plugin
 * is dropped quietly; unload is not called. */
#define PYVENV_SKIP 1

/* Where a plugin stands in the chain: the lowest number is outermost, that is
 * first to start and last to finish.  The user can override it; equal numbers
 * keep the order in which the user named the plugins. */
#define PYVENV_ORDER_FIRST  100
#define PYVENV_ORDER_NORMAL 500
#define PYVENV_ORDER_LAST   900

/* Bits of `provides`.  A plugin that provides pip takes the place of the
 * bundled ensurepip plugin, which then is not loaded. */
#define PYVENV_PROVIDES_PIP (1u << 0)

/* One key that the user may set, as --NAME[=VALUE] unless an option of pyvenv
 * has that name, as --set PLUGIN.NAME=VALUE, as PYVENV_PLUGIN_NAME in the
 * environment, or in the section [plugin PLUGIN] of an INI file.  A table of
 * keys ends with a NULL name.  Fields are only ever added at the end, and one
 * left out is zero, as in struct pyvenv_plugin. */
struct pyvenv_key {
  const char *name;             /* [a-z][a-z0-9-]* */
  const char *argument;         /* what --help shows for the value: "URL";
                                 * NULL: a flag, whose value is a boolean */
  const char *help;             /* one line */
};

/* Fields are only ever added at the end.  A field left out is zero, and zero
 * always means the behaviour of the version that did not have it. */
struct pyvenv_plugin {
  uint32_t struct_size;         /* set by PYVENV_PLUGIN_INIT */
  uint32_t api_version;         /* set by PYVENV_PLUGIN_INIT */
  uint32_t key_size;            /* set by PYVENV_PLUGIN_INIT: from one row of
                                 * keys to the next */

  const char *name;             /* required; [a-z][a-z0-9-]*, = file stem */
  const char *version;          /* free text, shown by --plugin-info */
  const char *description;      /* one line */
  const struct pyvenv_key *keys; /* what config understands, or NULL */
  int32_t order;                /* PYVENV_ORDER_*; 0 means NORMAL */
  uint32_t provides;            /* PYVENV_PROVIDES_* */

  /* The core allocates this many zeroed bytes per builder, passes them to every
   * callback as SELF and frees them last.  0: SELF is NULL.  Environments are
   * built in parallel, so SELF is read-only once config_complete returned. */
  uint32_t state_size;

  /* As many zeroed bytes per environment, reached with pyvenv_local. */
  uint32_t local_size;

  /* Once per builder, before any configuration. */
  int (*load) (void *self, pyvenv_context *cx);

  /* Once, last.  Runs if load returned 0, whatever happened since. */
  void (*unload) (void *self);

  /* One key of the table with its value; for a flag "true" or "false".  Both
   * strings live until unload.  Later calls for a key override earlier ones.
   * Keys outside the table are refused by the core before this is called. */
  int (*config) (void *self, pyvenv_context *cx,
                 const char *key, const char *value);

  /* All keys were given: check that they make sense together.  Touch nothing
   * on disk yet. */
  int (*config_complete) (void *self, pyvenv_context *cx);

  /* Before anything on disk changes: can this environment be built?  All
   * accessors work.  Runs once per environment, in chain order; refuse with
   * pyvenv_fail and -1. */
  int (*check) (void *self, pyvenv_context *cx);

  /* The phases; NULL means "not overridden". */
  pyvenv_hook *ensure_directories;
  pyvenv_hook *create_configuration;
  pyvenv_hook *setup_python;
  pyvenv_hook *setup_scripts;
  pyvenv_hook *post_setup;
  pyvenv_hook *upgrade_dependencies;

  /* The environment is finished or given up.  FAILED_PHASE is 0, the phase that
   * failed, or PYVENV_NO_PHASE; pyvenv_last_error then answers why.  Runs for
   * every plugin, innermost first, exactly once per environment for which the
   * plugins were asked to check, also where one of them refused.  0 comes once
   * all is final, a failure before it is undone.  All accessors work; whatever
   * changes the environment or runs a program fails.  Cannot fail, cannot
   * change the outcome. */
  void (*build_done) (void *self, pyvenv_context *cx, int failed_phase);
};

#define PYVENV_PLUGIN_INIT \
  (uint32_t) sizeof (struct pyvenv_plugin), PYVENV_API_VERSION, \
  (uint32_t) sizeof (struct pyvenv_key)

/* HOOK for each phase, in the designated initializers of C99:
 *     PYVENV_PLUGIN = { PYVENV_PLUGIN_INIT, PYVENV_ALL_PHASES (hook), ... }; */
#define PYVENV_ALL_PHASES(hook) \
  .ensure_directories = hook, \
  .create_configuration = hook, \
  .setup_python = hook, \
  .setup_scripts = hook, \
  .post_setup = hook, \
  .upgrade_dependencies = hook

/* The symbol the core looks up.  libtool may prefix it for static linking. */
extern PYVENV_EXPORT const struct pyvenv_plugin pyvenv_plugin;
#define PYVENV_PLUGIN const struct pyvenv_plugin pyvenv_plugin

/* ---- Errors, warnings, progress -------------------------------------- */

/* Kinds of failure; each is also the exit status of the program. */
#define PYVENV_ERROR_OTHER       1
#define PYVENV_ERROR_USAGE       2      /* wrong options or keys */
#define PYVENV_ERROR_INTERPRETER 3      /* none fits, or it cannot run */
#define PYVENV_ERROR_TARGET      4      /* ENV_DIR was refused */
#define PYVENV_ERROR_NETWORK     5
#define PYVENV_ERROR_ARCHIVE     6      /* hash or archive refused */
#define PYVENV_ERROR_PLUGIN      7      /* a plugin failed or does not load */
#define PYVENV_ERROR_LOCKED      8      /* another run holds ENV_DIR */
#define PYVENV_ERROR_INTERRUPTED 130

/* Records an error and returns -1, so that a hook can end with
 *     return pyvenv_fail (cx, errno, "cannot read '%s'", path);
 * ERR is an errno value, whose text is appended, or 0.  A second error before
 * the first is cleared is put in front of it: "outer: inner".  errno is kept.
 * In a plugin's callback the kind is PYVENV_ERROR_PLUGIN (PYVENV_ERROR_USAGE
 * in config and config_complete) unless an inner error set another. */
PYVENV_EXPORT int pyvenv_fail (pyvenv_context *cx, int err,
                               const char *fmt, ...) PYVENV_PRINTF (3, 4);
PYVENV_EXPORT int pyvenv_vfail (pyvenv_context *cx, int err,
                                const char *fmt, va_list ap)
  PYVENV_PRINTF (3, 0);

/* The same with the kind of failure, PYVENV_ERROR_*, named. */
PYVENV_EXPORT int pyvenv_fail_as (pyvenv_context *cx, int kind, int err,
                                  const char *fmt, ...) PYVENV_PRINTF (4, 5);

/* The recorded error, or NULL.  Valid until the next call on this context. */
PYVENV_EXPORT const char *pyvenv_last_error (const pyvenv_context *cx);

/* The kind of the recorded error, PYVENV_ERROR_*, or 0 where there is none. */
PYVENV_EXPORT int pyvenv_error_kind (const pyvenv_context *cx);

PYVENV_EXPORT void pyvenv_clear_error (pyvenv_context *cx);

/* Shown to the user, changes nothing.  debug only with --verbose. */
PYVENV_EXPORT void pyvenv_warn (pyvenv_context *cx,
                                const char *fmt, ...) PYVENV_PRINTF (2, 3);
PYVENV_EXPORT void pyvenv_debug (pyvenv_context *cx,
                                 const char *fmt, ...) PYVENV_PRINTF (2, 3);

/* Which stream a piece of progress belongs to, as in the manual. */
#define PYVENV_PROGRESS_MAIN   0        /* "main": what pyvenv itself does */
#define PYVENV_PROGRESS_STDOUT 1        /* "stdout" of a child process */
#define PYVENV_PROGRESS_STDERR 2        /* "stderr" of a child process */
PYVENV_EXPORT void pyvenv_progress (pyvenv_context *cx, int stream,
                                    const char *text);

/* Progress in numbers: WHAT names the piece of work ("pip-24.2.whl"), DONE and
 * TOTAL are in the unit of the work, bytes for downloads; TOTAL is 0 where it
 * is not known.  DONE equal to TOTAL ends it.  DONE may become smaller: what is
 * tried again begins again. */
PYVENV_EXPORT void pyvenv_progress_amount (pyvenv_context *cx, const char *what,
                                           uint64_t done, uint64_t total);

/* ---- The environment being built ------------------------------------- */

/* Set before check and the first phase, so valid in every hook and in
 * build_done.  Absolute paths without a trailing slash.  Owned by the context,
 * valid until build_done returns. */
PYVENV_EXPORT const char *pyvenv_env_dir (const pyvenv_context *cx);
PYVENV_EXPORT const char *pyvenv_env_name (const pyvenv_context *cx);
PYVENV_EXPORT const char *pyvenv_prompt (const pyvenv_context *cx);
PYVENV_EXPORT const char *pyvenv_bin_dir (const pyvenv_context *cx);
PYVENV_EXPORT const char *pyvenv_bin_name (const pyvenv_context *cx);
PYVENV_EXPORT const char *pyvenv_include_dir (const pyvenv_context *cx);
PYVENV_EXPORT const char *pyvenv_site_dir (const pyvenv_context *cx);
PYVENV_EXPORT const char *pyvenv_cfg_path (const pyvenv_context *cx);

/* The environment's python, ENV_DIR/bin/NAME. */
PYVENV_EXPORT const char *pyvenv_env_python (const pyvenv_context *cx);

/* The interpreter that the environment is made from. */
PYVENV_EXPORT const char *pyvenv_base_python (const pyvenv_context *cx);

/* Each of the three may be NULL. */
PYVENV_EXPORT void pyvenv_python_version (const pyvenv_context *cx,
                                          int *major, int *minor, int *micro);

/* A fact about the base interpreter, or NULL where it is not known:
 *   "version"         "3.13.0", numbers only
 *   "implementation"  "cpython", lower case
 *   "cache-tag"       "cpython-313" (sys.implementation.cache_tag)
 *   "magic"           first four bytes of its .pyc files, in hexadecimal
 *   "stdlib"          absolute path of the standard library
 *   "prefix"          sys.base_prefix
 *   "wheel-pkg-dir"   WHEEL_PKG_DIR of its build, where not empty
 *   "purelib"         of the base installation, absolute
 *   "platform"        sys.platform */
PYVENV_EXPORT const char *pyvenv_python_fact (const pyvenv_context *cx,
                                              const char *name);

/* The options the user gave. */
#define PYVENV_SYSTEM_SITE    (1u << 0)
#define PYVENV_SYMLINKS       (1u << 1)
#define PYVENV_CLEAR          (1u << 2)
#define PYVENV_UPGRADE        (1u << 3)
#define PYVENV_WITHOUT_PIP    (1u << 4)
#define PYVENV_UPGRADE_DEPS   (1u << 5)
#define PYVENV_ALLOW_EXISTING (1u << 6)
#define PYVENV_FORCE          (1u << 7)
#define PYVENV_NO_CACHE       (1u << 8)
#define PYVENV_OFFLINE        (1u << 9)
#define PYVENV_VERBOSE        (1u << 10)
PYVENV_EXPORT unsigned pyvenv_options (const pyvenv_context *cx);

/* This plugin's block of local_size bytes for this environment, zeroed before
 * check; NULL where local_size is 0 or there is no environment yet. */
PYVENV_EXPORT void *pyvenv_local (pyvenv_context *cx);

/* Changes the prompt; in check, or in ensure_directories before
 * pyvenv_call_next.  Later it fails. */
PYVENV_EXPORT int pyvenv_set_prompt (pyvenv_context *cx,
                                     const char *prompt) PYVENV_CHECK;

/* Non-zero once the user asked to stop.  Long work should look now and then
 * and end with pyvenv_fail; the functions below do so by themselves. */
PYVENV_EXPORT int pyvenv_cancelled (const pyvenv_context *cx);

/* ---- Utilities ------------------------------------------------------- */

/* printf into a string that the context owns until build_done returns (until
 * unload in load, config and config_complete).  NULL on out of memory, with
 * the error recorded. */
PYVENV_EXPORT const char *pyvenv_format (pyvenv_context *cx,
                                         const char *fmt, ...)
  PYVENV_PRINTF (2, 3);

/* Reads yes/no, on/off, true/false, 1/0.  KEY is for the error message. */
PYVENV_EXPORT int pyvenv_parse_bool (pyvenv_context *cx, const char *key,
                                     const char *value, int *out) PYVENV_CHECK;

/* A line of pyvenv.cfg.  set works in every hook: the file is rewritten, by
 * rename, after the phase that changed it.  VALUE NULL removes the key.
 * Control characters are refused.  A key lasts: --upgrade, which does not run
 * post_setup, keeps it.  get answers NULL if there is no such key. */
PYVENV_EXPORT int pyvenv_cfg_set (pyvenv_context *cx, const char *key,
                                  const char *value) PYVENV_CHECK;
PYVENV_EXPORT const char *pyvenv_cfg_get (const pyvenv_context *cx,
                                          const char *key);

/* The four below take paths relative to ENV_DIR, or absolute ones below it, as
 * the accessors answer them: "%s/corp.pth" with pyvenv_site_dir.  They create
 * missing parents.  A path that leaves the environment fails, also one that does
 * so through a symbolic link, and so do .pyvenv-unfinished and .pyvenv-saved,
 * which the core needs to undo.  What they change is undone if the environment
 * is given up; what a child process changes is not, except in an environment
 * that is new. */

/* A directory; nothing happens where it exists. */
PYVENV_EXPORT int pyvenv_make_dir (pyvenv_context *cx,
                                   const char *relpath) PYVENV_CHECK;

/* A file with LENGTH bytes of DATA; what was there is replaced by rename.
 * MODE is used as it is, whatever the umask; 0 means 0666 & ~umask. */
PYVENV_EXPORT int pyvenv_write_file (pyvenv_context *cx, const char *relpath,
                                     const void *data, size_t length,
                                     unsigned mode) PYVENV_CHECK;

/* Symlinks or copies the file SRC to RELPATH, as the user's options and the
 * platform ask, falling back from link to copy, which gets the mode of SRC.  SRC
 * is absolute, or relative to the folder of RELPATH, as in a link. */
PYVENV_EXPORT int pyvenv_link_or_copy (pyvenv_context *cx, const char *src,
                                       const char *relpath) PYVENV_CHECK;

/* Deletes a file, a link, or a directory with all in it; nothing happens where
 * there is none. */
PYVENV_EXPORT int pyvenv_remove (pyvenv_context *cx,
                                 const char *relpath) PYVENV_CHECK;

/* Adds a placeholder besides __VENV_DIR__, __VENV_NAME__, __VENV_PROMPT__,
 * __VENV_BIN_NAME__ and __VENV_PYTHON__.  NAME is written __LIKE_THIS__. */
PYVENV_EXPORT int pyvenv_define (pyvenv_context *cx, const char *name,
                                 const char *value) PYVENV_CHECK;

/* Copies DIR/common and DIR/posix (DIR/nt on Windows) into the bin directory,
 * replacing placeholders in text files, each quoted for the shell that the
 * file's suffix names, and keeping permission bits.  A missing subdirectory is
 * not an error, a missing DIR is.  DIR is absolute or relative to the working
 * directory. */
PYVENV_EXPORT int pyvenv_install_scripts (pyvenv_context *cx,
                                          const char *dir) PYVENV_CHECK;

/* Called for each line, without its newline, while the child runs.  Returns 0;
 * anything else, best after pyvenv_fail, stops the child with all that it has
 * started, and fails the run, whatever its *STATUS.  No further line comes
 * then. */
typedef int pyvenv_line (void *data, pyvenv_context *cx, int stream,
                         const char *line);

/* What is added to the number of a signal in *STATUS below.  No exit status is
 * as large, so that exit (137) is not taken for a SIGKILL. */
#define PYVENV_STATUS_SIGNAL 256

/* Runs ARGV (NULL-terminated, argv[0] an absolute path) in ENV_DIR with stdin
 * empty, VIRTUAL_ENV set and PYTHONHOME and PYTHONPATH removed.  ON_LINE NULL
 * passes the lines to progress.  Returns 0 if it exited with 0; otherwise
 * fails, and *STATUS (may be NULL) holds its exit status, 1 to 255,
 * PYVENV_STATUS_SIGNAL + N if signal N ended it, or -1 if it did not start. */
PYVENV_EXPORT int pyvenv_run (pyvenv_context *cx, const char *const argv[],
                              pyvenv_line *on_line, void *data,
                              int *status) PYVENV_CHECK;

/* The same in the folder RELPATH of the environment. */
PYVENV_EXPORT int pyvenv_run_in (pyvenv_context *cx, const char *relpath,
                                 const char *const argv[],
                                 pyvenv_line *on_line, void *data,
                                 int *status) PYVENV_CHECK;

/* pyvenv_run for the environment's python, isolated (-I); ARGV does not include
 * the program. */
PYVENV_EXPORT int pyvenv_run_python (pyvenv_context *cx,
                                     const char *const argv[],
                                     pyvenv_line *on_line, void *data,
                                     int *status) PYVENV_CHECK;

/* Installs one wheel file without network, as the environment's pip would
 * (PEP 427, PEP 376).  What it depends on has to be there already.  PATH is
 * absolute.  FLAGS: 0, or
 *   PYVENV_WHEEL_BY_NAME     the user asked for a name and not for this file, so
 *                            that no direct_url.json (PEP 610) is due
 *   PYVENV_WHEEL_KEEP_NEWER  a newer version that is there already may stay; the
 *                            same version always stays
 *   PYVENV_WHEEL_NO_DEPS     what it depends on may be missing
 * Other bits are an error. */
#define PYVENV_WHEEL_BY_NAME    (1u << 0)
#define PYVENV_WHEEL_KEEP_NEWER (1u << 1)
#define PYVENV_WHEEL_NO_DEPS    (1u << 2)
PYVENV_EXPORT int pyvenv_install_wheel (pyvenv_context *cx, const char *path,
                                        unsigned flags) PYVENV_CHECK;

/* A wheel file for pyvenv_install_wheels.  Fields are only ever added at the end,
 * and one left out is zero. */
struct pyvenv_wheel {
  uint32_t struct_size;         /* sizeof (struct pyvenv_wheel) */
  const char *path;             /* absolute */
  const char *hash;             /* "sha256=HEX" (or sha384, sha512) that it has
                                 * to have, or NULL */
  const char *url;              /* where the user asked for it, for
                                 * direct_url.json; NULL: see FLAGS */
};

/* The same for COUNT wheels at once, which is faster than one after the other:
 * all of them are checked before anything is written, they may depend on each
 * other in any order, and those that are not in the cache are unpacked and
 * compiled on all processors.  Of several wheels of one project the last is
 * taken.  Where two of them have the same file there is a warning, and that of
 * the one whose name comes first in the alphabet is installed, as with pip.
 * FLAGS are those of pyvenv_install_wheel and hold for all wheels; one that has
 * a url gets its direct_url.json in any case. */
PYVENV_EXPORT int pyvenv_install_wheels (pyvenv_context *cx,
                                         const struct pyvenv_wheel *wheels,
                                         size_t count,
                                         unsigned flags) PYVENV_CHECK;

/* Uninstalls each distribution that nothing in this run has asked for: that was
 * neither installed by the functions of this header nor found to be there already
 * as it should.  KEEP names further projects that stay; it ends with NULL, and may
 * be NULL.  FLAGS: 0, or PYVENV_WHEEL_NO_DEPS: what is left may depend on what
 * goes; without it that fails with PYVENV_ERROR_ARCHIVE.  One without a RECORD
 * fails, too; what was not installed from a wheel (.egg-info, .egg-link) stays,
 * with a warning.  Nothing happens in a new environment.  Like all changes it is
 * undone if the environment is given up. */
PYVENV_EXPORT int pyvenv_remove_others (pyvenv_context *cx,
                                        const char *const *keep,
                                        unsigned flags) PYVENV_CHECK;

/* pyvenv_fetch answers this where there is nothing at the address, with the
 * error recorded; pyvenv_clear_error before going another way. */
#define PYVENV_MISSING 1

/* Downloads URL (file, http, https) to RELPATH in the environment, following
 * redirects, with the system's certificates.  HASH is "sha256=HEX" (or sha384,
 * sha512), which it has to have; NULL: whatever comes is taken.  Another one
 * fails with PYVENV_ERROR_ARCHIVE.  Without a hash plain http fails with
 * PYVENV_ERROR_NETWORK, also where a redirect leads to it, unless the host is
 * this machine or in trusted-host in the user's settings of pip; https never
 * leads back to http.  More than LIMIT bytes fail; 0 means 64 MiB.
 * No partial or wrong file is left.  Returns 0, -1 after pyvenv_fail, or
 * PYVENV_MISSING. */
PYVENV_EXPORT int pyvenv_fetch (pyvenv_context *cx, const char *url,
                                const char *relpath, const char *hash,
                                uint64_t limit) PYVENV_CHECK;

/* Which wheels pyvenv_find_wheels is to find.  Fields are only ever added at the
 * end, and one left out is zero; a struct_size smaller than that of the first
 * version is an error, and so are flags that the core does not know. */
struct pyvenv_search {
  uint32_t struct_size;         /* sizeof (struct pyvenv_search) */
  uint32_t flags;               /* PYVENV_FROM_*, PYVENV_PRERELEASES,
                                 * PYVENV_KEEP_INSTALLED */
  const char *const *requirements; /* "setuptools>=65,<70", ...; ends with
                                    * NULL */
  const char *index_url;        /* NULL: the one that pip would use */
  const char *find_links;       /* folders and pages, separated by blanks; NULL:
                                 * those that pip would use */
};
#define PYVENV_FROM_INDEX      (1u << 0)
#define PYVENV_FROM_FIND_LINKS (1u << 1)
#define PYVENV_PRERELEASES     (1u << 2)
#define PYVENV_KEEP_INSTALLED  (1u << 3)

/* Called for each requirement in turn, once all were found and downloaded.
 * PATH is a wheel file that lasts as long as the call.  With
 * PYVENV_KEEP_INSTALLED it is NULL where the environment has VERSION already,
 * that meets the requirement, and nothing newer was found.  Returns 0, or -1
 * after pyvenv_fail, which ends it; any other value counts as -1. */
typedef int pyvenv_found (void *data, pyvenv_context *cx,
                          const char *requirement, const char *version,
                          const char *path);

/* pyvenv_find_wheels answers this where no index could be reached, with the
 * error recorded; pyvenv_clear_error before going another way. */
#define PYVENV_UNREACHABLE 1

/* Finds the newest wheel for each requirement that the environment's python
 * can use, as pip would with the user's settings of pip, and downloads
 * it unless it is in the cache.  Dependencies are not looked at.  Returns 0, -1
 * after pyvenv_fail, or PYVENV_UNREACHABLE. */
PYVENV_EXPORT int pyvenv_find_wheels (pyvenv_context *cx,
                                      const struct pyvenv_search *search,
                                      pyvenv_found *on_found,
                                      void *data) PYVENV_CHECK;

/* How much of a lock or a requirements file is installed, and how.  Fields are
 * only ever added at the end, and one left out is zero; a struct_size smaller than
 * that of the first version is an error, and so are flags that the core does not
 * know. */
struct pyvenv_requirements {
  uint32_t struct_size;         /* sizeof (struct pyvenv_requirements) */
  uint32_t flags;               /* PYVENV_REQUIREMENTS_* */
  const char *const *extras;    /* of a lock, "test"; ends with NULL; NULL: none */
  const char *const *groups;    /* dependency groups of a lock, besides its default
                                 * groups; as above */
};

/* What a package depends on may be missing. */
#define PYVENV_REQUIREMENTS_NO_DEPS (1u << 0)

/* The two below answer these where it is up to pip, with the reason recorded:
 * versions have to be chosen or pip alone can follow what the file says, or
 * something has no wheel and would have to be built.  Nothing was changed;
 * pyvenv_clear_error before going another way. */
#define PYVENV_NEEDS_PIP   1
#define PYVENV_NEEDS_BUILD 2

/* Brings this environment to what the file at PATH, which is absolute, asks for:
 * what is missing is installed, what has another version, or another place where
 * the file names one, is replaced, and the rest stays as it is.  The file is a
 * lock (PEP 751), by its name pylock.toml or pylock.NAME.toml, or else a
 * requirements file (as of `pip install -r`) in which each line names one version
 * or one wheel.  Wheels that the file does not say the place of are looked for
 * where pip would look.  Files that are not in the cache are downloaded, at once,
 * and checked before they are used.  OPTIONS NULL: all zero.  Returns 0, -1 after
 * pyvenv_fail, or PYVENV_NEEDS_*. */
PYVENV_EXPORT int
pyvenv_install_requirements (pyvenv_context *cx, const char *path,
                             const struct pyvenv_requirements *options)
  PYVENV_CHECK;

/* What the same call would answer, by all that the files themselves say: no other
 * file is looked for, and nothing is changed.  For a plugin's check. */
PYVENV_EXPORT int
pyvenv_check_requirements (pyvenv_context *cx, const char *path,
                           const struct pyvenv_requirements *options)
  PYVENV_CHECK;

#ifdef __cplusplus
}
#endif

#endif /* PYVENV_PLUGIN_H */
