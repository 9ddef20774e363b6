/* interpreter.h: which base interpreter, and what is known about it.
 *
 * An interpreter is found from a SPEC (a path, a name, a version, a PEP 440
 * range), resolved out of environments and shims, and asked once for its facts,
 * which are kept in a record under the user's cache. */
#ifndef PYVENV_INTERPRETER_H
#define PYVENV_INTERPRETER_H

#include "arena.h"
#include "report.h"

#include <pyvenv-plugin.h>
#include <stdbool.h>

/* What the builder takes from the base interpreter.  All strings belong to the
 * arena that was given to interpreter_find. */
struct interpreter {
  const char *base_executable;  /* absolute, links not resolved: what links
                                 * point to; its folder is the key `home` */
  const char *executable;       /* sys.executable of the run to imitate, which
                                 * the key `command` starts with */
  const char *real_executable;  /* realpath of executable: the key `executable` */
  int major, minor, micro;
  const char *version;          /* "3.13.0" */
  const char *implementation;   /* "cpython" */
  const char *platform;         /* sys.platform */
  bool is_64bit;                /* sys.maxsize > 2**32 */
  const char *abi_thread;       /* "t" for free-threaded builds, else "" */
  const char *abiflags;         /* sys.abiflags */
  const char *platlibdir;       /* sys.platlibdir, "lib" where there is none */
  const char *cache_tag;        /* "cpython-313" */
  const char *magic;            /* "f30d0d0a" */
  const char *prefix;           /* sys.base_prefix */
  const char *stdlib;           /* absolute */
  const char *purelib;          /* site-packages of the base, absolute */
  const char *wheel_pkg_dir;    /* "" where not configured */
  const char *env_purelib;      /* relative: "lib/python3.13/site-packages" */
  const char *env_include;      /* relative: "include/python3.13", "include" */
  const char *extension_suffix; /* ".cpython-313-x86_64-linux-gnu.so" */
  const char *build_platform;   /* sysconfig.get_platform(): "linux-x86_64" */
  const char *libc;             /* "glibc 2.36", "musl 1.2"; "": not known */
};

/* Finds the interpreter for SPEC; NULL or "" means the default: python3, else
 * python, on PATH.  ORIGIN is who asks for it, for messages, or NULL.
 * CACHE_DIR is where records live ("…/pyvenv"), NULL for no cache.  Everything
 * returned lives in ARENA.  Returns 0, or -1 after report_fail_as on CX with
 * kind PYVENV_ERROR_INTERPRETER, naming each candidate and why it was refused.
 * report_debug tells each step. */
int interpreter_find (struct report *report, const char *spec,
                      const char *origin, const char *cache_dir,
                      struct arena *arena, struct interpreter *ret);

#endif
