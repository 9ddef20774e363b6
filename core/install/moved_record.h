/* moved_record.h: RECORD and .pth files of an environment that was moved. */
#ifndef PYVENV_MOVED_RECORD_H
#define PYVENV_MOVED_RECORD_H

#include "arena.h"
#include "record.h"

#include <pyvenv-plugin.h>
#include <stddef.h>

struct moved_record {
  pyvenv_context *cx;
  struct arena arena;
  const char *purelib;          /* relative to ENV_DIR */
  const char *old_dir;          /* where the environment lay; NULL: nothing tells */
  struct record changed;        /* as RECORD has them, of scripts that changed */
};

/* Notes that the script NAME in bin has these bytes now.  0, or -1 after
 * pyvenv_fail. */
int moved_record_add (struct moved_record *record, const char *name,
                      const char *bytes, size_t length);

/* Writes what names a changed script, or the old folder.  0, or -1 after
 * pyvenv_fail. */
int moved_record_write (struct moved_record *record);

#endif
