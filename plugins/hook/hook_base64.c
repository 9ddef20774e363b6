/* hook_base64.c: base64 (RFC 4648, section 4). */
#include <config.h>

#include "hook_base64.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* The six bits of C, or -1. */
static int
hook_base64_bits (char c)
{
  static const char alphabet[]
    = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const char *place = c != '\0' ? strchr (alphabet, c) : NULL;
  return place != NULL ? (int) (place - alphabet) : -1;
}

/* Four characters, of which the last PADDING are "=", into three bytes less PADDING. */
static int
hook_base64_group (const char *text, size_t padding, unsigned char *out)
{
  unsigned long value = 0;
  for (size_t i = 0; i < 4; i++)
    {
      int bits = i < 4 - padding ? hook_base64_bits (text[i]) : 0;
      if (bits < 0)
        return -1;
      value = value << 6 | (unsigned long) bits;
    }
  for (size_t i = 0; i < 3 - padding; i++)
    out[i] = (unsigned char) (value >> (16 - 8 * i));
  /* What is cut off holds nothing. */
  return (value & ((1ul << (8 * padding)) - 1)) == 0 ? 0 : -1;
}

void *
hook_base64_decode (const char *text, size_t *ret_length)
{
  size_t length = strlen (text);
  size_t padding = 0;
  while (padding < 2 && padding < length && text[length - 1 - padding] == '=')
    padding++;
  unsigned char *bytes = malloc (length / 4 * 3 + 1);
  if (bytes == NULL)
    return NULL;
  int result = length % 4 == 0 ? 0 : -1;
  for (size_t i = 0; i < length && result == 0; i += 4)
    result = hook_base64_group (text + i, i + 4 == length ? padding : 0,
                                bytes + i / 4 * 3);
  if (result < 0)
    {
      free (bytes);
      errno = EINVAL;
      return NULL;
    }
  *ret_length = length / 4 * 3 - padding;
  return bytes;
}
