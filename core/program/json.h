/* json.h: what --json prints (RFC 8259), one object a line. */
#ifndef PYVENV_JSON_H
#define PYVENV_JSON_H

#include "warnings.h"

#include <pyvenv.h>
#include <stdio.h>

/* TEXT as a string, or null. */
void json_string (FILE *out, const char *text);

/* "NAME": VALUE and a comma. */
void json_member (FILE *out, const char *name, const char *value);
void json_number (FILE *out, const char *name, uint64_t value);

/* The last member and the end of the object. */
void json_last (FILE *out, const char *name, const char *value);

/* The last two members, which all objects have that may tell of a failure, and
 * the end of the object. */
void json_end (FILE *out, int status, const char *error);

/* For a finished environment, on stdout; with those of WARNINGS that are its
 * own, which are forgotten. */
void json_environment (const struct pyvenv_event *event,
                       const pyvenv_builder *builder,
                       struct warning **warnings);

/* The same for one that could not even be tried; ENV_DIR is as given. */
void json_failure (const char *env_dir, int status, const char *error);

/* For any other event, on stderr. */
void json_event (const struct pyvenv_event *event);

#endif
