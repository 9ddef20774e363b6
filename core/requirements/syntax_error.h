/* syntax_error.h: where a marker or a requirement is wrong, and how. */
#ifndef PYVENV_SYNTAX_ERROR_H
#define PYVENV_SYNTAX_ERROR_H

#include <stddef.h>

struct syntax_error {
  size_t position;              /* in bytes, from the start of the text */
  const char *message;          /* without a full stop; static or in the arena
                                 * that the text was read into */
};

#endif
