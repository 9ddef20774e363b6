/* configparser.c: the dialect of INI that Python's RawConfigParser reads: keys end
 * at '=' or ':', comments fill whole lines, indented lines continue a value,
 * and what [DEFAULT] says holds in every section of the file. */
#include <config.h>

#include "configparser.h"

#include "cleanup.h"
#include "text.h"

#include <string.h>

#define CONFIGPARSER_DEFAULT "DEFAULT"

struct configparser {
  const char *bytes;
  size_t length;
  configparser_entry *entry;         /* NULL while the file is only checked */
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
configparser_end_value (struct configparser *ini)
{
  if (ini->key != NULL && ini->entry != NULL
      && (ini->heir == NULL || strcmp (ini->section, CONFIGPARSER_DEFAULT) == 0))
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
configparser_strip (char *s)
{
  s += strspn (s, " \t\r\n\f\v");
  size_t length = strlen (s);
  while (length > 0 && strchr (" \t\r\n\f\v", s[length - 1]) != NULL)
    s[--length] = '\0';
  return s;
}

static bool configparser_pass (struct configparser *ini, unsigned *number);

/* A section begins with the entries of [DEFAULT], wherever that is in the
 * file. */
static void
configparser_inherit (const struct configparser *ini)
{
  struct configparser defaults = {
    .bytes = ini->bytes, .length = ini->length, .entry = ini->entry,
    .data = ini->data, .heir = ini->section, .value = TEXT_EMPTY
  };
  unsigned ignored;
  configparser_pass (&defaults, &ignored);
}

static bool
configparser_section (struct configparser *ini, const char *line)
{
  const char *end = strchr (line, ']');
  if (end == NULL || end == line + 1)
    return false;
  free (ini->section);
  ini->section = strndup (line + 1, (size_t) (end - line - 1));
  bool is_default = ini->section != NULL
    && strcmp (ini->section, CONFIGPARSER_DEFAULT) == 0;
  ini->has_default = ini->has_default || is_default;
  if (ini->section != NULL && ini->entry != NULL && ini->heir == NULL
      && ini->has_default && !is_default)
    configparser_inherit (ini);
  return ini->section != NULL;
}

/* Reads one line.  False where it is not in this format. */
static bool
configparser_line (struct configparser *ini, char *line)
{
  size_t indent = strspn (line, " \t");
  char *content = configparser_strip (line);

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

  configparser_end_value (ini);
  if (*content == '[')
    return configparser_section (ini, content);
  size_t length = strcspn (content, "=:");
  if (ini->section == NULL || content[length] == '\0' || length == 0)
    return false;
  content[length] = '\0';
  ini->indent = indent;
  ini->key = strdup (configparser_strip (content));
  text_add (&ini->value, configparser_strip (content + length + 1));
  return ini->key != NULL;
}

static bool
configparser_pass (struct configparser *ini, unsigned *number)
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
        && configparser_line (ini, line);
      at += count + (stop != NULL);
    }
  configparser_end_value (ini);
  free (ini->section);
  ini->section = NULL;
  return good;
}

bool
configparser_read (const char *bytes, size_t length, configparser_entry *entry,
              void *data, unsigned *line)
{
  static const char mark[] = "\xef\xbb\xbf";
  if (string_starts_with (bytes, mark))
    {
      bytes += strlen (mark);
      length -= strlen (mark);
    }

  /* A file with a mistake must have no effect, so it is checked first. */
  struct configparser check = {
    .bytes = bytes, .length = length, .value = TEXT_EMPTY
  };
  struct configparser read = {
    .bytes = bytes, .length = length, .entry = entry, .data = data,
    .value = TEXT_EMPTY
  };
  unsigned ignored;
  if (!configparser_pass (&check, line))
    return false;
  read.has_default = check.has_default;
  return configparser_pass (&read, &ignored);
}
