/* pip_option.h: the options of pip that its settings name. */
#ifndef PYVENV_PIP_OPTION_H
#define PYVENV_PIP_OPTION_H

#include <stdbool.h>

/* Whether KEY, as written by the user, is the option NAME: lower case, with '-'
 * for '_' and without two leading dashes. */
bool pip_option_is (const char *key, const char *name);

/* What is off is as good as not set: `user = no`. */
bool pip_option_is_off (const char *value);

/* Whether the option KEY, set to VALUE, cannot change which files `pip install`
 * puts where when it installs pure wheels by name.  An option that is not known
 * is not harmless: a newer pip may have one that restricts what it takes. */
bool pip_option_is_harmless (const char *key, const char *value);

#endif
