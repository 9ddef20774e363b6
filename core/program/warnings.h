/* warnings.h: warnings that are kept until their environment is finished, for
 * those who read nothing but its object. */
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

/* Keeps a warning.  One that memory does not suffice for is lost. */
void warnings_keep (struct warning **list, const struct pyvenv_event *event);

/* Prints those of OWNER, and those that came before any environment, as an array of
 * JSON and forgets them. */
void warnings_print (struct warning **list, FILE *out,
                     const pyvenv_context *owner);

#endif
