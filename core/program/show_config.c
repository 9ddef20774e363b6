/* show_config.c: --show-config. */
#include <config.h>

#include "show_config.h"

#include "cleanup.h"
#include "complain.h"
#include "json.h"
#include "option_table.h"
#include "text.h"

#include <stdio.h>
#include <string.h>

#define SHOW_VARIABLE "activate."

struct show {
  const char *key;              /* NULL: all */
  bool json;
  struct text section;          /* the one that is open */
};

/* Whether that is what the user asked for. */
static bool
show_is_asked (const struct show *show, const struct pyvenv_setting *setting)
{
  CLEAN_TEXT struct text name = TEXT_EMPTY;
  if (setting->plugin != NULL)
    text_addf (&name, "plugin.%s.", setting->plugin);
  text_add (&name, setting->name);
  return show->key == NULL || strcmp (text_string (&name), show->key) == 0;
}

/* Whether it stands in the section [activate]. */
static bool
show_is_variable (const struct pyvenv_setting *setting)
{
  return setting->plugin == NULL
         && string_starts_with (setting->name, SHOW_VARIABLE);
}

static void
show_section (struct show *show, const struct pyvenv_setting *setting)
{
  CLEAN_TEXT struct text section = TEXT_EMPTY;
  if (setting->plugin != NULL)
    text_addf (&section, "plugin %s", setting->plugin);
  else
    text_add (&section, show_is_variable (setting) ? "activate" : "pyvenv");
  if (strcmp (text_string (&section), text_string (&show->section)) == 0)
    return;
  printf ("%s[%s]\n", show->section.length > 0 ? "\n" : "",
          text_string (&section));
  text_clear (&show->section);
  text_add (&show->section, text_string (&section));
}

/* In quotes where the file would be read otherwise. */
static void
show_value (const char *value)
{
  size_t length = strlen (value);
  bool plain = strpbrk (value, "\";") == NULL && *value != ' '
               && *value != '\t' && (length == 0 || (value[length - 1] != ' '
                                     && value[length - 1] != '\\'));
  if (!plain)
    putchar ('"');
  for (const char *s = value; *s != '\0'; s++)
    if (*s == '\n')
      fputs (plain ? "\n    " : " ", stdout);
    else
      {
        if (!plain && (*s == '"' || *s == '\\'))
          putchar ('\\');
        putchar (*s);
      }
  puts (plain ? "" : "\"");
}

static void
show_text (struct show *show, const struct pyvenv_setting *setting)
{
  const char *mark = setting->counts ? "" : "; ";
  show_section (show, setting);
  printf ("; %s%s%s%s\n",
          setting->origin != NULL ? setting->origin : "command line",
          setting->counts ? "" : ", overridden",
          setting->locked_by != NULL ? ", locked by " : "",
          setting->locked_by != NULL ? setting->locked_by : "");
  if (setting->value == NULL)
    {
      printf ("%sunset = %s\n", mark, setting->name);
      return;
    }
  printf ("%s%s %s ", mark, setting->name
          + (show_is_variable (setting) ? strlen (SHOW_VARIABLE) : 0),
          setting->sign);
  show_value (setting->value);
}

static void
show_json (const struct pyvenv_setting *setting)
{
  fputc ('{', stdout);
  json_member (stdout, "plugin", setting->plugin);
  json_member (stdout, "name", setting->name);
  json_member (stdout, "value", setting->value);
  json_member (stdout, "origin", setting->origin);
  json_member (stdout, "locked_by", setting->locked_by);
  json_boolean (stdout, "counts", setting->counts);
  json_end (stdout, 0, NULL);
}

static void
show_visit (void *data, const struct pyvenv_setting *setting)
{
  struct show *show = data;
  if (!show_is_asked (show, setting))
    return;
  if (show->json)
    show_json (setting);
  else
    show_text (show, setting);
}

static bool
show_key_is_known (const char *key)
{
  return key == NULL || strcmp (key, "plugins") == 0
         || strcmp (key, "optional") == 0
         || string_starts_with (key, SHOW_VARIABLE) || string_starts_with (key, "plugin.")
         || option_find_library (key) != NULL;
}

int
show_config (pyvenv_builder *builder, const char *key, bool json)
{
  struct show show = { .key = key, .json = json };
  if (!show_key_is_known (key))
    {
      CLEAN_TEXT struct text text = TEXT_EMPTY;
      text_addf (&text, "there is no setting '%s' (an option, 'plugins' and "
                 "plugin.NAME.KEY can be shown)", key);
      return complain (json, PYVENV_ERROR_USAGE, text_string (&text), NULL);
    }
  int result = pyvenv_builder_settings (builder, show_visit, &show);
  text_clear (&show.section);
  return result == 0 ? 0 : complain (json, pyvenv_builder_error_kind (builder),
                                     pyvenv_builder_error (builder), NULL);
}
