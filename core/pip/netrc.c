/* netrc.c: the file in which the user keeps passwords by host.
 *
 * The format is that of Python's module netrc, 3.11 and later, which pip uses,
 * and not that of libcurl.  Words are separated by blanks; a word may be in
 * double quotes, and a backslash takes the next character as it is. */
#include <config.h>

#include "netrc.h"

#include "cleanup.h"
#include "file.h"
#include "pip_config.h"
#include "system.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The largest file that is read. */
#define NETRC_LIMIT ((size_t) 1 << 20)

struct netrc_reader {
  const char *at;               /* the next byte */
  unsigned line;                /* its line, from 1 */
  struct text word;
  unsigned word_line;           /* where WORD begins */
  bool again;                   /* netrc_next returns the same word again */
};

/* What one machine has. */
struct netrc_entry {
  struct text login, account, password;
};

static char
netrc_take (struct netrc_reader *reader)
{
  char c = *reader->at;
  reader->at += c != '\0';
  reader->line += c == '\n';
  return c;
}

/* Skips what is left of the line. */
static void
netrc_skip_line (struct netrc_reader *reader)
{
  while (*reader->at != '\0' && netrc_take (reader) != '\n')
    continue;
}

/* The next word, "" at the end of the file and for "". */
static const char *
netrc_next (struct netrc_reader *reader)
{
  static const char blanks[] = "\n\t\r ";
  if (reader->again)
    {
      reader->again = false;
      return text_string (&reader->word);
    }
  text_clear (&reader->word);
  while (*reader->at != '\0' && strchr (blanks, *reader->at) != NULL)
    netrc_take (reader);

  reader->word_line = reader->line;
  bool quoted = *reader->at == '"';
  if (quoted)
    netrc_take (reader);
  for (char c; (c = netrc_take (reader)) != '\0';)
    {
      if (quoted ? c == '"' : strchr (blanks, c) != NULL)
        break;
      if (c == '\\')
        c = netrc_take (reader);
      if (c != '\0')
        text_add_char (&reader->word, c);
    }
  return text_string (&reader->word);
}

/* Skips a macro, which ends at an empty line.  False where the file ends
 * first. */
static bool
netrc_skip_macro (struct netrc_reader *reader)
{
  netrc_next (reader);
  while (*reader->at != '\0' && *reader->at != '\n')
    netrc_skip_line (reader);
  return netrc_take (reader) == '\n';
}

/* Replaces the value of FIELD by the next word. */
static void
netrc_set (struct netrc_reader *reader, struct text *field)
{
  text_clear (field);
  text_add (field, netrc_next (reader));
}

static void
netrc_clear (struct netrc_entry *entry)
{
  text_clear (&entry->login);
  text_clear (&entry->account);
  text_clear (&entry->password);
}
#define CLEAN_ENTRY __attribute__ ((cleanup (netrc_clear)))

/* Reads what belongs to one machine.  False at a word that cannot be there. */
static bool
netrc_read_entry (struct netrc_reader *reader, struct netrc_entry *entry)
{
  for (;;)
    {
      unsigned line = reader->line;
      const char *word = netrc_next (reader);
      if (*word == '#')
        {
          if (reader->line == line)
            netrc_skip_line (reader);
        }
      else if (strcmp (word, "login") == 0 || strcmp (word, "user") == 0)
        netrc_set (reader, &entry->login);
      else if (strcmp (word, "account") == 0)
        netrc_set (reader, &entry->account);
      else if (strcmp (word, "password") == 0)
        netrc_set (reader, &entry->password);
      else
        {
          reader->again = true;
          return *word == '\0' || strcmp (word, "machine") == 0
            || strcmp (word, "default") == 0 || strcmp (word, "macdef") == 0;
        }
    }
}

/* The credentials of ENTRY; NULL where it has none, and on out of memory. */
static const char *
netrc_credentials (struct arena *arena, const struct netrc_entry *entry)
{
  const struct text *user = entry->login.length > 0 ? &entry->login
    : &entry->account;
  if (user->length == 0 && entry->password.length == 0)
    return NULL;
  return arena_format (arena, "%s:%s", text_string (user),
                       text_string (&entry->password));
}

/* Reads one machine, whose name is "default" for all that have no entry.  Of
 * several entries with one name the last one counts. */
static bool
netrc_read_machine (struct netrc_reader *reader, struct arena *arena,
                    const char *host, const char **found,
                    const char **found_default)
{
  bool is_default = strcmp (text_string (&reader->word), "default") == 0;
  const char *name = is_default ? "default" : netrc_next (reader);
  const char **slot = strcmp (name, host) == 0 ? found
    : strcmp (name, "default") == 0 ? found_default : NULL;
  CLEAN_ENTRY struct netrc_entry entry = {
    TEXT_EMPTY, TEXT_EMPTY, TEXT_EMPTY
  };
  if (*name == '\0' || !netrc_read_entry (reader, &entry))
    return false;
  if (slot == NULL)
    return true;
  *slot = netrc_credentials (arena, &entry);
  if (*slot == NULL)
    *slot = "";
  return true;
}

unsigned
netrc_find (const struct netrc *netrc, struct arena *arena, const char *host,
            const char **credentials)
{
  struct netrc_reader reader = {
    .at = netrc->bytes, .line = 1, .word = TEXT_EMPTY
  };
  const char *found = NULL, *found_default = NULL;
  bool good = true;
  *credentials = NULL;
  for (unsigned line = 1; good; line = reader.line)
    {
      const char *word = netrc_next (&reader);
      if (*word == '\0')
        break;
      if (*word == '#')
        {
          /* Python skips the line only where a blank follows the sign. */
          if (reader.line == line && word[1] == '\0')
            netrc_skip_line (&reader);
        }
      else if (strcmp (word, "machine") == 0 || strcmp (word, "default") == 0)
        good = netrc_read_machine (&reader, arena, host, &found,
                                   &found_default);
      else
        good = strcmp (word, "macdef") == 0 && netrc_skip_macro (&reader);
    }
  text_clear (&reader.word);
  if (!good)
    return reader.word_line;
  if (found == NULL)
    found = found_default;
  *credentials = found != NULL && *found != '\0' ? found : NULL;
  return 0;
}

/* The path of the file, or NULL where there is none.  *FAILED tells of out of
 * memory. */
static const char *
netrc_path (struct arena *arena, bool *failed)
{
  static const char *const names[] = { "~/.netrc", "~/_netrc" };
  const char *named = secure_getenv ("NETRC");
  struct stat st;
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    {
      const char *path = pip_config_path (arena, named != NULL ? named
                                          : names[i]);
      *failed = *failed || path == NULL;
      if (path != NULL && stat (path, &st) == 0)
        return path;
    }
  return NULL;
}

/* Makes "\n" of "\r\n" and "\r", as Python does with text. */
static void
netrc_end_lines (char *bytes)
{
  char *to = bytes;
  for (const char *from = bytes; *from != '\0'; from++)
    if (*from != '\r')
      *to++ = *from;
    else if (from[1] != '\n')
      *to++ = '\n';
  *to = '\0';
}

int
netrc_read (pyvenv_context *cx, struct arena *arena, struct netrc *ret)
{
  bool failed = false;
  struct netrc netrc = { .path = netrc_path (arena, &failed) };
  *ret = (struct netrc) { .path = NULL };
  if (failed)
    return pyvenv_fail (cx, ENOMEM, "cannot read ~/.netrc");

  size_t length;
  CLEAN_FD int fd = netrc.path == NULL ? -1
    : open (netrc.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  CLEAN_FREE char *bytes = fd < 0 ? NULL
    : file_read_open (fd, NETRC_LIMIT, &length);
  if (bytes == NULL)
    return 0;
  netrc_end_lines (bytes);
  netrc.bytes = arena_copy (arena, bytes);
  if (netrc.bytes == NULL)
    return pyvenv_fail (cx, ENOMEM, "cannot read '%s'", netrc.path);

  const char *ignored;
  unsigned line = netrc_find (&netrc, arena, "", &ignored);
  if (line == 0)
    *ret = netrc;
  else
    pyvenv_debug (cx, "'%s' is not used: line %u is wrong", netrc.path, line);
  return 0;
}
