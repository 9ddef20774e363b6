/* key_value.h: the values of keys, by their types. */
#ifndef PYVENV_KEY_VALUE_H
#define PYVENV_KEY_VALUE_H

#include "settings.h"

#include <pyvenv-plugin.h>
#include <stdbool.h>

/* Whether values of KEY add up. */
bool key_is_list (const struct pyvenv_key *key);

/* Whether GIVEN is a value of the key NAME of PLUGIN, and counts. */
bool key_counts (const struct given *given, const char *plugin,
                 const char *name);

/* Takes the next value from *REST, that which GIVEN has of KEY, and moves it on;
 * NULL: that was the last.  Returns 1 with *VALUE as config is to see it, 0 where
 * there is none, as where what is optional is absent, or -1 after report_fail.
 * Strings are the arena's. */
int key_next_value (struct settings *settings, const struct pyvenv_key *key,
                    const struct given *given, const char **rest,
                    const char **value);

#endif
