/* interpreter_private.h: what the interpreter_*.c files share. */
#ifndef PYVENV_INTERPRETER_PRIVATE_H
#define PYVENV_INTERPRETER_PRIVATE_H

#include "interpreter.h"
#include "spec.h"
#include "text.h"

#include <sys/stat.h>

/* What became of a candidate. */
enum interpreter_verdict {
  INTERPRETER_TAKEN,
  INTERPRETER_REFUSED,          /* its reason was written down */
  INTERPRETER_FAILED            /* the error is on the context: stop */
};

/* One call of interpreter_find. */
struct interpreter_search {
  struct report *report;
  struct arena *arena;          /* for what is found */
  struct arena scratch;
  struct spec spec;
  const char *origin;           /* where it came from, for messages */
  const char *cache_dir;        /* NULL: no records */
  struct interpreter *found;
  struct text refused;          /* "\n  PATH: REASON" for each candidate */
  const char *reason;           /* of the last one */
  struct interpreter_tried *tried;
  int environments;             /* that the candidate was followed through */
};

/* ---- interpreter.c --------------------------------------------------- */

/* Looks at the file PATH, absolute.  Nothing is written down for what does not
 * exist or is a folder, unless it is what was asked for. */
enum interpreter_verdict
interpreter_try (struct interpreter_search *search, const char *path);

/* Whether PATH begins with "#!". */
bool interpreter_is_script (const char *path);

/* PYVENV_PROBE_TIMEOUT, seconds for machines that are very slow, or what counts
 * without it; -1: it is no such number. */
int interpreter_probe_timeout (void);

/* ---- interpreter_refuse.c -------------------------------------------- */

/* Writes down why PATH does not do.  Control characters in the text are
 * replaced: parts of it come from programs that went wrong. */
enum interpreter_verdict
interpreter_refuse (struct interpreter_search *search, const char *path,
                    const char *fmt, ...)
  __attribute__ ((format (printf, 3, 4)));

/* The same where stat () of PATH failed with ERROR ... */
enum interpreter_verdict
interpreter_refuse_missing (struct interpreter_search *search,
                            const char *path, int error);

/* ... and where PATH is a folder. */
enum interpreter_verdict
interpreter_refuse_folder (struct interpreter_search *search,
                           const char *path);

/* Out of memory, on the context. */
enum interpreter_verdict
interpreter_no_memory (struct interpreter_search *search);

/* ---- interpreter_search.c -------------------------------------------- */

/* Tries what the specification says, until something is taken.  Returns
 * INTERPRETER_REFUSED if nothing is. */
enum interpreter_verdict
interpreter_search_run (struct interpreter_search *search);

/* The names that were looked for, "python3 or python", in the arena. */
const char *interpreter_search_names (struct interpreter_search *search);

/* ---- interpreter_base.c ---------------------------------------------- */

/* What pyvenv.cfg says of the environment that an interpreter is in. */
struct interpreter_outer {
  const char *folder;           /* that pyvenv.cfg is in */
  const char *home;             /* absolute */
  const char *executable;       /* of the base, absolute; NULL: not said */
  int major, minor;             /* its version; 0: not said */
};

/* Reads that of PATH, absolute: the file lies beside it or one level above.
 * Returns 1; 0 where PATH is in no environment, since there is no such file or no
 * `home` in it; or -1 with errno ENOMEM.  All of *RET lives in ARENA. */
int interpreter_base_read (struct arena *arena, const char *path,
                           struct interpreter_outer *ret);

/* What an environment may have been made from, the likeliest first.  Each is a
 * file, which may be in an environment itself. */
struct interpreter_bases {
  const char *paths[6];
  size_t count;
  bool linked;                  /* the environment links to it: no guess */
  const char *missing;          /* where there is none, what should be there */
};

/* Lists that of PATH, the interpreter of the environment OUTER.  Returns 0, or -1
 * with errno ENOMEM. */
int interpreter_base_list (struct arena *arena, const char *path,
                           const struct interpreter_outer *outer,
                           struct interpreter_bases *ret);

/* ---- interpreter_path.c ---------------------------------------------- */

/* The folder that PATH, absolute, lies in.  NULL with errno. */
const char *interpreter_folder (struct arena *arena, const char *path);

/* Without ".", ".." and doubled slashes.  Where that would name another file,
 * because ".." comes behind a link, the folder is resolved.  NULL with errno. */
const char *interpreter_tidy_path (struct arena *arena, const char *path);

/* PATH below the working directory, unless it is absolute.  NULL with errno. */
const char *interpreter_absolute_path (struct arena *arena, const char *path);

/* ---- interpreter_home.c ---------------------------------------------- */

/* Makes ret->base_executable, PATH as it was started, one whose folder does as
 * `home` of an environment: from there the library is found that FOUND itself
 * reported.  An environment is started where the files do not tell.  Refuses PATH
 * where there is no such folder. */
enum interpreter_verdict
interpreter_home_settle (struct interpreter_search *search, const char *path,
                         struct interpreter *found);

/* ---- interpreter_probe.c --------------------------------------------- */

/* Runs PATH and asks it for its facts.  Never answers INTERPRETER_TAKEN
 * without all of them. */
enum interpreter_verdict
interpreter_probe (struct interpreter_search *search, const char *path,
                   struct interpreter *ret);

/* Runs PATH, the interpreter of an environment that was made to try, isolated and
 * without site.  Answers what it says, in SCRATCH, of sys.executable and
 * sys.base_prefix; both are NULL where it does not start. */
struct interpreter_trial {
  const char *executable;
  const char *prefix;
};
struct interpreter_trial
interpreter_probe_trial (struct interpreter_search *search, const char *path);

/* ---- interpreter_facts.c --------------------------------------------- */

/* Reads one line "KEY=VALUE" into RET; *NEXT counts the lines, starting from 0.
 * They come in the order of struct interpreter's table and never otherwise.
 * Returns whether all is well with the line. */
bool interpreter_facts_read (struct arena *arena, struct interpreter *ret,
                             size_t *next, const char *line);

/* Whether all were read and make sense together. */
bool interpreter_facts_complete (const struct interpreter *interpreter,
                                 size_t next);

void interpreter_facts_write (const struct interpreter *interpreter,
                              struct text *text);

/* ---- interpreter_record.c -------------------------------------------- */

/* The facts recorded for PATH, whose file is as STATUS says.  Returns false
 * where there is no record, or it is not to be trusted. */
bool interpreter_record_read (struct interpreter_search *search,
                              const char *path, const struct stat *status,
                              struct interpreter *ret);

/* Records facts.  Not being able to is told with report_debug only. */
void interpreter_record_write (struct interpreter_search *search,
                               const char *path, const struct stat *status,
                               const struct interpreter *interpreter);

#endif
