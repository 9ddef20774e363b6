/* entry_points.h: the scripts that entry_points.txt declares. */
#ifndef PYVENV_ENTRY_POINTS_H
#define PYVENV_ENTRY_POINTS_H

#include "report.h"
#include "vector.h"

/* A script to generate: it calls ATTRIBUTE of MODULE. */
struct entry_point {
  const char *name;
  const char *module;           /* "pip._internal.cli.main" */
  const char *attribute;        /* "main", "Class.method" */
};

DEFINE_VECTOR (entry_points, struct entry_point);

/* Reads the console_scripts and gui_scripts of LENGTH bytes of an
 * entry_points.txt, checked; strings live in ARENA.  0, or -1 with the reason
 * in REPORT. */
int entry_points_parse (struct entry_points *list, struct arena *arena,
                        const char *bytes, size_t length,
                        struct report *report);

#endif
