/* pip_ini.h: reads a file as Python's configparser does without interpolation,
 * which is what pip's settings are written in. */
#ifndef PYVENV_PIP_INI_H
#define PYVENV_PIP_INI_H

#include <stdbool.h>
#include <stddef.h>

/* Called for each key with its value, whose lines are joined with newlines. */
typedef void pip_ini_entry (void *data, const char *section, const char *key,
                            const char *value);

/* Reads the LENGTH bytes of a file, which a NUL follows, and calls ENTRY with
 * DATA. False where they are not in this format: then ENTRY was not called, and
 * *LINE is the number of the line that is wrong. */
bool pip_ini_read (const char *bytes, size_t length, pip_ini_entry *entry,
                   void *data, unsigned *line);

#endif
