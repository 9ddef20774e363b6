/* hook_base64.h: base64 (RFC 4648, section 4), strictly read. */
#ifndef PYVENV_HOOK_BASE64_H
#define PYVENV_HOOK_BASE64_H

#include <stddef.h>

/* The bytes that TEXT stands for, malloc'd, never NULL for an empty text.  NULL with errno
 * EINVAL where it has anything else than the alphabet and its padding, or ENOMEM. */
void *hook_base64_decode (const char *text, size_t *ret_length);

#endif
