/* marker.h: environment markers, "python_version < '3.11' and extra == 'test'".
 *
 * Source: "Dependency specifiers" of the packaging specifications (PEP 508),
 * and for extras and dependency_groups PEP 751.  Where that page leaves a
 * choice, the meaning is the one of the packaging library that pip uses since
 * 26.0. */
#ifndef PYVENV_MARKER_H
#define PYVENV_MARKER_H

#include "arena.h"
#include "syntax_error.h"

#include <stdbool.h>
#include <stddef.h>

/* What a marker can ask for.  The last two are sets of names. */
enum marker_variable {
  MARKER_PYTHON_VERSION,        /* "3.13" */
  MARKER_PYTHON_FULL_VERSION,   /* "3.13.0rc1" */
  MARKER_OS_NAME,               /* os.name */
  MARKER_SYS_PLATFORM,          /* sys.platform */
  MARKER_PLATFORM_MACHINE,      /* uname -m */
  MARKER_PLATFORM_RELEASE,      /* uname -r */
  MARKER_PLATFORM_SYSTEM,       /* uname -s */
  MARKER_PLATFORM_VERSION,      /* uname -v */
  MARKER_PLATFORM_PYTHON_IMPLEMENTATION, /* "CPython" */
  MARKER_IMPLEMENTATION_NAME,   /* sys.implementation.name, "cpython" */
  MARKER_IMPLEMENTATION_VERSION, /* "3.13.0rc1", of PyPy "7.3.13" */
  MARKER_EXTRA,
  MARKER_STRINGS,               /* how many of them are strings */
  MARKER_EXTRAS = MARKER_STRINGS,
  MARKER_DEPENDENCY_GROUPS
};

/* Names of extras or of dependency groups, in any spelling of PEP 503. */
struct marker_names {
  const char *const *items;
  size_t count;
};

/* What the variables are.  A marker that asks for one that is NULL cannot be
 * evaluated: so should be `extra` for a lock file, where extras takes its
 * place, and extras and dependency_groups for everything else.  In a
 * requirements file `extra` is "". */
struct marker_environment {
  const char *strings[MARKER_STRINGS];
  const struct marker_names *extras, *dependency_groups;
};

enum marker_kind { MARKER_ANY, MARKER_ALL, MARKER_COMPARISON };

/* A term: a comparison, or the terms of which any one or all must hold. */
struct marker {
  enum marker_kind kind;
  const struct marker *first;   /* of MARKER_ANY and MARKER_ALL */
  const struct marker *next;    /* the term beside this one, or NULL */

  /* The rest is of MARKER_COMPARISON. */
  enum marker_variable variable;
  const char *variable_name;    /* as it was written */
  const char *operator;         /* "<=", "not in" */
  const char *constant;
  bool constant_first;          /* "'3.8' <= python_version" */
  size_t position;
};

/* Reads TEXT, which is UTF-8 and nothing but a marker.  All of it lives in
 * ARENA. NULL with errno: EINVAL with *ERROR set, or ENOMEM. */
const struct marker *marker_parse (struct arena *arena, const char *text,
                                   struct syntax_error *error);

/* Whether MARKER holds in ENVIRONMENT: 1 or 0.  -1 with errno: EINVAL with
 * *ERROR set (its message in ARENA) where it asks for what is not known or
 * compares what has no order, or ENOMEM.  Every comparison is looked at, so that
 * this does not depend on the others. */
int marker_evaluate (const struct marker *marker,
                     const struct marker_environment *environment,
                     struct arena *arena, struct syntax_error *error);

#endif
