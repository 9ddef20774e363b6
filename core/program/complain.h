/* complain.h: what the program itself has to say against a run, on stderr. */
#ifndef PYVENV_COMPLAIN_H
#define PYVENV_COMPLAIN_H

#include <stdbool.h>

/* Whether the messages are to be objects, of which the first may come before the
 * option is reached. */
bool complain_as_json (int argc, char *const *argv);

/* Says TEXT, and on a line of its own HINT, unless it is NULL; with JSON as one
 * object.  STATUS is the exit status that follows, and is returned. */
int complain (bool json, int status, const char *text, const char *hint);

/* The same for one environment; ENV_DIR may be NULL.  In plain text the path is
 * left to TEXT. */
int complain_of (bool json, int status, const char *env_dir,
                 const char *text, const char *hint);

/* Something that is merely wrong. */
void complain_mildly (bool json, const char *text);

#endif
