/* typed: a key of each type.  Its check fails, and says what config was told. */
#include <pyvenv-plugin.h>

struct typed {
  const char *told;
};

static const struct pyvenv_key typed_keys[] = {
  { .name = "count", .argument = "N", .type = PYVENV_KEY_INT, .help = "a number",
    .flags = PYVENV_KEY_REQUIRED },
  { .name = "color", .argument = "COLOR", .type = PYVENV_KEY_CHOICE,
    .choices = "red, green", .default_value = "green", .help = "a word" },
  { .name = "place", .argument = "URL", .type = PYVENV_KEY_URL, .help = "a URL" },
  { .name = "password", .argument = "TEXT", .type = PYVENV_KEY_SECRET,
    .help = "a secret" },
  { .name = "folders", .argument = "DIRS", .type = PYVENV_KEY_PATHS,
    .help = "folders" },
  { .name = "old", .argument = "TEXT", .deprecated = "place",
    .help = "what place was called" },
  { .name = NULL }
};

static int
typed_config (void *data, pyvenv_context *cx, const char *key,
              const char *value)
{
  struct typed *self = data;
  self->told = pyvenv_format (cx, "%s<%s=%s>",
                              self->told != NULL ? self->told : "", key, value);
  return self->told != NULL ? 0 : -1;
}

static int
typed_check (void *data, pyvenv_context *cx)
{
  const struct typed *self = data;
  return pyvenv_fail (cx, 0, "told %s", self->told);
}

PYVENV_PLUGIN = {
  PYVENV_PLUGIN_INIT,
  .name = "typed",
  .keys = typed_keys,
  .provides = PYVENV_PROVIDES_PIP,
  .state_size = sizeof (struct typed),
  .config = typed_config,
  .check = typed_check,
};
