/* option_table.c: the options that pyvenv_builder_set knows. */
#include <config.h>

#include "builder.h"

#include <string.h>

const struct option_entry option_table[] = {
  { "system-site-packages", PYVENV_SYSTEM_SITE, true },
  { "symlinks", 0, true },
  { "copies", 0, true },
  { "clear", PYVENV_CLEAR, true },
  { "upgrade", PYVENV_UPGRADE, true },
  { "without-pip", PYVENV_WITHOUT_PIP, true },
  { "upgrade-deps", PYVENV_UPGRADE_DEPS, true },
  { "without-scm-ignore-files", 0, true },
  { "allow-existing", PYVENV_ALLOW_EXISTING, true },
  { "force", PYVENV_FORCE, true },
  { "no-plugins", 0, true },
  { "no-cache", PYVENV_NO_CACHE, true },
  { "offline", PYVENV_OFFLINE, true },
  { "verbose", PYVENV_VERBOSE, true },
  { "prompt", 0, false },
  { "python", 0, false },
  { "cache-dir", 0, false },
  { "link-mode", 0, false },
  { "lock-timeout", 0, false },
};

size_t
option_count (void)
{
  return sizeof option_table / sizeof option_table[0];
}

static const struct setting *
builder_setting (const struct pyvenv_builder *builder, const char *name)
{
  for (size_t i = 0; i < option_count (); i++)
    if (strcmp (option_table[i].name, name) == 0)
      return &builder->settings[i];
  return NULL;
}

const char *
builder_value (const struct pyvenv_builder *builder, const char *name)
{
  const struct setting *setting = builder_setting (builder, name);
  return setting != NULL ? setting->value : NULL;
}

const char *
builder_origin (const struct pyvenv_builder *builder, const char *name)
{
  const struct setting *setting = builder_setting (builder, name);
  return setting != NULL && setting->value != NULL ? setting->origin : NULL;
}

bool
builder_flag (const struct pyvenv_builder *builder, const char *name)
{
  const char *value = builder_value (builder, name);
  return value != NULL && strcmp (value, "true") == 0;
}
