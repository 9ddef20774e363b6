/* text.h: a growing string of bytes.
 *
 * Errors are kept in the text, so that many pieces can be added before the
 * result is looked at once: text_failed, or text_take answering NULL. */
#ifndef PYVENV_TEXT_H
#define PYVENV_TEXT_H

#include "string_checks.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/* No text of ours comes near this; a program error stops here. */
#define TEXT_LIMIT ((size_t) 64 << 20)

struct text {
  char *bytes;                  /* NUL-terminated; NULL while empty */
  size_t length;
  size_t room;
  bool failed;                  /* out of memory, or longer than TEXT_LIMIT */
};

#define TEXT_EMPTY { NULL, 0, 0, false }
#define CLEAN_TEXT __attribute__ ((cleanup (text_clear)))

void text_add (struct text *text, const char *string);
void text_add_bytes (struct text *text, const void *bytes, size_t length);
void text_add_char (struct text *text, char c);
void text_addf (struct text *text, const char *fmt, ...)
  __attribute__ ((format (printf, 2, 3)));
void text_vaddf (struct text *text, const char *fmt, va_list ap)
  __attribute__ ((format (printf, 2, 0)));

/* Appends LENGTH bytes of UTF-8 with a question mark for each control character,
 * also for those from U+0080 to U+009F, which terminals obey. */
void text_add_visible (struct text *text, const char *bytes, size_t length);

/* Appends the components of PATH, textually: "//", "." and "x/.." go away, links
 * are not looked at (os.path.abspath). */
void text_add_path (struct text *text, const char *path);

/* Never NULL; valid until the text changes. */
const char *text_string (const struct text *text);

/* The bytes, to be freed by the caller; the text is empty afterwards.  NULL
 * with errno ENOMEM if anything could not be added. */
char *text_take (struct text *text);

/* Frees the bytes; the text is empty afterwards. */
void text_clear (struct text *text);

#endif
