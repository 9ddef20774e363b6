/* complain.h: the errors and warnings of the program itself, on stderr. */
#ifndef PYVENV_COMPLAIN_H
#define PYVENV_COMPLAIN_H

#include <stdbool.h>

/* Whether --json is among the arguments.  The first message may come before that
 * option is read. */
bool complain_as_json (int argc, char *const *argv);

/* Prints the error TEXT and, on a line of its own, HINT, which may be NULL; with
 * JSON as one object.  Returns STATUS, the exit status. */
int complain (bool json, int status, const char *text, const char *hint);

/* The same for one environment; ENV_DIR may be NULL.  It is
 * printed in JSON only; TEXT has the path. */
int complain_of (bool json, int status, const char *env_dir,
                 const char *text, const char *hint);

/* Prints the warning TEXT. */
void complain_mildly (bool json, const char *text);

#endif
