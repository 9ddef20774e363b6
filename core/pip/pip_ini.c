/* pip_ini.c: the dialect of INI that Python's RawConfigParser reads: keys end
 * at '=' or ':', comments fill whole lines, indented lines continue a value,
 * and what [DEFAULT] says holds in every section of the file. */
#include <config.h>

#include "pip_ini.h"

#include "cleanup.h"
#include "text.h"

#include <string.h>

#define PIP_INI_DEFAULT "DEFAULT"

struct pip_ini {
  const char *bytes;
  size_t length;
  pip_ini_entry *entry;         /* NULL while the file is only checked */
  void *data;
  const char *heir;             /* the section that gets the entries of
                                 * [DEFAULT], and no others; or NULL */
  bool has_default;             /* there is a section [DEFAULT] */
  char *section, *key;          /* NULL while there is none */
  size_t indent;                /* of the key */
  struct text value;
};

/* Passes the value that is complete now to the caller. */
static void
pip_ini_end_value (struct pip_ini *ini)
{
  if (ini->key != NULL && ini->entry != NULL
      && (ini->heir == NULL || strcmp (ini->section, PIP_INI_DEFAULT) == 0))
    {
      /* Empty lines at the end are not part of the value. */
      CLEAN_FREE char *value = text_take (&ini->value);
      size_t length = value != NULL ? strlen (value) : 0;
      while (length > 0 && value[length - 1] == '\n')
        value[--length] = '\0';
      if (value != NULL)
        ini->entry (ini->data, ini->heir != NULL ? ini->heir : ini->section,
                    ini->key, value);
    }
  text_clear (&ini->value);
  free (ini->key);
  ini->key = NULL;
}

/* Cuts white space off both ends. */
static char *
pip_ini_strip (char *s)
{
  s += strspn (s, " \t\r\n\f\v");
  size_t length = strlen (s);
  while (length > 0 && strchr (" \t\r\n\f\v", s[length - 1]) != NULL)
    s[--length] = '\0';
  return s;
}

static bool pip_ini_pass (struct pip_ini *ini, unsigned *number);

/* A section begins with the entries of [DEFAULT], wherever that is in the
 * file. */
static void
pip_ini_inherit (const struct pip_ini *ini)
{
  struct pip_ini defaults = {
    .bytes = ini->bytes, .length = ini->length, .entry = ini->entry,
    .data = ini->data, .heir = ini->section, .value = TEXT_EMPTY
  };
  unsigned ignored;
  pip_ini_pass (&defaults, &ignored);
}

static bool
pip_ini_section (struct pip_ini *ini, const char *line)
{
  const char *end = strchr (line, ']');
  if (end == NULL || end == line + 1)
    return false;
  free (ini->section);
  ini->section = strndup (line + 1, (size_t) (end - line - 1));
  bool is_default = ini->section != NULL
    && strcmp (ini->section, PIP_INI_DEFAULT) == 0;
  ini->has_default = ini->has_default || is_default;
  if (ini->section != NULL && ini->entry != NULL && ini->heir == NULL
      && ini->has_default && !is_default)
    pip_ini_inherit (ini);
  return ini->section != NULL;
}

/* Reads one line.  False where it is not in this format. */
static bool
pip_ini_line (struct pip_ini *ini, char *line)
{
  size_t indent = strspn (line, " \t");
  char *content = pip_ini_strip (line);

  if (*content == '#' || *content == ';')
    return true;
  if (*content == '\0')
    {
      if (ini->key != NULL)
        text_add_char (&ini->value, '\n');
      return true;
    }
  if (ini->key != NULL && indent > ini->indent)
    {
      text_add_char (&ini->value, '\n');
      text_add (&ini->value, content);
      return true;
    }

  pip_ini_end_value (ini);
  if (*content == '[')
    return pip_ini_section (ini, content);
  size_t length = strcspn (content, "=:");
  if (ini->section == NULL || content[length] == '\0' || length == 0)
    return false;
  content[length] = '\0';
  ini->indent = indent;
  ini->key = strdup (pip_ini_strip (content));
  text_add (&ini->value, pip_ini_strip (content + length + 1));
  return ini->key != NULL;
}

static bool
pip_ini_pass (struct pip_ini *ini, unsigned *number)
{
  const char *end = ini->bytes + ini->length;
  bool good = true;
  *number = 0;
  for (const char *at = ini->bytes; good && at < end;)
    {
      (*number)++;
      const char *stop = memchr (at, '\n', (size_t) (end - at));
      size_t count = (size_t) ((stop != NULL ? stop : end) - at);
      CLEAN_FREE char *line = strndup (at, count);
      good = line != NULL && strlen (line) == count
        && pip_ini_line (ini, line);
      at += count + (stop != NULL);
    }
  pip_ini_end_value (ini);
  free (ini->section);
  ini->section = NULL;
  return good;
}

bool
pip_ini_read (const char *bytes, size_t length, pip_ini_entry *entry,
              void *data, unsigned *line)
{
  static const char mark[] = "\xef\xbb\xbf";
  if (string_starts_with (bytes, mark))
    {
      bytes += strlen (mark);
      length -= strlen (mark);
    }

  /* A file with a mistake must have no effect, so it is checked first. */
  struct pip_ini check = {
    .bytes = bytes, .length = length, .value = TEXT_EMPTY
  };
  struct pip_ini read = {
    .bytes = bytes, .length = length, .entry = entry, .data = data,
    .value = TEXT_EMPTY
  };
  unsigned ignored;
  if (!pip_ini_pass (&check, line))
    return false;
  read.has_default = check.has_default;
  return pip_ini_pass (&read, &ignored);
}
