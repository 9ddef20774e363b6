/* entry_points.c: the scripts that entry_points.txt declares.
 *
 * The format is that of the Entry points specification (packaging.python.org):
 * an INI file whose only delimiter is "=" and whose keys keep their case. */
#include <config.h>

#include "entry_points.h"

#include "hash_table.h"
#include "script_name.h"
#include "text.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

enum { ENTRY_POINTS_MAX = 4096 };

/* A part of the file, not NUL-terminated. */
struct entry_points_span {
  const char *start;
  size_t length;
};

/* What is known between two lines. */
struct entry_points_reader {
  struct entry_points *list;
  struct hash_table names;      /* of the list */
  bool wanted;                  /* the section is one of those with scripts */
  bool has_key;
  size_t indent;                /* of the last line that was not continued */
  struct report *report;
};

static bool
entry_points_is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

static struct entry_points_span
entry_points_trim (const char *start, size_t length)
{
  while (length > 0 && entry_points_is_blank (*start))
    {
      start++;
      length--;
    }
  while (length > 0 && entry_points_is_blank (start[length - 1]))
    length--;
  return (struct entry_points_span) { start, length };
}

static bool
entry_points_span_is (struct entry_points_span span, const char *string)
{
  return span.length == strlen (string)
    && memcmp (span.start, string, span.length) == 0;
}

static bool
entry_points_is_word (char c)
{
  return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')
    || (c >= 'A' && c <= 'Z') || (unsigned char) c >= 0x80;
}

/* Names joined with dots, none empty or beginning with a digit. */
static bool
entry_points_is_dotted (struct entry_points_span span)
{
  bool start = true;
  for (size_t i = 0; i < span.length; i++)
    {
      char c = span.start[i];
      if (c == '.' ? start : !entry_points_is_word (c)
          || (start && c >= '0' && c <= '9'))
        return false;
      start = c == '.';
    }
  return span.length > 0 && !start;
}

static int
entry_points_no_memory (struct entry_points_reader *reader)
{
  return report_first (reader->report, 0, ENOMEM,
                       "cannot read its entry_points.txt");
}

/* Refuses two scripts of one name: which of them is installed would depend on
 * who reads the file. */
static int
entry_points_check_name (struct entry_points_reader *reader, const char *name)
{
  if (reader->list->count == ENTRY_POINTS_MAX)
    return report_refuse (reader->report, "its entry_points.txt declares more "
                          "than %d scripts", ENTRY_POINTS_MAX);
  int added = hash_table_add (&reader->names, name, name);
  if (added < 0)
    return entry_points_no_memory (reader);
  if (added > 0)
    return report_refuse (reader->report, "its entry_points.txt declares '%s' "
                          "twice", name);
  return script_name_check (name, reader->report);
}

/* Splits "module:attribute". */
static int
entry_points_split (struct entry_points_reader *reader, const char *name,
                    struct entry_points_span value,
                    struct entry_points_span *module,
                    struct entry_points_span *attribute)
{
  const char *colon = memchr (value.start, ':', value.length);
  if (colon == NULL)
    return report_refuse (reader->report, "the script '%s' names no function "
                          "to call (it is '%.*s', not 'module:function')",
                          name, (int) value.length, value.start);
  size_t before = (size_t) (colon - value.start);
  *module = entry_points_trim (value.start, before);
  *attribute = entry_points_trim (colon + 1, value.length - before - 1);
  if (!entry_points_is_dotted (*module) || !entry_points_is_dotted (*attribute))
    return report_refuse (reader->report, "the script '%s' calls '%.*s', which "
                          "is not 'module:function'", name,
                          (int) value.length, value.start);
  return 0;
}

/* Adds KEY = VALUE, "module:attribute [extras]"; extras do not change the
 * script. */
static int
entry_points_add (struct entry_points_reader *reader,
                  struct entry_points_span key, struct entry_points_span value)
{
  const char *bracket = memchr (value.start, '[', value.length);
  if (bracket != NULL && value.start[value.length - 1] == ']')
    value = entry_points_trim (value.start, (size_t) (bracket - value.start));

  struct arena *arena = reader->list->arena;
  const char *name = arena_copy_bytes (arena, key.start, key.length);
  if (name == NULL)
    return entry_points_no_memory (reader);
  struct entry_points_span module, attribute;
  if (entry_points_check_name (reader, name) != 0
      || entry_points_split (reader, name, value, &module, &attribute) != 0)
    return -1;

  struct entry_point entry = {
    .name = name,
    .module = arena_copy_bytes (arena, module.start, module.length),
    .attribute = arena_copy_bytes (arena, attribute.start, attribute.length)
  };
  if (entry.module == NULL || entry.attribute == NULL
      || entry_points_append (reader->list, entry) != 0)
    return entry_points_no_memory (reader);
  return 0;
}

/* Reads one line, without its newline. */
static int
entry_points_read_line (struct entry_points_reader *reader, const char *start,
                        size_t length)
{
  struct entry_points_span line = entry_points_trim (start, length);
  if (line.length == 0 || line.start[0] == '#' || line.start[0] == ';')
    return 0;

  /* A line that is indented more continues the value above.  No function has a
   * name of two lines, but other sections may hold anything. */
  size_t indent = (size_t) (line.start - start);
  bool continues = reader->has_key && indent > reader->indent;
  reader->indent = continues ? reader->indent : indent;

  if (!continues && line.start[0] == '[' && line.length > 1
      && line.start[line.length - 1] == ']')
    {
      struct entry_points_span name = { line.start + 1, line.length - 2 };
      reader->wanted = entry_points_span_is (name, "console_scripts")
        || entry_points_span_is (name, "gui_scripts");
      reader->has_key = false;
      return 0;
    }
  reader->has_key = true;
  if (!reader->wanted)
    return 0;

  const char *equals = memchr (line.start, '=', line.length);
  if (equals == NULL || continues)
    return report_refuse (reader->report, "its entry_points.txt is malformed "
                          "at '%.*s'", (int) line.length, line.start);
  size_t before = (size_t) (equals - line.start);
  return entry_points_add (reader, entry_points_trim (line.start, before),
                           entry_points_trim (equals + 1,
                                              line.length - before - 1));
}

int
entry_points_parse (struct entry_points *list, struct arena *arena,
                    const char *bytes, size_t length, struct report *report)
{
  *list = (struct entry_points) { .arena = arena };
  if (!string_is_utf8 (bytes, length))
    return report_refuse (report, "its entry_points.txt is not UTF-8");
  if (memchr (bytes, '\0', length) != NULL)
    return report_refuse (report, "its entry_points.txt has a NUL byte");

  const char *next = bytes, *end = bytes + length;
  if (length >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0)
    next += 3;

  struct entry_points_reader reader = { .list = list, .report = report };
  int status = 0;
  while (next < end && status == 0)
    {
      const char *stop = next;
      while (stop < end && *stop != '\n')
        stop++;
      status = entry_points_read_line (&reader, next, (size_t) (stop - next));
      next = stop < end ? stop + 1 : end;
    }
  hash_table_release (&reader.names);
  return status;
}
