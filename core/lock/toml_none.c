/* toml_none.c: in the place of toml.cc, where there was no library for TOML. */
#include <config.h>

#include "toml_private.h"

#include <errno.h>

const struct toml_value *
toml_parse (struct arena *arena, const char *bytes, size_t length,
            struct toml_error *error)
{
  (void) arena;
  (void) bytes;
  (void) length;
  error->message = "this pyvenv was built without toml++ and reads no TOML";
  errno = ENOSYS;
  return NULL;
}

const char *
toml_format (struct arena *arena, const struct toml_value *root)
{
  (void) arena;
  (void) root;
  errno = ENOSYS;
  return NULL;
}
