/* json.h: what --json prints (RFC 8259), one object a line. */
#ifndef PYVENV_JSON_H
#define PYVENV_JSON_H

#include "warnings.h"

#include <pyvenv.h>
#include <stdbool.h>
#include <stdio.h>

/* Prints TEXT as a string; NULL as null. */
void json_string (FILE *out, const char *text);

/* Prints "NAME": VALUE and a comma. */
void json_member (FILE *out, const char *name, const char *value);
void json_number (FILE *out, const char *name, uint64_t value);
void json_boolean (FILE *out, const char *name, bool value);

/* The same for the last member, and the end of the object. */
void json_last (FILE *out, const char *name, const char *value);

/* Prints "status" and "error", the last members of each object on stdout, and the
 * end of the object. */
void json_end (FILE *out, int status, const char *error);

/* Prints the object of a finished environment on stdout, with its own of WARNINGS,
 * which are removed from the list. */
void json_environment (const struct pyvenv_event *event,
                       const pyvenv_builder *builder,
                       struct warning **warnings);

/* The same for an environment that was not tried; ENV_DIR is as given. */
void json_failure (const char *env_dir, int status, const char *error);

/* Prints any other event on stderr. */
void json_event (const struct pyvenv_event *event);

#endif
