/* quote.h: text as one word of a shell.
 *
 * Each shell has one row in the table of quote.c, which holds for every file
 * that it reads: activation scripts, those of plugins, and lines that start
 * an interpreter. */
#ifndef PYVENV_QUOTE_H
#define PYVENV_QUOTE_H

#include "text.h"

struct quote_style;

/* How the shell quotes that reads the file NAME, by its suffix; sh where no
 * other shell is known for it.  Never NULL; lives as long as the program. */
const struct quote_style *quote_style_of (const char *name);

/* Adds VALUE, any bytes, to OUT as one word, without quotes where it needs
 * none. */
void quote_add_word (struct text *out, const char *value,
                     const struct quote_style *style);

/* The same with quotes in any case. */
void quote_add_quoted (struct text *out, const char *value,
                       const struct quote_style *style);

/* Adds VALUE as a part of what stands between quotes already. */
void quote_add_inside (struct text *out, const char *value,
                       const struct quote_style *style);

#endif
