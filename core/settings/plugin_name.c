/* plugin_name.c: what plugins and keys may be called. */
#include <config.h>

#include "plugin_name.h"

#include <string.h>

#define NAME_BYTES "abcdefghijklmnopqrstuvwxyz0123456789-"

bool
name_is_valid (const char *name)
{
  if (name == NULL || *name < 'a' || *name > 'z')
    return false;
  return name[strspn (name, NAME_BYTES)] == '\0';
}

bool
plugin_name_is_valid (const char *name)
{
  size_t length = plugin_name_length (name);
  if (length == 0 || *name < 'a' || *name > 'z'
      || strspn (name, NAME_BYTES) < length)
    return false;
  const char *instance = name + length;
  if (*instance == '\0')
    return true;
  return instance[1] != '\0'
         && instance[1 + strspn (instance + 1, NAME_BYTES)] == '\0';
}

size_t
plugin_name_length (const char *name)
{
  return strcspn (name, ":");
}
