/* virtualenv_settings.c: VIRTUALENV_* variables and virtualenv.ini. */
#include <config.h>

#include "virtualenv.h"

#include "cleanup.h"
#include "complain.h"
#include "configparser.h"
#include "file.h"
#include "system.h"
#include "text.h"
#include "trust.h"
#include "user_folder.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>

#define VIRTUALENV_FILE_LIMIT ((size_t) 1 << 20)

/* Takes VALUE from ORIGIN; a warning where it is not of the option's type, as
 * virtualenv has it.  -1 on out of memory. */
static int
virtualenv_settings_take (struct virtualenv *virtualenv, enum virtualenv_id id,
                          const char *value, enum virtualenv_source source,
                          const char *origin)
{
  int result = virtualenv_take (&virtualenv->values[id], &virtualenv->arena, id,
                                value, source);
  if (result == 1)
    {
      CLEAN_TEXT struct text text = TEXT_EMPTY;
      text_addf (&text, "%s: '%s' is not a value for --%s, so it is not used",
                 origin, value, virtualenv_table[id].name);
      complain_mildly (false, text_string (&text));
    }
  return result < 0 ? -1 : 0;
}

/* ---- Variables --------------------------------------------------------- */

/* The value of the variable for an option, or NULL; an empty one is none. */
static const char *
virtualenv_variable (const char *option, struct text *name)
{
  name->length = 0;
  text_add (name, "VIRTUALENV_");
  for (; *option != '\0'; option++)
    text_add_char (name, *option == '-' ? '_' : (char) toupper (*option));
  const char *value = secure_getenv (text_string (name));
  return value != NULL && *value != '\0' ? value : NULL;
}

static int
virtualenv_read_variables (struct virtualenv *virtualenv)
{
  CLEAN_TEXT struct text name = TEXT_EMPTY;
  for (size_t i = 0; i < VIRTUALENV_COUNT; i++)
    {
      const struct virtualenv_row *row = &virtualenv_table[i];
      const char *value = row->is_command_line_only ? NULL
                          : virtualenv_variable (row->name, &name);
      if (value == NULL && row->alias != NULL)
        value = virtualenv_variable (row->alias, &name);
      if (value == NULL && i == VIRTUALENV_APP_DATA)
        value = virtualenv_variable ("override-app-data", &name);
      if (value != NULL
          && virtualenv_settings_take (virtualenv, (enum virtualenv_id) i, value,
                                       VIRTUALENV_VARIABLE, text_string (&name))
             < 0)
        return -1;
    }
  return name.failed ? -1 : 0;
}

/* ---- The file ---------------------------------------------------------- */

/* The file while it is read. */
struct virtualenv_file {
  struct virtualenv *virtualenv;
  const char *path;
  bool failed;                  /* out of memory */
};

/* Whether KEY of the file is the option NAME, with underscores for dashes. */
static bool
virtualenv_is_key (const char *key, const char *name)
{
  for (; name != NULL && *name != '\0'; name++, key++)
    if (*name == '-' ? *key != '_' : tolower (*key) != *name)
      return false;
  return name != NULL && *key == '\0';
}

static void
virtualenv_on_entry (void *data, const char *section, const char *key,
                     const char *value)
{
  struct virtualenv_file *file = data;
  if (strcmp (section, "virtualenv") != 0)
    return;
  for (size_t i = 0; i < VIRTUALENV_COUNT; i++)
    {
      const struct virtualenv_row *row = &virtualenv_table[i];
      if (row->is_command_line_only || (!virtualenv_is_key (key, row->name)
                                        && !virtualenv_is_key (key, row->alias)))
        continue;
      const char *kept = arena_copy (&file->virtualenv->arena, value);
      if (kept == NULL
          || virtualenv_settings_take (file->virtualenv, (enum virtualenv_id) i,
                                       kept, VIRTUALENV_FILE, file->path) < 0)
        file->failed = true;
      return;
    }
}

/* Adds the path of the file; nothing where there can be none. */
static void
virtualenv_file_path (struct text *path)
{
  const char *chosen = secure_getenv ("VIRTUALENV_CONFIG_FILE");
  if (chosen != NULL && *chosen != '\0')
    text_add (path, chosen);
  else if (user_folder_add (path, "XDG_CONFIG_HOME", ".config"))
    text_add (path, "/virtualenv/virtualenv.ini");
}

/* As virtualenv: a file that cannot be read is said and passed over.  So is one
 * that another user could have written. */
static int
virtualenv_read_file (struct virtualenv *virtualenv)
{
  CLEAN_TEXT struct text path = TEXT_EMPTY;
  CLEAN_TEXT struct text why = TEXT_EMPTY;
  virtualenv_file_path (&path);
  if (path.length == 0)
    return path.failed ? -1 : 0;
  size_t length;
  CLEAN_FD int fd = open (text_string (&path), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  CLEAN_FREE char *bytes = fd < 0 ? NULL
                           : file_read_open (fd, VIRTUALENV_FILE_LIMIT, &length);
  if (fd < 0 && (errno == ENOENT || errno == ENOTDIR || errno == EACCES))
    return 0;

  struct virtualenv_file file = { virtualenv, text_string (&path), false };
  unsigned line = 0;
  if (bytes == NULL)
    text_addf (&why, "cannot read it: %s", strerror (errno));
  else if (trust_file (fd, text_string (&path), &why)
           && !configparser_read (bytes, length, virtualenv_on_entry, &file,
                                  &line))
    text_addf (&why, "line %u is neither a [section] nor KEY = VALUE", line);
  if (why.length > 0)
    {
      CLEAN_TEXT struct text text = TEXT_EMPTY;
      text_addf (&text, "the settings '%s' are passed over: %s",
                 text_string (&path), text_string (&why));
      complain_mildly (false, text_string (&text));
    }
  return file.failed || why.failed ? -1 : 0;
}

int
virtualenv_read_settings (struct virtualenv *virtualenv)
{
  if (virtualenv_read_variables (virtualenv) == 0
      && virtualenv_read_file (virtualenv) == 0)
    return 0;
  return complain (false, PYVENV_ERROR_OTHER, "out of memory", NULL);
}
