/* string_checks.h: predicates on strings. */
#ifndef PYVENV_STRING_CHECKS_H
#define PYVENV_STRING_CHECKS_H

#include <stdbool.h>
#include <stddef.h>

bool string_starts_with (const char *string, const char *prefix);
bool string_ends_with (const char *string, const char *suffix);

/* Well-formed UTF-8 without surrogates or overlong forms (RFC 3629). */
bool string_is_utf8 (const char *bytes, size_t length);

/* Reads yes/no, on/off, true/false, 1/0 in any case.  False where it is none of
 * them. */
bool string_to_bool (const char *string, bool *ret);

/* Has a byte below 0x20, or 0x7f. */
bool string_has_control (const char *string);

#endif
