/* variables.h: the variables that the activation scripts set. */
#ifndef PYVENV_VARIABLES_H
#define PYVENV_VARIABLES_H

#include "arena.h"
#include "cfg.h"
#include "report.h"

/* A folder for PATH, besides PYVENV_VARIABLE_*. */
#define VARIABLE_PATH (-1)

struct activation_variable {
  const char *name;             /* that of a folder for PATH is empty */
  const char *value;
  int how;                      /* PYVENV_VARIABLE_* or VARIABLE_PATH */
  struct activation_variable *next;
};

struct activation_variables {
  struct activation_variable *first; /* in the order in which they came */
};

/* Adds a variable, with copies of the strings in ARENA; one that was there already is
 * combined with it.  Refuses names and values that cannot work.  Returns 0, or -1
 * after report_fail. */
int variables_add (struct activation_variables *variables,
                   struct arena *arena, struct report *report,
                   const char *name, const char *value, int how);

/* Puts them into CFG, in the place of those that are there, as keys "activate-1"
 * and so on, so that --upgrade finds them.  -1 after report_fail. */
int variables_keep (const struct activation_variables *variables,
                    struct arena *arena, struct report *report,
                    struct cfg *cfg);

/* Adds those that variables_keep has put into CFG, in front of what VARIABLES has, so
 * that the latter override them; what cannot be read is passed over.  -1 after
 * report_fail. */
int variables_recall (struct activation_variables *variables,
                      struct arena *arena, struct report *report,
                      const struct cfg *cfg);

#endif
