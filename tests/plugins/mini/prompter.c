/* prompter: sets the prompt, in check or in ensure_directories. */
#include <pyvenv-plugin.h>

struct prompter {
  int late;
};

static const struct pyvenv_key prompter_keys[] = {
  { "late", NULL, "set it in ensure_directories, not in check" },
  { NULL, NULL, NULL }
};

static int
prompter_config (void *self, pyvenv_context *cx, const char *key,
                 const char *value)
{
  struct prompter *prompter = self;
  return pyvenv_parse_bool (cx, key, value, &prompter->late);
}

static int
prompter_check (void *self, pyvenv_context *cx)
{
  const struct prompter *prompter = self;
  return prompter->late ? 0 : pyvenv_set_prompt (cx, "from check");
}

static int
prompter_directories (void *self, pyvenv_context *cx, pyvenv_next *next)
{
  const struct prompter *prompter = self;
  if (prompter->late && pyvenv_set_prompt (cx, "from a phase") < 0)
    return -1;
  return pyvenv_call_next (next);
}

PYVENV_PLUGIN = {
  PYVENV_PLUGIN_INIT,
  .name = "prompter",
  .keys = prompter_keys,
  .state_size = sizeof (struct prompter),
  .config = prompter_config,
  .check = prompter_check,
  .ensure_directories = prompter_directories,
};
