/* settings_put.h: one INI file while it is read. */
#ifndef PYVENV_SETTINGS_PUT_H
#define PYVENV_SETTINGS_PUT_H

#include "settings.h"

/* One file while it is read. */
struct settings_reading {
  struct settings *settings;
  const char *path, *folder;
  unsigned flags;
  bool is_roots;                /* it belongs to root, and may lock */
  const char *rest;             /* what inih has not asked for yet */
  int line;                     /* the number of the last that it asked for */
  bool continues;               /* that line continues the value before */
  int failed;                   /* the one that was refused here, or 0 */

  /* The key that may yet be continued, and its line; NULL: none. */
  const char *section, *key, *value;
  int key_line;
  bool joins;                   /* the next line follows without a blank */

  /* Come into force at the end of the file. */
  struct setting_lock *locks;
  const char *lock_message;
};

/* Does what "KEY = VALUE" asks for, which stands at PLACE in reading->section.
 * SIGN is that in front of the "=": '+', '-', or '=' where there is none.  Returns
 * 0, or -1 after report_fail. */
int settings_put (struct settings_reading *reading, const char *key, char sign,
                  const char *value, const struct setting_place *place);

#endif
