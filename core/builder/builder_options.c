/* builder_options.c: the builder's options: their values, who gave them, and what
 * is refused. */
#include <config.h>

#include "builder.h"

#include "nearest.h"
#include "system.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

/* ---- What they are --------------------------------------------------- */

static const struct setting *
builder_setting (const struct pyvenv_builder *builder, const char *name)
{
  const struct option_row *option = option_find_library (name);
  return option != NULL ? &builder->settings[option - option_table] : NULL;
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

unsigned
builder_option_bits (const struct pyvenv_builder *builder)
{
  unsigned bits = 0;
  for (size_t i = 0; i < OPTION_COUNT; i++)
    if (option_table[i].bit != 0
        && builder_flag (builder, option_table[i].name))
      bits |= option_table[i].bit;
  return bits;
}

/* ---- Giving them ----------------------------------------------------- */

/* The values that would otherwise be noticed late, or not at all. */
static int
builder_check_value (pyvenv_context *cx, const struct option_row *option,
                     const char *value)
{
  if (option_accepts (option, value))
    return 0;
  return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0,
                         "%s is '%s', which is not %s%s", option->name, value,
                         option_wants (option),
                         option->choices != NULL ? option->choices : "");
}

static int
builder_unknown_option (pyvenv_context *cx, const char *name,
                        enum setting_source source)
{
  struct nearest nearest = { .wanted = name };
  for (size_t i = 0; i < OPTION_COUNT; i++)
    if (option_table[i].is_library)
      nearest_offer (&nearest, option_table[i].name);
  if (source == SETTING_FILE)
    nearest_offer (&nearest, "plugins");
  return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0, "unknown option '%s' "
                         "(%spyvenv.ini(5) lists them)", name,
                         nearest_question (&cx->arena, &nearest));
}

/* The value to keep: VALUE, or "true" or "false" for a flag; NULL after
 * pyvenv_fail. */
static const char *
builder_read_value (pyvenv_context *cx, const struct option_row *option,
                    const char *value)
{
  if (option->argument == NULL)
    {
      int on = 1;
      if (value != NULL
          && pyvenv_parse_bool (cx, option->name, value, &on) < 0)
        return NULL;
      return on ? "true" : "false";
    }
  if (value == NULL)
    {
      pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0,
                      "the option '%s' needs a value", option->name);
      return NULL;
    }
  return builder_check_value (cx, option, value) < 0 ? NULL : value;
}

int
builder_put (struct pyvenv_builder *builder, const char *name,
             const char *value, enum setting_source source,
             const char *origin)
{
  struct pyvenv_context *cx = &builder->base;
  const struct option_row *option = option_find_library (name);
  if (option == NULL)
    return builder_unknown_option (cx, name, source);
  value = builder_read_value (cx, option, value);
  if (value == NULL)
    return -1;

  struct setting *setting = &builder->settings[option - option_table];
  if (source < setting->source)
    return 0;
  setting->value = arena_copy (&cx->arena, value);
  setting->source = source;
  setting->origin = origin;
  if (option == &option_table[OPTION_PYTHON])
    builder->has_python = false;
  if (setting->value == NULL)
    return context_no_memory (cx);

  /* What is turned on turns off what it excludes, as far as its source is strong
   * enough. */
  return option->excludes != NULL && strcmp (value, "true") == 0
         ? builder_put (builder, option->excludes, "false", source, NULL) : 0;
}

int
pyvenv_builder_set (pyvenv_builder *builder, const char *option,
                    const char *value)
{
  pyvenv_clear_error (&builder->base);
  return builder_put (builder, option, value, SETTING_CALLER, NULL);
}

/* Empty variables count as not set. */
int
builder_read_variables (struct pyvenv_builder *builder)
{
  for (size_t i = 0; i < OPTION_COUNT; i++)
    {
      const char *variable = option_table[i].variable;
      const char *value = variable != NULL ? secure_getenv (variable) : NULL;
      if (value != NULL && *value != '\0'
          && builder_put (builder, option_table[i].name, value,
                          SETTING_ENVIRONMENT, variable) < 0)
        return pyvenv_fail (&builder->base, 0, "%s", variable);
    }
  return 0;
}
