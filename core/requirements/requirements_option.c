/* requirements_option.c: the options in a requirements file.
 *
 * pip reads them with Python's shlex and optparse, so quotes, abbreviations and
 * "--name=value" are as there. */
#include <config.h>

#include "requirements_private.h"

#include "cleanup.h"
#include "hash.h"
#include "text.h"
#include "wheel_name.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum requirements_option {
  OPTION_INDEX_URL, OPTION_EXTRA_INDEX_URL, OPTION_NO_INDEX, OPTION_FIND_LINKS,
  OPTION_REQUIREMENT, OPTION_CONSTRAINT, OPTION_EDITABLE, OPTION_HASH,
  OPTION_NO_BINARY, OPTION_ONLY_BINARY, OPTION_PRE, OPTION_REQUIRE_HASHES,
  OPTION_TRUSTED_HOST, OPTION_IGNORED, OPTION_ONLY_PIP, OPTION_BUILD
};

static const struct requirements_option_row {
  const char *name;
  char letter;                  /* "-r", or 0 */
  bool has_value;
  enum requirements_option option;
} requirements_option_rows[] = {
  { "all-releases", 0, true, OPTION_ONLY_PIP },
  { "config-settings", 'C', true, OPTION_BUILD },
  { "constraint", 'c', true, OPTION_CONSTRAINT },
  { "editable", 'e', true, OPTION_EDITABLE },
  { "extra-index-url", 0, true, OPTION_EXTRA_INDEX_URL },
  { "find-links", 'f', true, OPTION_FIND_LINKS },
  { "global-option", 0, true, OPTION_BUILD },
  { "hash", 0, true, OPTION_HASH },
  { "index-url", 'i', true, OPTION_INDEX_URL },
  { "no-binary", 0, true, OPTION_NO_BINARY },
  { "no-index", 0, false, OPTION_NO_INDEX },
  { "no-require-hashes", 0, false, OPTION_ONLY_PIP },
  { "only-binary", 0, true, OPTION_ONLY_BINARY },
  { "only-final", 0, true, OPTION_ONLY_PIP },
  { "pre", 0, false, OPTION_PRE },
  { "prefer-binary", 0, false, OPTION_IGNORED },
  { "pypi-url", 0, true, OPTION_INDEX_URL },
  { "require-hashes", 0, false, OPTION_REQUIRE_HASHES },
  { "requirement", 'r', true, OPTION_REQUIREMENT },
  { "trusted-host", 0, true, OPTION_TRUSTED_HOST },
  { "use-feature", 0, true, OPTION_ONLY_PIP },
};

#define REQUIREMENTS_OPTION_ROWS \
  (sizeof requirements_option_rows / sizeof requirements_option_rows[0])

/* Those of one line that count for the whole file, in pip's order: first
 * --no-index, then --index-url, then the rest. */
struct requirements_option_line {
  bool no_index, pre, require_hashes;
  const char *index_url;
  struct string_vector extra_index_urls, find_links, trusted_hosts;
};

/* Takes the word at *TEXT, with the quotes that Python's shlex knows.  1; 0 at
 * the end; -1 where a quote does not end. */
static int
requirements_option_word (struct text *word, const char **text)
{
  static const char blanks[] = " \t\r\n";
  const char *s = *text + strspn (*text, blanks);
  if (*s == '\0')
    return 0;
  char quote = 0;
  for (; *s != '\0' && (quote != 0 || strchr (blanks, *s) == NULL); s++)
    if (quote == 0 && (*s == '"' || *s == '\''))
      quote = *s;
    else if (quote != 0 && *s == quote)
      quote = 0;
    else if (*s == '\\' && quote != '\'' && s[1] != '\0'
             && (quote == 0 || s[1] == '"' || s[1] == '\\'))
      text_add_char (word, *++s);
    else
      text_add_char (word, *s);
  *text = s;
  return quote != 0 ? -1 : 1;
}

/* All words of TEXT. */
static int
requirements_option_words (struct requirements_reader *reader, const char *text,
                           struct string_vector *words)
{
  for (;;)
    {
      CLEAN_TEXT struct text word = TEXT_EMPTY;
      int result = requirements_option_word (&word, &text);
      if (result == 0)
        return 0;
      if (result < 0)
        return requirements_file_fail (reader, "a quoted option does not end");
      const char *copy = arena_copy (reader->arena, text_string (&word));
      if (copy == NULL || word.failed || string_vector_append (words, copy) < 0)
        return requirements_file_no_memory (reader);
    }
}

/* The option that WORD is, whole or abbreviated; *VALUE is what stands behind
 * it in the same word, or NULL.  NULL where it is none, or could be several. */
static const struct requirements_option_row *
requirements_option_find (const char *word, const char **value)
{
  *value = NULL;
  bool is_long = string_starts_with (word, "--");
  const char *name = is_long ? word + 2 : word + 1;
  size_t length = is_long ? strcspn (name, "=") : 1;
  if (is_long ? name[length] == '=' : *name != '\0' && name[1] != '\0')
    *value = name + length + is_long;

  const struct requirements_option_row *found = NULL;
  for (size_t i = 0; i < REQUIREMENTS_OPTION_ROWS && *name != '\0'; i++)
    {
      const struct requirements_option_row *row = &requirements_option_rows[i];
      if (!is_long && row->letter == *name)
        return row;
      if (!is_long || strncmp (row->name, name, length) != 0)
        continue;
      if (row->name[length] == '\0')
        return row;
      if (found != NULL)
        return NULL;
      found = row;
    }
  return found;
}

static int
requirements_option_hash (struct requirements_reader *reader, const char *value,
                          struct requirements_options *options)
{
  const char *colon = strchr (value, ':');
  CLEAN_FREE char *algorithm
    = colon != NULL ? strndup (value, (size_t) (colon - value)) : NULL;
  const char *hash = algorithm == NULL ? NULL
    : hash_join (reader->arena, algorithm, colon + 1, strlen (colon + 1));
  if (hash == NULL)
    return requirements_file_fail (reader, "'%s' is not a hash as --hash takes it, which"
                              " is sha256:, sha384: or sha512: and its digits",
                              value);
  if (string_vector_append (&options->hashes, hash) < 0)
    return requirements_file_no_memory (reader);
  return 0;
}

static void
requirements_option_forget (struct string_vector *names, const char *name)
{
  size_t kept = 0;
  for (size_t i = 0; i < names->count; i++)
    if (strcmp (names->items[i], name) != 0)
      names->items[kept++] = names->items[i];
  names->count = kept;
}

/* --only-binary and --no-binary: VALUE is a list with commas, of projects and
 * of ":all:" and ":none:".  What is added to NAMES is not in OTHERS any
 * more.  After ":all:" nothing counts unless ":none:" follows. */
static int
requirements_option_formats (struct requirements_reader *reader,
                             const char *value, struct string_vector *names,
                             struct string_vector *others)
{
  bool all = false;
  for (const char *item = value; item != NULL;)
    {
      size_t length = strcspn (item, ",");
      const char *rest = item[length] == ',' ? item + length + 1 : NULL;
      bool is_all = length == 5 && strncmp (item, ":all:", 5) == 0;
      bool is_none = length == 6 && strncmp (item, ":none:", 6) == 0;
      const char *name
        = is_all ? ":all:" : name_canonical (reader->arena, item, length);
      if (name == NULL)
        return requirements_file_no_memory (reader);

      if (is_all || is_none)
        names->count = 0;
      if (is_all)
        others->count = 0;
      if (is_all || (!is_none && length > 0 && !all))
        {
          requirements_option_forget (others, name);
          requirements_option_forget (names, name);
          if (string_vector_append (names, name) < 0)
            return requirements_file_no_memory (reader);
        }
      all = is_all || (all && !is_none);
      item = rest;
    }
  return 0;
}

/* Keeps what counts for the whole file, until it is clear that no requirement
 * stands on the line. */
static int
requirements_option_keep_global (struct requirements_reader *reader,
                                 enum requirements_option option,
                                 const char *value,
                                 struct requirements_option_line *line)
{
  int failed = 0;
  switch (option)
    {
    case OPTION_INDEX_URL:
      line->index_url = value;
      break;
    case OPTION_EXTRA_INDEX_URL:
      failed = string_vector_append (&line->extra_index_urls, value);
      break;
    case OPTION_FIND_LINKS:
      failed = string_vector_append (&line->find_links, value);
      break;
    case OPTION_TRUSTED_HOST:
      failed = string_vector_append (&line->trusted_hosts, value);
      break;
    case OPTION_NO_INDEX:
      line->no_index = true;
      break;
    case OPTION_PRE:
      line->pre = true;
      break;
    default:
      line->require_hashes = true;
      break;
    }
  return failed == 0 ? 0 : requirements_file_no_memory (reader);
}

/* Keeps VALUE where it belongs.  pip has one list of formats for all lines,
 * which those with a requirement change, too. */
static int
requirements_option_keep (struct requirements_reader *reader,
                          const struct requirements_option_row *row,
                          const char *value,
                          struct requirements_options *options,
                          struct requirements_option_line *line)
{
  struct requirements *result = reader->result;
  switch (row->option)
    {
    case OPTION_REQUIREMENT:
      options->requirements = value;
      return 0;
    case OPTION_CONSTRAINT:
      options->constraints = value;
      return 0;
    case OPTION_EDITABLE:
      options->editable = value;
      return 0;
    case OPTION_IGNORED:
      return 0;
    case OPTION_HASH:
      return requirements_option_hash (reader, value, options);
    case OPTION_NO_BINARY:
      return requirements_option_formats (reader, value, &result->no_binary,
                                          &result->only_binary);
    case OPTION_ONLY_BINARY:
      return requirements_option_formats (reader, value, &result->only_binary,
                                          &result->no_binary);
    case OPTION_BUILD:
      result->changes_builds = true;
      return requirements_file_only_pip (reader, "--%s", row->name);
    case OPTION_ONLY_PIP:
      return requirements_file_only_pip (reader, "--%s", row->name);
    default:
      return requirements_option_keep_global (reader, row->option, value, line);
    }
}

/* A folder of wheels or a page with links: a path beside the file that names it
 * where something is there, else as it was written. */
static int
requirements_option_find_links (struct requirements_reader *reader,
                                const char *value)
{
  const char *file
    = requirements_line_absolute (reader->arena, NULL, reader->place.file);
  const char *beside = file == NULL ? NULL
    : requirements_line_absolute (reader->arena, file, value);
  if (beside == NULL)
    return -1;
  if (access (beside, F_OK) == 0)
    value = beside;
  return string_vector_append (&reader->result->find_links, value);
}

/* Makes the options of a line without a requirement those of the whole file. */
static int
requirements_option_apply (struct requirements_reader *reader,
                           const struct requirements_option_line *line)
{
  struct requirements *result = reader->result;
  int failed = 0;
  if (line->no_index)
    {
      result->no_index = true;
      result->index_urls.count = 0;
    }
  if (line->index_url != NULL && !result->no_index)
    {
      result->index_urls.count = 0;
      result->replaces_index = true;
      failed = string_vector_append (&result->index_urls, line->index_url);
    }
  for (size_t i = 0; i < line->extra_index_urls.count && !result->no_index; i++)
    failed |= string_vector_append (&result->index_urls,
                                    line->extra_index_urls.items[i]);
  for (size_t i = 0; i < line->find_links.count; i++)
    failed |= requirements_option_find_links (reader, line->find_links.items[i]);
  for (size_t i = 0; i < line->trusted_hosts.count; i++)
    failed |= string_vector_append (&result->trusted_hosts,
                                    line->trusted_hosts.items[i]);
  result->pre = result->pre || line->pre;
  result->require_hashes = result->require_hashes || line->require_hashes;
  return failed == 0 ? 0 : requirements_file_no_memory (reader);
}

int
requirements_option_read (struct requirements_reader *reader, const char *text,
                          bool alone, struct requirements_options *options)
{
  struct arena *arena = reader->arena;
  struct string_vector words = { .arena = arena };
  struct requirements_option_line line = {
    .extra_index_urls.arena = arena, .find_links.arena = arena,
    .trusted_hosts.arena = arena
  };
  if (requirements_option_words (reader, text, &words) < 0)
    return -1;
  for (size_t i = 0; i < words.count; i++)
    {
      const char *value, *word = words.items[i];
      if (*word != '-')
        return requirements_file_fail (reader, "'%s' stands behind the options, where"
                                  " pip would not look at it", word);
      const struct requirements_option_row *row
        = requirements_option_find (word, &value);
      if (row == NULL)
        return requirements_file_fail (reader, "requirements files have no option"
                                  " '%s'", word);
      if (row->has_value && value == NULL && i + 1 < words.count)
        value = words.items[++i];
      if (row->has_value != (value != NULL))
        return requirements_file_fail (reader, "--%s takes %s", row->name,
                                  row->has_value ? "a value" : "no value");
      if (requirements_option_keep (reader, row, value, options, &line) < 0)
        return -1;
    }
  return alone ? requirements_option_apply (reader, &line) : 0;
}
