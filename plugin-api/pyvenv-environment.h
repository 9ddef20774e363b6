/* pyvenv-environment.h: the environment that is being built: its paths and
 * interpreter, its files, programs run in it.  Part of pyvenv-plugin.h, which
 * plugins include.
 */
#ifndef PYVENV_PLUGIN_ENVIRONMENT_H
#define PYVENV_PLUGIN_ENVIRONMENT_H

#include "pyvenv-context.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

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
 *   "platform"        sys.platform
 *   "bits"            "32" or "64", the size of its addresses */
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

/* The value of the option NAME, the long one of the command line without its
 * dashes, whoever gave it: "true" or "false" for a flag; NULL where nobody did.
 * Owned by the builder. */
PYVENV_EXPORT const char *pyvenv_option_value (const pyvenv_context *cx,
                                               const char *name);

/* This plugin's block of local_size bytes for this environment, zeroed before
 * check; NULL where local_size is 0 or there is no environment yet. */
PYVENV_EXPORT void *pyvenv_local (pyvenv_context *cx);

/* Changes the prompt; in check, and in hooks until create_configuration goes on
 * (pyvenv_call_next); later it fails. */
PYVENV_EXPORT int pyvenv_set_prompt (pyvenv_context *cx,
                                     const char *prompt) PYVENV_CHECK;

/* Has the activation scripts set the environment variable NAME, letters, digits and
 * "_", to VALUE, any UTF-8 without control characters.  HOW is one of
 *   PYVENV_VARIABLE_SET      it becomes VALUE
 *   PYVENV_VARIABLE_PREPEND  VALUE and a colon go in front of what it is
 *   PYVENV_VARIABLE_DEFAULT  it becomes VALUE where it is not set
 * "deactivate" gives back what it was before.  Of two calls for one variable the
 * later counts, or goes in front.  In check, and in hooks until setup_scripts goes on
 * (pyvenv_call_next); later it fails.  It is kept in pyvenv.cfg, so that --upgrade
 * writes it again. */
#define PYVENV_VARIABLE_SET     0
#define PYVENV_VARIABLE_PREPEND 1
#define PYVENV_VARIABLE_DEFAULT 2
PYVENV_EXPORT int pyvenv_set_variable (pyvenv_context *cx, const char *name,
                                       const char *value, int how) PYVENV_CHECK;

/* The same for PATH: FOLDER, absolute or relative to ENV_DIR, comes behind the
 * environment's own folder of programs, in front of all others. */
PYVENV_EXPORT int pyvenv_add_path (pyvenv_context *cx,
                                   const char *folder) PYVENV_CHECK;

/* Non-zero once the user asked to stop.  Long work should look now and then
 * and end with pyvenv_fail; the functions of this API do so by themselves. */
PYVENV_EXPORT int pyvenv_cancelled (const pyvenv_context *cx);

/* ---- pyvenv.cfg, files, scripts --------------------------------------- */

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
 * MODE, of the bits 0777, is used as it is, whatever the umask; 0 means
 * 0666 & ~umask. */
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

/* ---- Programs -------------------------------------------------------- */

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

#ifdef __cplusplus
}
#endif

#endif /* PYVENV_PLUGIN_ENVIRONMENT_H */
