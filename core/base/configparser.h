/* configparser.h: reads a file as Python's configparser does without interpolation,
 * which is what the settings of pip and virtualenv are written in. */
#ifndef PYVENV_CONFIGPARSER_H
#define PYVENV_CONFIGPARSER_H

#include <stdbool.h>
#include <stddef.h>

/* Called for each key with its value, whose lines are joined with newlines. */
typedef void configparser_entry (void *data, const char *section,
                                 const char *key, const char *value);

/* Reads the LENGTH bytes of a file, which a NUL follows, and calls ENTRY with
 * DATA. False where they are not in this format: then ENTRY was not called, and
 * *LINE is the number of the line that is wrong. */
bool configparser_read (const char *bytes, size_t length,
                        configparser_entry *entry, void *data, unsigned *line);

#endif
