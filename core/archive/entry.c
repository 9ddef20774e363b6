/* entry.c: entry_points.txt, and the scripts that come of it.
 *
 * The format is that of the Entry points specification (packaging.python.org):
 * an INI file whose only delimiter is "=" and whose keys keep their case. */
#include <config.h>

#include "entry.h"
#include "names.h"

#include <errno.h>
#include <string.h>

enum { ENTRIES_MAX = 4096 };

/* A piece of the file, not NUL-terminated. */
struct entry_span {
  const char *start;
  size_t length;
};

static bool
entry_is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

static struct entry_span
entry_trim (struct entry_span span)
{
  while (span.length > 0 && entry_is_blank (span.start[0]))
    {
      span.start++;
      span.length--;
    }
  while (span.length > 0 && entry_is_blank (span.start[span.length - 1]))
    span.length--;
  return span;
}

static bool
entry_span_is (struct entry_span span, const char *string)
{
  return span.length == strlen (string)
    && memcmp (span.start, string, span.length) == 0;
}

static bool
entry_is_word (char c)
{
  return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')
    || (c >= 'A' && c <= 'Z') || (unsigned char) c >= 0x80;
}

/* Names joined with dots, none empty or beginning with a digit. */
static bool
entry_is_dotted (struct entry_span span)
{
  bool start = true;
  for (size_t i = 0; i < span.length; i++)
    {
      char c = span.start[i];
      if (c == '.' ? start : !entry_is_word (c)
          || (start && c >= '0' && c <= '9'))
        return false;
      start = c == '.';
    }
  return span.length > 0 && !start;
}

static struct entry *
entries_new (struct entries *entries, struct arena *arena)
{
  if (entries->count == entries->room)
    {
      size_t room = entries->room == 0 ? 8 : entries->room * 2;
      struct entry *list = arena_zeroed (arena, room * sizeof *list);
      if (list == NULL)
        return NULL;
      if (entries->count > 0)
        memcpy (list, entries->list, entries->count * sizeof *list);
      entries->list = list;
      entries->room = room;
    }
  return &entries->list[entries->count++];
}

/* Two scripts of one name: the first of a section would be lost, so that what
 * is installed depended on the reader. */
static int
entries_check_new (const struct entries *entries, const char *name,
                   struct report *report)
{
  if (entries->count == ENTRIES_MAX)
    return report_refuse (report, "its entry_points.txt declares more than %d "
                          "scripts", ENTRIES_MAX);
  for (size_t i = 0; i < entries->count; i++)
    if (strcmp (entries->list[i].name, name) == 0)
      return report_refuse (report, "its entry_points.txt declares '%s' twice",
                            name);
  return script_name_check (name, report);
}

/* "module:attribute [extras]"; extras are of no concern to a script. */
static int
entries_add (struct entries *entries, struct arena *arena,
             struct entry_span key, struct entry_span value,
             struct report *report)
{
  const char *bracket = memchr (value.start, '[', value.length);
  if (bracket != NULL && value.start[value.length - 1] == ']')
    {
      value.length = (size_t) (bracket - value.start);
      value = entry_trim (value);
    }

  const char *name = arena_copy_bytes (arena, key.start, key.length);
  if (name == NULL)
    return report_error (report, errno, "cannot read its entry_points.txt");
  if (entries_check_new (entries, name, report) != 0)
    return -1;

  const char *colon = memchr (value.start, ':', value.length);
  if (colon == NULL)
    return report_refuse (report, "the script '%s' names no function to call "
                          "(it is '%.*s', not 'module:function')", name,
                          (int) value.length, value.start);
  size_t before = (size_t) (colon - value.start);
  struct entry_span module
    = entry_trim ((struct entry_span) { value.start, before });
  struct entry_span attribute
    = entry_trim ((struct entry_span) { colon + 1,
                                        value.length - before - 1 });
  if (!entry_is_dotted (module) || !entry_is_dotted (attribute))
    return report_refuse (report, "the script '%s' calls '%.*s', which is not "
                          "'module:function'", name, (int) value.length,
                          value.start);

  struct entry *entry = entries_new (entries, arena);
  if (entry == NULL)
    return report_error (report, ENOMEM, "cannot read its entry_points.txt");
  entry->name = name;
  entry->module = arena_copy_bytes (arena, module.start, module.length);
  entry->attribute = arena_copy_bytes (arena, attribute.start,
                                       attribute.length);
  return entry->module != NULL && entry->attribute != NULL ? 0
    : report_error (report, ENOMEM, "cannot read its entry_points.txt");
}

/* Where the reader stands between two lines. */
struct entry_section {
  bool wanted;                  /* one of the two that make scripts */
  bool has_key;
  size_t indent;                /* of the last line that was not continued */
};

/* One line without its newline. */
static int
entries_read_line (struct entries *entries, struct arena *arena,
                   struct entry_span raw, struct entry_section *section,
                   struct report *report)
{
  struct entry_span line = entry_trim (raw);
  if (line.length == 0 || line.start[0] == '#' || line.start[0] == ';')
    return 0;

  /* A line that is indented more continues the value above.  No function has a
   * name of two lines, but other sections may hold anything. */
  size_t indent = (size_t) (line.start - raw.start);
  bool continues = section->has_key && indent > section->indent;
  section->indent = continues ? section->indent : indent;

  if (!continues && line.start[0] == '[' && line.length > 1
      && line.start[line.length - 1] == ']')
    {
      struct entry_span name = { line.start + 1, line.length - 2 };
      section->wanted = entry_span_is (name, "console_scripts")
        || entry_span_is (name, "gui_scripts");
      section->has_key = false;
      return 0;
    }
  section->has_key = true;
  if (!section->wanted)
    return 0;

  const char *equals = memchr (line.start, '=', line.length);
  if (equals == NULL || continues)
    return report_refuse (report, "its entry_points.txt is malformed at "
                          "'%.*s'", (int) line.length, line.start);
  size_t before = (size_t) (equals - line.start);
  struct entry_span key = { line.start, before };
  struct entry_span value = { equals + 1, line.length - before - 1 };
  return entries_add (entries, arena, entry_trim (key), entry_trim (value),
                      report);
}

int
entries_parse (struct entries *entries, struct arena *arena,
               const char *bytes, size_t length, struct report *report)
{
  *entries = (struct entries) { 0 };
  if (!string_is_utf8 (bytes, length))
    return report_refuse (report, "its entry_points.txt is not UTF-8");
  if (memchr (bytes, '\0', length) != NULL)
    return report_refuse (report, "its entry_points.txt has a NUL byte");

  const char *next = bytes, *end = bytes + length;
  if (length >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0)
    next += 3;

  struct entry_section section = { false, false, 0 };
  while (next < end)
    {
      const char *stop = next;
      while (stop < end && *stop != '\n')
        stop++;
      struct entry_span line = { next, (size_t) (stop - next) };
      if (entries_read_line (entries, arena, line, &section, report) != 0)
        return -1;
      next = stop < end ? stop + 1 : end;
    }
  return 0;
}

/* STEM, or STEM and SEPARATOR and digits with at most one dot. */
static bool
entry_is_versioned (const char *name, const char *stem, const char *separator)
{
  if (!string_starts_with (name, stem))
    return false;
  name += strlen (stem);
  if (*name == '\0')
    return true;
  if (!string_starts_with (name, separator))
    return false;
  name += strlen (separator);
  size_t digits = strspn (name, "0123456789");
  name += digits;
  if (digits > 0 && *name == '.')
    {
      name++;
      digits = strspn (name, "0123456789");
      name += digits;
    }
  return digits > 0 && *name == '\0';
}

/* Replaces all of STEM's kind by STEM itself and the names in SUFFIXES. */
static int
entries_version (struct entries *entries, struct arena *arena,
                 const char *stem, const char *separator,
                 const char *const suffixes[2], struct report *report)
{
  struct entry model = { NULL, NULL, NULL };
  for (size_t i = 0; i < entries->count; i++)
    if (strcmp (entries->list[i].name, stem) == 0)
      model = entries->list[i];
  if (model.name == NULL)
    return 0;

  size_t kept = 0;
  for (size_t i = 0; i < entries->count; i++)
    if (!entry_is_versioned (entries->list[i].name, stem, separator))
      entries->list[kept++] = entries->list[i];
  entries->count = kept;

  for (size_t i = 0; i < 3; i++)
    {
      if (i > 0 && suffixes[i - 1] == NULL)
        continue;
      struct entry *entry = entries_new (entries, arena);
      const char *name = i == 0 ? stem
        : arena_format (arena, "%s%s", stem, suffixes[i - 1]);
      if (entry == NULL || name == NULL)
        return report_error (report, ENOMEM,
                             "cannot read its entry_points.txt");
      *entry = (struct entry) { name, model.module, model.attribute };
    }
  return 0;
}

int
entries_add_versions (struct entries *entries, struct arena *arena, int major,
                      int minor, struct report *report)
{
  const char *x = arena_format (arena, "%d", major);
  const char *x_y = arena_format (arena, "%d.%d", major, minor);
  const char *dash_x_y = arena_format (arena, "-%d.%d", major, minor);
  if (x == NULL || x_y == NULL || dash_x_y == NULL)
    return report_error (report, ENOMEM, "cannot read its entry_points.txt");

  const char *const pip[2] = { x, x_y };
  const char *const easy_install[2] = { dash_x_y, NULL };
  if (entries_version (entries, arena, "pip", "", pip, report) != 0)
    return -1;
  return entries_version (entries, arena, "easy_install", "-", easy_install,
                          report);
}
