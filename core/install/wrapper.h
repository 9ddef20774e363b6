/* wrapper.h: the scripts that call entry points, byte for byte as pip writes
 * them (reference: distlib's ScriptMaker as pip 10 to 26 use it). */
#ifndef PYVENV_WRAPPER_H
#define PYVENV_WRAPPER_H

#include "text.h"

/* Which pip would have written the script. */
enum wrapper_style {
  WRAPPER_PIP_10,                /* 10.0 to 18.1 */
  WRAPPER_PIP_19,                /* 19.0 to 19.2 */
  WRAPPER_PIP_19_3,              /* 19.3 to 25.1 */
  WRAPPER_PIP_25_2,              /* 25.2 and 25.3 */
  WRAPPER_PIP_26                 /* 26.0 and later */
};

/* That of a version of pip; NULL means that there is none, and gives what most
 * versions write and every Python can run. */
enum wrapper_style wrapper_style_of (const char *pip_version);

/* The first lines, which run EXECUTABLE, an absolute path; without a slash it is the
 * one of that name beside the script. */
void wrapper_add_shebang (struct text *out, const char *executable);

/* A whole script that calls ATTRIBUTE of MODULE. */
void wrapper_add (struct text *out, const char *executable,
                  enum wrapper_style style, const char *module,
                  const char *attribute);

#endif
