/* pyvenv-context.h: the handle of one environment, and what is said through it:
 * errors, warnings, progress.  Part of pyvenv-plugin.h, which plugins include.
 */
#ifndef PYVENV_PLUGIN_CONTEXT_H
#define PYVENV_PLUGIN_CONTEXT_H

#include <stdarg.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined (__GNUC__) || defined (__clang__)
#define PYVENV_EXPORT __attribute__ ((__visibility__ ("default")))
#define PYVENV_PRINTF(f, a) __attribute__ ((__format__ (__printf__, f, a)))
#define PYVENV_CHECK __attribute__ ((__warn_unused_result__))
#else
#define PYVENV_EXPORT
#define PYVENV_PRINTF(f, a)
#define PYVENV_CHECK
#endif

/* One environment: its paths, its interpreter, its error.  Owned by the core,
 * used by one thread at a time, never kept after build_done.  load, config and
 * config_complete receive one that belongs to no environment yet: errors,
 * warnings and pyvenv_format work there, the accessors answer NULL or 0. */
typedef struct pyvenv_context pyvenv_context;

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

/* ---- Helpers --------------------------------------------------------- */

/* printf into a string that the context owns until build_done returns (until
 * unload in load, config and config_complete).  NULL on out of memory, with
 * the error recorded. */
PYVENV_EXPORT const char *pyvenv_format (pyvenv_context *cx,
                                         const char *fmt, ...)
  PYVENV_PRINTF (2, 3);

/* Reads yes/no, on/off, true/false, 1/0.  KEY is for the error message. */
PYVENV_EXPORT int pyvenv_parse_bool (pyvenv_context *cx, const char *key,
                                     const char *value, int *out) PYVENV_CHECK;

#ifdef __cplusplus
}
#endif

#endif /* PYVENV_PLUGIN_CONTEXT_H */
