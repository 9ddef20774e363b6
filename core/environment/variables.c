/* variables.c: the variables that the activation scripts set. */
#include <config.h>

#include "variables.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

#define VARIABLE_LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"

/* How a variable is written in pyvenv.cfg. */
static const struct {
  const char *word;
  int how;
} variable_words[] = {
  { "set", PYVENV_VARIABLE_SET },
  { "prepend", PYVENV_VARIABLE_PREPEND },
  { "default", PYVENV_VARIABLE_DEFAULT },
  { "path", VARIABLE_PATH }
};

#define VARIABLE_WORDS (sizeof variable_words / sizeof variable_words[0])

/* Those that the scripts themselves, or the shells, cannot do without. */
static bool
variable_is_reserved (const char *name)
{
  static const char *const names[] = {
    "PATH", "PYTHONHOME", "PS1", "IFS", "HOME", "SHELL", "PWD", "OLDPWD",
    "UID", "EUID", "PPID", "GID", "EGID", "USERNAME", "status", "argv", "path",
    "prompt", "psvar", "term", "user", "home", "shell", "cwd", "PROMPT", "version"
  };
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (strcmp (name, names[i]) == 0)
      return true;
  return string_starts_with (name, "VIRTUAL_ENV")
         || string_starts_with (name, "_OLD_")
         || string_starts_with (name, "_venv")
         || string_starts_with (name, "_VENV");
}

static int
variable_check (struct report *report, const char *name, const char *value,
                int how)
{
  size_t length = strspn (name, VARIABLE_LETTERS "0123456789");
  bool is_path = how == VARIABLE_PATH;
  if (!is_path && (length == 0 || name[length] != '\0' || length > 200
                   || strchr ("0123456789", *name) != NULL))
    return report_fail (report, 0, "'%s' is not the name of a variable (letters, "
                        "digits and _)", name);
  if (!is_path && variable_is_reserved (name))
    return report_fail (report, 0, "activation cannot set '%s'%s", name,
                        strcmp (name, "PATH") == 0
                        ? " (add-path adds a folder to it)" : "");
  if (how < VARIABLE_PATH || how > PYVENV_VARIABLE_DEFAULT)
    return report_fail (report, 0, "%d is no way to set '%s'", how, name);
  if (string_has_control (value)
      || !string_is_utf8 (value, strlen (value)))
    return report_fail (report, 0, "the value of '%s' has a control character or "
                        "is not UTF-8, which not every shell can be told",
                        is_path ? "add-path" : name);
  if (is_path && (*value == '\0' || strchr (value, ':') != NULL))
    return report_fail (report, 0, "'%s' cannot be a folder in PATH, which colons "
                        "separate", value);
  return 0;
}

/* The same variable twice: the later one counts, or stands in front. */
static int
variable_combine (struct arena *arena, struct report *report,
                  struct activation_variable *old, const char *value, int how)
{
  if (how == PYVENV_VARIABLE_DEFAULT)
    return 0;
  if (how == PYVENV_VARIABLE_PREPEND && old->how != PYVENV_VARIABLE_DEFAULT
      && *old->value != '\0')
    old->value = arena_format (arena, "%s:%s", value, old->value);
  else
    old->value = arena_copy (arena, value);
  if (how == PYVENV_VARIABLE_SET || old->how == PYVENV_VARIABLE_DEFAULT)
    old->how = how;
  return old->value != NULL ? 0 : report_no_memory (report);
}

int
variables_add (struct activation_variables *variables, struct arena *arena,
               struct report *report, const char *name, const char *value,
               int how)
{
  if (variable_check (report, name, value, how) < 0)
    return -1;
  struct activation_variable **end = &variables->first;
  for (; *end != NULL; end = &(*end)->next)
    if (how != VARIABLE_PATH && strcmp ((*end)->name, name) == 0)
      return variable_combine (arena, report, *end, value, how);
    else if (how == VARIABLE_PATH && (*end)->how == how
             && strcmp ((*end)->value, value) == 0)
      return 0;
  struct activation_variable *variable = arena_zeroed (arena,
                                                       sizeof *variable);
  if (variable == NULL
      || (variable->name = arena_copy (arena, name)) == NULL
      || (variable->value = arena_copy (arena, value)) == NULL)
    return report_no_memory (report);
  variable->how = how;
  *end = variable;
  return 0;
}

/* ---- In pyvenv.cfg ----------------------------------------------------- */

static const char *
variable_key (struct arena *arena, size_t number)
{
  return arena_format (arena, "activate-%zu", number);
}

static const char *
variable_word (int how)
{
  size_t i = 0;
  while (i + 1 < VARIABLE_WORDS && variable_words[i].how != how)
    i++;
  return variable_words[i].word;
}

int
variables_keep (const struct activation_variables *variables,
                struct arena *arena, struct report *report, struct cfg *cfg)
{
  size_t number = 0;
  for (const struct activation_variable *variable = variables->first;
       variable != NULL; variable = variable->next)
    {
      struct text text = TEXT_EMPTY;
      text_addf (&text, "%s %s ", variable_word (variable->how),
                 variable->name);
      cfg_add_repr (&text, variable->value);
      const char *key = variable_key (arena, ++number);
      int result = text.failed || key == NULL ? -1
                   : cfg_set (cfg, arena, key, text_string (&text));
      text_clear (&text);
      if (result < 0)
        return report_no_memory (report);
    }
  for (;;)
    {
      const char *key = variable_key (arena, ++number);
      if (key == NULL)
        return report_no_memory (report);
      if (cfg_get (cfg, key) == NULL)
        return 0;
      if (cfg_set (cfg, arena, key, NULL) < 0)
        return report_no_memory (report);
    }
}

/* Reads "set NAME 'value'". */
static int
variable_recall (struct activation_variables *variables, struct arena *arena,
                 struct report *report, const char *line)
{
  size_t word = strcspn (line, " ");
  const char *name = line + word + (line[word] == ' ');
  size_t length = strcspn (name, " ");
  const char *value = cfg_unrepr (arena, name + length + (name[length] == ' '));
  const char *copy = arena_copy_bytes (arena, name, length);
  if (value == NULL || copy == NULL)
    return report_no_memory (report);
  for (size_t i = 0; i < VARIABLE_WORDS; i++)
    if (strlen (variable_words[i].word) == word
        && strncmp (variable_words[i].word, line, word) == 0
        && variables_add (variables, arena, report, copy, value,
                          variable_words[i].how) < 0)
      report_clear (report);
  return 0;
}

int
variables_recall (struct activation_variables *variables, struct arena *arena,
                  struct report *report, const struct cfg *cfg)
{
  const struct activation_variable *own = variables->first;
  const char *line;
  variables->first = NULL;
  for (size_t number = 1;; number++)
    {
      const char *key = variable_key (arena, number);
      if (key == NULL)
        return report_no_memory (report);
      if ((line = cfg_get (cfg, key)) == NULL)
        break;
      if (variable_recall (variables, arena, report, line) < 0)
        return -1;
    }
  for (; own != NULL; own = own->next)
    {
      /* What was kept is not added to itself. */
      struct activation_variable **at = &variables->first;
      while (*at != NULL && (own->how == VARIABLE_PATH
                             || strcmp ((*at)->name, own->name) != 0))
        at = &(*at)->next;
      if (*at != NULL)
        *at = (*at)->next;
      if (variables_add (variables, arena, report, own->name, own->value,
                         own->how) < 0)
        return -1;
    }
  return 0;
}
