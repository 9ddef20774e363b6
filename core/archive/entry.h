/* entry.h: entry_points.txt, and the scripts that come of it. */
#ifndef PYVENV_WHEEL_ENTRY_H
#define PYVENV_WHEEL_ENTRY_H

#include "arena.h"
#include "report.h"

/* A script to generate: it calls ATTRIBUTE of MODULE. */
struct entry {
  const char *name;
  const char *module;           /* "pip._internal.cli.main" */
  const char *attribute;        /* "main", "Class.method" */
};

struct entries {
  struct entry *list;
  size_t count;
  size_t room;
};

/* Reads the console_scripts and gui_scripts of LENGTH bytes of an
 * entry_points.txt, checked; strings live in ARENA. */
int entries_parse (struct entries *entries, struct arena *arena,
                   const char *bytes, size_t length, struct report *report);

/* As pip does: a declared "pip" becomes pip, pipX and pipX.Y, "easy_install"
 * becomes easy_install and easy_install-X.Y, whatever else of that kind the
 * wheel declares, since the wheel may have been built by another version. */
int entries_add_versions (struct entries *entries, struct arena *arena,
                          int major, int minor, struct report *report);

#endif
