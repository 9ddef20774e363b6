/* bundle.h: the wheels that come with an interpreter. */
#ifndef PYVENV_BUNDLE_H
#define PYVENV_BUNDLE_H

#include <pyvenv-plugin.h>

/* Absolute paths; NULL where the interpreter brings no such wheel.  The strings
 * are the context's. */
struct bundle {
  const char *pip;
  const char *setuptools;
};

/* Looks in the folder of the option wheel-dir, and then where the interpreter's own
 * ensurepip would: in the folder of wheels that its build names (WHEEL_PKG_DIR),
 * else beside ensurepip.  Finding nothing
 * is no failure.  Returns 0, or -1 after pyvenv_fail on out of memory. */
int bundle_find (pyvenv_context *cx, struct bundle *ret) PYVENV_CHECK;

/* The folder of wheels beside ensurepip, whether it is there or not; NULL where
 * the standard library is not known. */
const char *bundle_folder (pyvenv_context *cx);

/* The name of the distribution's package that brings ensurepip and the wheels,
 * as Debian calls it.  The string is the context's; NULL on out of memory. */
const char *bundle_package (pyvenv_context *cx);

/* TEXT, an option's of that name, with {version}, {python} and {file} replaced by
 * the version X.Y of Python, the interpreter and FILE.  The string is the context's;
 * NULL where the option is not given, or after pyvenv_fail on out of memory. */
const char *bundle_message (pyvenv_context *cx, const char *option,
                            const char *file);

/* The version in the name of a wheel file (PEP 427), PATH's.  The string is the
 * context's; NULL on out of memory. */
const char *bundle_version (pyvenv_context *cx, const char *path);

#endif
