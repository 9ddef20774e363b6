/* warnings.h: warnings that are kept for the object of their environment. */
#ifndef PYVENV_WARNINGS_H
#define PYVENV_WARNINGS_H

#include <pyvenv.h>
#include <stdio.h>

/* A list, oldest first; NULL is an empty one. */
struct warning {
  const pyvenv_context *owner;  /* NULL: before any environment */
  char *text;
  struct warning *next;
};

/* Adds a warning; without memory for it, it is lost. */
void warnings_keep (struct warning **list, const struct pyvenv_event *event);

/* Prints the warnings of OWNER, and those from before any environment, as a JSON
 * array, and removes them from the list. */
void warnings_print (struct warning **list, FILE *out,
                     const pyvenv_context *owner);

#endif
