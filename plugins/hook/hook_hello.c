/* hook_hello.c: the first call: what the hook is told, and what it answers. */
#include <config.h>

#include "hook.h"

#include <stdlib.h>
#include <string.h>

/* The versions of the protocol; the hook chooses one. */
#define HOOK_PROTOCOL 1

const struct hook_option hook_options[] = {
  { "system-site-packages", PYVENV_SYSTEM_SITE },
  { "symlinks", PYVENV_SYMLINKS },
  { "clear", PYVENV_CLEAR },
  { "upgrade", PYVENV_UPGRADE },
  { "without-pip", PYVENV_WITHOUT_PIP },
  { "upgrade-deps", PYVENV_UPGRADE_DEPS },
  { "allow-existing", PYVENV_ALLOW_EXISTING },
  { "force", PYVENV_FORCE },
  { "no-cache", PYVENV_NO_CACHE },
  { "offline", PYVENV_OFFLINE },
  { "verbose", PYVENV_VERBOSE },
  { NULL, 0 }
};

static json_t *
hook_hello_options (pyvenv_context *cx)
{
  json_t *object = json_object ();
  for (const struct hook_option *option = hook_options; option->name != NULL; option++)
    json_object_set_new (object, option->name,
                         json_boolean ((pyvenv_options (cx) & option->bit) != 0));
  const char *prompt = pyvenv_option_value (cx, "prompt");
  json_object_set_new (object, "prompt", prompt != NULL ? json_string (prompt)
                       : json_null ());
  return object;
}

static json_t *
hook_hello_environment (pyvenv_context *cx)
{
  return json_pack ("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}",
                    "env_dir", pyvenv_env_dir (cx),
                    "env_name", pyvenv_env_name (cx),
                    "prompt", pyvenv_prompt (cx),
                    "bin_dir", pyvenv_bin_dir (cx),
                    "bin_name", pyvenv_bin_name (cx),
                    "include_dir", pyvenv_include_dir (cx),
                    "site_dir", pyvenv_site_dir (cx),
                    "cfg_path", pyvenv_cfg_path (cx),
                    "env_python", pyvenv_env_python (cx));
}

/* Facts have the names of pyvenv_python_fact. */
static json_t *
hook_hello_python (pyvenv_context *cx)
{
  static const char *const facts[] = { "version", "implementation", "cache-tag", "magic",
                                       "stdlib", "prefix", "wheel-pkg-dir", "purelib",
                                       "platform", "bits" };
  json_t *object = json_pack ("{s:s}", "executable", pyvenv_base_python (cx));
  for (size_t i = 0; object != NULL && i < sizeof facts / sizeof facts[0]; i++)
    {
      const char *fact = pyvenv_python_fact (cx, facts[i]);
      if (fact != NULL)
        json_object_set_new (object, facts[i], json_string (fact));
    }
  return object;
}

/* "NAME=VALUE" becomes a field; of two for one NAME the later counts. */
static json_t *
hook_hello_keys (const char *const *keys)
{
  json_t *object = json_object ();
  for (; keys != NULL && *keys != NULL; keys++)
    {
      const char *equals = strchr (*keys, '=');
      if (equals == NULL)
        continue;
      char *name = strndup (*keys, (size_t) (equals - *keys));
      if (name != NULL)
        json_object_set_new (object, name, json_string (equals + 1));
      free (name);
    }
  return object;
}

static json_t *
hook_hello_phases (void)
{
  json_t *array = json_array ();
  for (int phase = 1; pyvenv_phase_name (phase) != NULL; phase++)
    json_array_append_new (array, json_string (pyvenv_phase_name (phase)));
  return array;
}

json_t *
hook_hello (struct hook *hook)
{
  pyvenv_context *cx = hook->cx;
  json_t *call = json_pack ("{s:s, s:[i], s:s, s:o, s:o, s:o, s:o, s:o}",
                            "call", "hello",
                            "protocols", HOOK_PROTOCOL,
                            "pyvenv", PACKAGE_VERSION,
                            "environment", hook_hello_environment (cx),
                            "python", hook_hello_python (cx),
                            "options", hook_hello_options (cx),
                            "phases", hook_hello_phases (),
                            "keys", hook_hello_keys (hook->program->keys));
  if (call == NULL)
    pyvenv_fail (cx, 0, "cannot describe the environment to '%s': out of memory, or a "
                 "path is not UTF-8", hook->program->name);
  return call;
}

/* One of "before", "instead" and "after"; 0 for anything else. */
static unsigned
hook_when (const json_t *value)
{
  const char *word = json_string_value (value);
  if (word == NULL)
    return 0;
  return strcmp (word, "before") == 0 ? HOOK_BEFORE
         : strcmp (word, "instead") == 0 ? HOOK_INSTEAD
         : strcmp (word, "after") == 0 ? HOOK_AFTER : 0;
}

/* A phase or a time that is not known is refused: what was to be done there would be
 * left out without a word. */
static int
hook_want (struct hook *hook, const char *name, const json_t *times)
{
  int phase = 1;
  while (phase < HOOK_PHASES && pyvenv_phase_name (phase) != NULL
         && strcmp (pyvenv_phase_name (phase), name) != 0)
    phase++;
  if (phase == HOOK_PHASES || pyvenv_phase_name (phase) == NULL)
    return pyvenv_fail (hook->cx, 0, "'%s' wants the phase '%s', which there is not",
                        hook->program->name, name);
  size_t count = json_is_array (times) ? json_array_size (times) : 1;
  for (size_t i = 0; i < count; i++)
    {
      unsigned bit = hook_when (json_is_array (times) ? json_array_get (times, i)
                                : times);
      if (bit == 0)
        return pyvenv_fail (hook->cx, 0, "'%s' wants the phase '%s' at a time that is "
                            "none of before, instead and after", hook->program->name,
                            name);
      hook->wanted[phase] |= bit;
    }
  return 0;
}

int
hook_take_answer (struct hook *hook, json_t *answer)
{
  bool skip = false;
  const json_t *protocol = json_object_get (answer, "protocol");
  json_t *phases = json_object_get (answer, "phases");
  if (hook_field_flag (hook, answer, "skip", &skip) < 0
      || hook_field_flag (hook, answer, "done", &hook->wants_done) < 0)
    return -1;
  if (!json_is_integer (protocol) || json_integer_value (protocol) != HOOK_PROTOCOL)
    return pyvenv_fail (hook->cx, 0, "'%s' does not speak version %d of the protocol, "
                        "which this pyvenv knows", hook->program->name, HOOK_PROTOCOL);
  if (phases != NULL && !json_is_object (phases))
    return pyvenv_fail (hook->cx, 0, "'%s' answered hello with 'phases' that are no "
                        "object", hook->program->name);
  const char *name;
  json_t *times;
  json_object_foreach (phases, name, times)
    if (hook_want (hook, name, times) < 0)
      return -1;
  if (!skip)
    return 0;
  memset (hook->wanted, 0, sizeof hook->wanted);
  hook->wants_done = false;
  return 0;
}
