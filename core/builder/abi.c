/* abi.c: taking over a plugin's description, whatever header it was built
 * with. */
#include <config.h>

#include "abi.h"

#include "context.h"
#include "plugin_name.h"

#include <stdalign.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static int
abi_check_keys (pyvenv_context *cx, const struct pyvenv_plugin *plugin)
{
  for (const struct pyvenv_key *key = plugin->keys;
       key != NULL && key->name != NULL; key++)
    {
      if (strcmp (key->name, "order") == 0 || strcmp (key->name, "unset") == 0
          || strcmp (key->name, "optional") == 0)
        return pyvenv_fail (cx, 0, "declares the key '%s', which INI files take "
                            "for every plugin", key->name);
      if (!name_is_valid (key->name))
        return pyvenv_fail (cx, 0, "declares the key '%s', which is not a valid "
                            "name (" NAME_RULE ")", key->name);
      for (const struct pyvenv_key *other = plugin->keys; other < key; other++)
        if (strcmp (other->name, key->name) == 0)
          return pyvenv_fail (cx, 0, "declares the key '%s' twice", key->name);
    }
  return 0;
}

/* A row as the first version of the API had it. */
#define ABI_FIRST_KEY \
  (offsetof (struct pyvenv_key, help) + sizeof (const char *))

/* Copies the table KEYS, whose rows are SIZE bytes apart, into rows of ours. */
static int
abi_adopt_keys (pyvenv_context *cx, const void *keys, size_t size,
                struct pyvenv_plugin *ret)
{
  ret->keys = NULL;
  if (size < ABI_FIRST_KEY || size % alignof (struct pyvenv_key) != 0)
    return pyvenv_fail (cx, 0, "has the key_size %zu, which is not the size of a "
                        "row of keys (PYVENV_PLUGIN_INIT sets it)", size);
  if (keys == NULL)
    return 0;

  size_t count = 0;
  for (const char *row = keys; ((const struct pyvenv_key *) (const void *) row)
         ->name != NULL; row += size)
    count++;

  struct pyvenv_key *rows = calloc (count + 1, sizeof *rows);
  if (rows == NULL)
    return context_no_memory (cx);
  for (size_t i = 0; i < count; i++)
    memcpy (&rows[i], (const char *) keys + i * size,
            size < sizeof *rows ? size : sizeof *rows);
  ret->keys = rows;
  return 0;
}

/* A plugin that was built with a newer header may have hooks that this core would
 * never call.  A check that does not take place is worse than a plugin that is not
 * loaded. */
static int
abi_check_future (pyvenv_context *cx, const struct pyvenv_plugin *foreign)
{
  const unsigned char *bytes = (const unsigned char *) foreign;
  for (size_t i = sizeof *foreign; i < foreign->struct_size; i++)
    if (bytes[i] != 0)
      return pyvenv_fail (cx, 0, "has a hook or field that plugin API %d.%d does "
                          "not know; it needs a newer pyvenv", PYVENV_API_MAJOR,
                          PYVENV_API_MINOR);
  return 0;
}

static int
abi_check_provides (pyvenv_context *cx, uint32_t provides)
{
  uint32_t unknown = provides & ~(uint32_t) PYVENV_PROVIDES_PIP;
  return unknown == 0 ? 0
         : pyvenv_fail (cx, 0, "provides something (bit %#x) that plugin API "
                        "%d.%d does not know; it needs a newer pyvenv",
                        (unsigned) unknown, PYVENV_API_MAJOR,
                        PYVENV_API_MINOR);
}

void
abi_release (struct pyvenv_plugin *ret)
{
  free ((void *) ret->keys);
  ret->keys = NULL;
}

int
abi_adopt (pyvenv_context *cx, const struct pyvenv_plugin *foreign,
           const char *stem, struct pyvenv_plugin *ret)
{
  *ret = (struct pyvenv_plugin) { 0 };

  /* The first two fields never move, so they can be read before anything is
   * known of the rest. */
  uint32_t size = foreign->struct_size;
  uint32_t version = foreign->api_version;

  if (version != PYVENV_API_VERSION)
    return pyvenv_fail (cx, 0, "was built for plugin API %u.%u, this is %d.%d; "
                        "rebuild it against the installed pyvenv-plugin.h",
                        version >> 16, version & 0xffff,
                        PYVENV_API_MAJOR, PYVENV_API_MINOR);
  if (size < offsetof (struct pyvenv_plugin, version))
    return pyvenv_fail (cx, 0, "has a description of only %u bytes", size);

  if (abi_check_future (cx, foreign) < 0)
    return -1;
  memcpy (ret, foreign, size < sizeof *ret ? size : sizeof *ret);
  if (abi_adopt_keys (cx, ret->keys, ret->key_size, ret) < 0)
    return -1;

  if (!name_is_valid (ret->name))
    return pyvenv_fail (cx, 0, "calls itself '%s', which is not a valid name ("
                        NAME_RULE ")", ret->name != NULL ? ret->name : "");
  size_t length = plugin_name_length (stem);
  if (strlen (ret->name) != length || strncmp (ret->name, stem, length) != 0)
    return pyvenv_fail (cx, 0, "calls itself '%s', but its file is '%.*s.so'",
                        ret->name, (int) length, stem);
  /* That of an instance tells it from the others. */
  ret->name = stem;
  return abi_check_provides (cx, ret->provides) < 0 ? -1
         : abi_check_keys (cx, ret);
}
