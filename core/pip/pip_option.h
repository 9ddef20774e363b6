/* pip_option.h: the options of pip that its settings name. */
#ifndef PYVENV_PIP_OPTION_H
#define PYVENV_PIP_OPTION_H

#include <stdbool.h>

/* Whether KEY, as the user wrote it, is the option NAME: in lower case, with
 * '-' for '_', and without two leading dashes. */
bool pip_option_is (const char *key, const char *name);

/* Whether VALUE is false to pip ("no", "0", ""), as if the flag was not set. */
bool pip_option_is_off (const char *value);

/* Whether the option KEY, set to VALUE, cannot change which files `pip install`
 * puts where when it installs pure wheels by name.  False for an unknown
 * option: a newer pip may have one that restricts what is installed. */
bool pip_option_is_harmless (const char *key, const char *value);

/* Whether the option KEY only has a say in what `pip install --dry-run` chooses, so
 * that who installs what it chose need not know it. */
bool pip_option_is_of_choice (const char *key);

#endif
