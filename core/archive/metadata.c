/* metadata.c: the files WHEEL and METADATA.
 *
 * Read as pip's parser of mail headers reads them: keys in any case, the first
 * value counts, a line that begins with a blank continues the one before, an
 * empty line ends it. */
#include <config.h>

#include "metadata.h"

#include "wheel_name.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

/* Where the reader stands. */
struct metadata_reader {
  const char *next;
  const char *end;
};

/* Reads one header.  *KEY and *VALUE are copies in ARENA without blanks around
 * them.  Answers 1, 0 at the end, -1 on out of memory. */
static int
metadata_read_header (struct metadata_reader *reader, struct arena *arena,
                      const char **key, const char **value)
{
  const char *line = reader->next, *stop = line;
  for (;; stop++)
    {
      const char *newline = memchr (stop, '\n', (size_t) (reader->end - stop));
      stop = newline == NULL ? reader->end : newline;
      if (stop + 1 >= reader->end || (stop[1] != ' ' && stop[1] != '\t'))
        break;
    }
  reader->next = stop < reader->end ? stop + 1 : stop;

  const char *colon = memchr (line, ':', (size_t) (stop - line));
  if (colon == NULL || colon == line)
    return 0;
  const char *first = colon + 1;
  while (first < stop && (*first == ' ' || *first == '\t'))
    first++;
  while (stop > first && strchr (" \t\r", stop[-1]) != NULL)
    stop--;

  *key = arena_copy_bytes (arena, line, (size_t) (colon - line));
  *value = arena_copy_bytes (arena, first, (size_t) (stop - first));
  return *key != NULL && *value != NULL ? 1 : -1;
}

static void
metadata_keep_first (const char **kept, const char *value)
{
  if (*kept == NULL)
    *kept = value;
}

/* "MAJOR.MINOR" in digits; -1 where it is something else. */
static int
metadata_major (const char *version)
{
  size_t major = strspn (version, "0123456789");
  if (major == 0 || major > 3 || version[major] != '.')
    return -1;
  size_t minor = strspn (version + major + 1, "0123456789");
  if (minor == 0 || version[major + 1 + minor] != '\0')
    return -1;

  int number = 0;
  for (size_t i = 0; i < major; i++)
    number = number * 10 + (version[i] - '0');
  return number;
}

int
metadata_parse_wheel (struct wheel_metadata *ret, struct arena *arena,
                      const char *bytes, size_t length, struct report *report)
{
  struct metadata_reader reader = { bytes, bytes + length };
  const char *key, *value, *purelib = NULL;
  int more;

  *ret = (struct wheel_metadata) { NULL, false };
  while ((more = metadata_read_header (&reader, arena, &key, &value)) == 1)
    if (strcasecmp (key, "Wheel-Version") == 0)
      metadata_keep_first (&ret->wheel_version, value);
    else if (strcasecmp (key, "Root-Is-Purelib") == 0)
      metadata_keep_first (&purelib, value);
  if (more < 0)
    return report_first (report, 0, errno, "cannot read its WHEEL file");

  ret->root_is_purelib = purelib != NULL && strcasecmp (purelib, "true") == 0;
  if (ret->wheel_version == NULL)
    return report_refuse (report, "its WHEEL file has no Wheel-Version");
  if (metadata_major (ret->wheel_version) != 1)
    return report_refuse (report, "its Wheel-Version is '%s', and only 1.x is "
                          "known", ret->wheel_version);
  if (strcmp (ret->wheel_version, "1.0") != 0)
    report_warn (report, "its Wheel-Version, %s, is newer than 1.0",
                 ret->wheel_version);
  return 0;
}

/* Adds the name of a requirement without a marker to LIST. */
static int
metadata_add_requires (struct string_vector *list, struct arena *arena,
                       const char *value)
{
  if (strchr (value, ';') != NULL)
    return 0;
  const char *name = name_canonical (arena, value,
                                     strcspn (value, " \t([<>=!~@"));
  return name != NULL ? string_vector_append (list, name) : -1;
}

int
metadata_parse (struct metadata *ret, struct arena *arena, const char *bytes,
                size_t length, struct report *report)
{
  struct metadata_reader reader = { bytes, bytes + length };
  const char *key, *value;
  int more;

  *ret = (struct metadata) { .requires = { .arena = arena } };
  while ((more = metadata_read_header (&reader, arena, &key, &value)) == 1)
    {
      if (strcasecmp (key, "Metadata-Version") == 0)
        metadata_keep_first (&ret->metadata_version, value);
      else if (strcasecmp (key, "Name") == 0)
        metadata_keep_first (&ret->name, value);
      else if (strcasecmp (key, "Version") == 0)
        metadata_keep_first (&ret->version, value);
      else if (strcasecmp (key, "Requires-Python") == 0)
        metadata_keep_first (&ret->requires_python, value);
      else if (strcasecmp (key, "Requires-Dist") == 0
               && metadata_add_requires (&ret->requires, arena, value) != 0)
        more = -1;
      if (more < 0)
        break;
    }
  if (more < 0)
    return report_first (report, 0, errno, "cannot read its METADATA file");

  if (ret->requires_python == NULL)
    ret->requires_python = "";
  if (ret->metadata_version == NULL || ret->name == NULL
      || ret->version == NULL)
    return report_refuse (report, "its METADATA file lacks the version of its "
                          "format, the name or the version");
  int major = metadata_major (ret->metadata_version);
  if (major != 1 && major != 2)
    return report_refuse (report, "its Metadata-Version is '%s', and only 1.x "
                          "and 2.x are known", ret->metadata_version);
  return 0;
}
