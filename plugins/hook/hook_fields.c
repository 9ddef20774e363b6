/* hook_fields.c: the fields of a request, with their types. */
#include <config.h>

#include "hook.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int
hook_field_string (struct hook *hook, const json_t *request, const char *name,
                   bool required, const char **ret)
{
  const json_t *value = json_object_get (request, name);
  if (value == NULL || json_is_null (value))
    return required ? hook_error_usage (hook, name, "is missing") : 0;
  if (!json_is_string (value))
    return hook_error_usage (hook, name, "is no string");
  *ret = json_string_value (value);
  return strlen (*ret) == json_string_length (value) ? 0
         : hook_error_usage (hook, name, "contains a NUL");
}

int
hook_field_flag (struct hook *hook, const json_t *request, const char *name,
                 bool *ret)
{
  const json_t *value = json_object_get (request, name);
  if (value == NULL || json_is_null (value))
    return 0;
  if (!json_is_boolean (value))
    return hook_error_usage (hook, name, "is neither true nor false");
  *ret = json_is_true (value);
  return 0;
}

int
hook_field_bit (struct hook *hook, const json_t *request, const char *name,
                unsigned bit, unsigned *flags)
{
  bool on = false;
  if (hook_field_flag (hook, request, name, &on) < 0)
    return -1;
  if (on)
    *flags |= bit;
  return 0;
}

int
hook_field_list (struct hook *hook, const json_t *request, const char *name,
                 bool required, const char ***ret)
{
  const json_t *value = json_object_get (request, name);
  if ((value == NULL || json_is_null (value)) && !required)
    return 0;
  if (!json_is_array (value))
    return hook_error_usage (hook, name, "is no list");
  size_t count = json_array_size (value);
  const char **list = calloc (count + 1, sizeof *list);
  if (list == NULL)
    return pyvenv_fail (hook->cx, errno, "cannot read '%s'", name);
  for (size_t i = 0; i < count; i++)
    {
      const json_t *item = json_array_get (value, i);
      list[i] = json_string_value (item);
      if (list[i] == NULL || strlen (list[i]) != json_string_length (item))
        {
          free (list);
          return hook_error_usage (hook, name, "has something that is no string");
        }
    }
  *ret = list;
  return 0;
}
