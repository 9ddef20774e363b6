/* pip_ini.h: reads a file as Python's configparser does without interpolation,
 * which is what pip's settings are written in. */
#ifndef PYVENV_PIP_INI_H
#define PYVENV_PIP_INI_H

/* Called for each key with its value, whose lines are joined with newlines. */
typedef void pip_ini_entry (void *data, const char *section, const char *key,
                            const char *value);

enum pip_ini_result {
  PIP_INI_READ,
  PIP_INI_NONE,                 /* no such file, or not readable */
  PIP_INI_BAD                   /* not in this format; nothing was called */
};

/* *LINE is that of the mistake in a bad file. */
enum pip_ini_result pip_ini_read (const char *path, pip_ini_entry *entry,
                                  void *data, unsigned *line);

#endif
