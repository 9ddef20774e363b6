/* template.h: text with placeholders, filled in one pass.
 *
 * A substituted value is never scanned again, and each value is quoted for the
 * shell that reads the file, so that any directory name and prompt is safe. */
#ifndef PYVENV_TEMPLATE_H
#define PYVENV_TEMPLATE_H

#include "quote.h"
#include "text.h"

#include <stdbool.h>

/* A placeholder: NAME as it is written in the template, "__VENV_DIR__". */
struct template_value {
  const char *name;
  const char *value;
  bool is_code;                 /* VALUE is not quoted */
};

/* Adds LENGTH bytes of SOURCE to OUT, each of VALUES (ends with a NULL name)
 * quoted in STYLE in place of its name.  Placeholders that are not among
 * VALUES stay as they are. */
void template_fill (struct text *out, const char *source, size_t length,
                    const struct template_value *values,
                    const struct quote_style *style);

#endif
