/* requirements_file.c: requirements files and those that they name, line by
 * line. */
#include <config.h>

#include "requirements_private.h"

#include "cleanup.h"
#include "digest.h"
#include "file.h"
#include "system.h"
#include "text.h"
#include "url.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

/* Files within files, and all of them together.  A person writes a few; a name
 * that leads back here by a link would go on forever. */
#define REQUIREMENTS_FILE_DEPTH 50
#define REQUIREMENTS_FILE_COUNT 1000
#define REQUIREMENTS_FILE_SIZE ((size_t) 64 << 20)

static const char requirements_file_blanks[] = " \t";

/* One file, and the one that names it. */
struct requirements_file {
  const char *path;             /* absolute */
  const struct requirements_file *parent;
  unsigned depth;
  unsigned *count;              /* of all files so far */
};

static int requirements_file_nested (struct requirements_reader *reader,
                                     const struct requirements_file *file,
                                     const struct requirements_options *options);

int
requirements_file_no_memory (struct requirements_reader *reader)
{
  return report_no_memory (reader->report);
}

int
requirements_file_fail (struct requirements_reader *reader, const char *fmt, ...)
{
  va_list ap;
  va_start (ap, fmt);
  const char *what = arena_vformat (reader->arena, fmt, ap);
  va_end (ap);
  if (what == NULL)
    return requirements_file_no_memory (reader);
  return report_first (reader->report, PYVENV_ERROR_USAGE, 0, "'%s', line %u: %s",
                       reader->place.file, reader->place.line, what);
}

int
requirements_file_only_pip (struct requirements_reader *reader, const char *fmt, ...)
{
  if (reader->result->only_pip != NULL)
    return 0;
  va_list ap;
  va_start (ap, fmt);
  const char *what = arena_vformat (reader->arena, fmt, ap);
  va_end (ap);
  if (what != NULL)
    reader->result->only_pip
      = arena_format (reader->arena, "'%s', line %u: %s", reader->place.file,
                      reader->place.line, what);
  return reader->result->only_pip != NULL ? 0 : requirements_file_no_memory (reader);
}

/* Replaces "${NAME}" by the variable of that name, if it is set and not
 * empty. */
static void
requirements_file_expand (struct text *out, const char *line)
{
  while (*line != '\0')
    {
      size_t length = string_starts_with (line, "${")
        ? strspn (line + 2, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") : 0;
      CLEAN_FREE char *name = length > 0 && line[2 + length] == '}'
        ? strndup (line + 2, length) : NULL;
      const char *value = name != NULL ? secure_getenv (name) : NULL;
      if (value != NULL && *value != '\0')
        {
          text_add (out, value);
          line += length + 3;
        }
      else
        text_add_char (out, *line++);
    }
}

/* Where the options of LINE begin: at the first word that starts with a
 * dash. */
static size_t
requirements_file_options (const char *line)
{
  if (*line == '-')
    return 0;
  const char *dash = strstr (line, " -");
  return dash != NULL ? (size_t) (dash - line) + 1 : strlen (line);
}

/* Tabs are none. */
static bool
requirements_file_has_control (const char *line)
{
  for (; *line != '\0'; line++)
    if (((unsigned char) *line < 0x20 && *line != '\t') || *line == 0x7f)
      return true;
  return false;
}

/* Reads one line, with everything joined that belongs to it. */
static int
requirements_file_line (struct requirements_reader *reader,
                        const struct requirements_file *file, const char *joined)
{
  CLEAN_TEXT struct text line = TEXT_EMPTY, words = TEXT_EMPTY;
  requirements_file_expand (&line, joined);
  size_t options_at = requirements_file_options (text_string (&line));
  text_add_bytes (&words, text_string (&line), options_at);
  while (words.length > 0
         && strchr (requirements_file_blanks, words.bytes[words.length - 1]))
    words.bytes[--words.length] = '\0';
  if (line.failed || words.failed)
    return requirements_file_no_memory (reader);
  if (requirements_file_has_control (text_string (&line)))
    return requirements_file_fail (reader, "there is a control character in it");

  struct requirements_options options = { .hashes.arena = reader->arena };
  if (requirements_option_read (reader, text_string (&line) + options_at,
                                words.length == 0, &options) < 0)
    return -1;
  if (words.length > 0)
    return requirements_line_add (reader, words.bytes, &options);
  if (options.editable != NULL)
    return requirements_line_add (reader, options.editable, &options);
  if (options.requirements != NULL || options.constraints != NULL)
    return requirements_file_nested (reader, file, &options);
  if (options.hashes.count > 0)
    report_warn (reader->report, "'%s', line %u: --hash is for no requirement and"
                 " is not used; the line above should end with '\\'",
                 reader->place.file, reader->place.line);
  return 0;
}

/* Where a comment starts in LINE: at '#' after a blank or at the beginning,
 * with the blanks before it. */
static size_t
requirements_file_comment (const char *line)
{
  for (const char *mark = strchr (line, '#'); mark != NULL;
       mark = strchr (mark + 1, '#'))
    {
      const char *start = mark;
      while (start > line && strchr (requirements_file_blanks, start[-1]) != NULL)
        start--;
      if (start < mark || mark == line)
        return (size_t) (start - line);
    }
  return strlen (line);
}

/* Reads what was joined, unless nothing but comments and blanks is in it. */
static int
requirements_file_joined (struct requirements_reader *reader,
                          const struct requirements_file *file,
                          struct text *joined)
{
  if (joined->failed)
    return requirements_file_no_memory (reader);
  char *line = joined->bytes;
  if (line == NULL)
    return 0;
  size_t length = requirements_file_comment (line);
  while (length > 0
         && strchr (requirements_file_blanks, line[length - 1]) != NULL)
    length--;
  line[length] = '\0';
  line += strspn (line, requirements_file_blanks);
  int result = *line == '\0' ? 0 : requirements_file_line (reader, file, line);
  text_clear (joined);
  return result;
}

/* Whether LINE, which has a comment and nothing before it, is one. */
static bool
requirements_file_is_comment (const char *line)
{
  return line[strspn (line, requirements_file_blanks)] == '#';
}

/* Reads TEXT, which ends with NUL and is changed, line by line.  A backslash at
 * the end of a line joins the next one to it; a comment ends what is joined. */
static int
requirements_file_lines (struct requirements_reader *reader,
                         const struct requirements_file *file, char *text)
{
  CLEAN_TEXT struct text joined = TEXT_EMPTY;
  bool open = false;
  for (unsigned number = 1; text != NULL; number++)
    {
      char *line = text, *end = text + strcspn (text, "\r\n");
      text = *end == '\0' ? NULL : end + 1 + (end[0] == '\r' && end[1] == '\n');
      *end = '\0';
      if (!open)
        reader->place.line = number;

      bool comment = requirements_file_is_comment (line);
      open = !comment && string_ends_with (line, "\\");
      if (comment)
        text_add_char (&joined, ' ');
      if (open)
        {
          line += strspn (line, "\\");
          while (end > line && end[-1] == '\\')
            *--end = '\0';
        }
      text_add (&joined, line);
      if (!open && requirements_file_joined (reader, file, &joined) < 0)
        return -1;
    }
  return requirements_file_joined (reader, file, &joined);
}

/* pip also knows other encodings, by a mark or a comment.  Nobody writes them,
 * and what is read wrongly would be installed wrongly. */
static int
requirements_file_bytes (struct requirements_reader *reader,
                         const struct requirements_file *file,
                         const char *bytes, size_t length)
{
  if (length >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0)
    {
      bytes += 3;
      length -= 3;
    }
  if (memchr (bytes, '\0', length) != NULL || !string_is_utf8 (bytes, length))
    return report_first (reader->report, PYVENV_ERROR_USAGE, 0, "'%s' is not text in UTF-8",
                         reader->place.file);
  CLEAN_FREE char *copy = strndup (bytes, length);
  return copy == NULL ? requirements_file_no_memory (reader)
    : requirements_file_lines (reader, file, copy);
}

/* Notes what the file is, for those who keep what follows from it. */
static int
requirements_file_note (struct requirements_reader *reader, const char *bytes,
                        size_t length)
{
  uint8_t digest[DIGEST_SHA256_SIZE];
  char hex[2 * DIGEST_SHA256_SIZE + 1];
  digest_bytes (DIGEST_SHA256, bytes, length, digest);
  digest_hex (hex, digest, sizeof digest);
  const char *copy = arena_copy (reader->arena, hex);
  return copy != NULL
    && string_vector_append (&reader->result->digests, copy) == 0 ? 0
    : requirements_file_no_memory (reader);
}

static int
requirements_file_open (struct requirements_reader *reader,
                        const struct requirements_file *file)
{
  CLEAN_FD int fd = open (file->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  size_t length;
  CLEAN_FREE char *bytes
    = fd < 0 ? NULL : file_read_open (fd, REQUIREMENTS_FILE_SIZE, &length);
  if (bytes == NULL)
    return report_first (reader->report, 0, errno, "cannot read the %s file '%s'",
                         reader->is_constraint ? "constraints" : "requirements",
                         reader->place.file);
  return requirements_file_note (reader, bytes, length) < 0 ? -1
    : requirements_file_bytes (reader, file, bytes, length);
}

/* Reads the file that a line names with -r or -c.  What a file behind -c names
 * with -r is asked for: so pip has it. */
static int
requirements_file_nested (struct requirements_reader *reader,
                          const struct requirements_file *file,
                          const struct requirements_options *options)
{
  bool is_constraint = options->requirements == NULL;
  const char *name
    = is_constraint ? options->constraints : options->requirements;
  if (url_has_scheme (name, "http") || url_has_scheme (name, "https"))
    {
      reader->result->is_remote = true;
      return requirements_file_only_pip (reader, "a file that has to be fetched");
    }

  if (url_has_scheme (name, "file") && !url_file_is_local (name))
    return requirements_file_fail (reader, "'%s' is on another machine", name);
  if (url_has_scheme (name, "file"))
    name = url_file_path (reader->arena, name);
  struct requirements_file nested = {
    name == NULL ? NULL
      : requirements_line_absolute (reader->arena, file->path, name),
    file, file->depth + 1, file->count
  };
  if (nested.path == NULL)
    return requirements_file_no_memory (reader);
  for (const struct requirements_file *above = file; above != NULL;
       above = above->parent)
    if (strcmp (above->path, nested.path) == 0)
      return requirements_file_fail (reader, "'%s' names itself, by way of this line",
                                nested.path);
  if (nested.depth > REQUIREMENTS_FILE_DEPTH
      || ++*nested.count > REQUIREMENTS_FILE_COUNT)
    return requirements_file_fail (reader, "too many files name each other");

  struct requirements_reader inner = *reader;
  inner.place = (struct requirements_place) { nested.path, 0 };
  inner.is_constraint = is_constraint;
  return requirements_file_open (&inner, &nested);
}

/* What is read first: BYTES, or the file at PATH where they are NULL. */
static int
requirements_file_start (struct requirements *ret, struct arena *arena,
                         const char *path, const char *bytes, size_t length,
                         struct report *report)
{
  *ret = (struct requirements) {
    .items.arena = arena, .index_urls.arena = arena, .find_links.arena = arena,
    .trusted_hosts.arena = arena, .only_binary.arena = arena,
    .no_binary.arena = arena, .digests.arena = arena
  };
  struct requirements_reader reader = {
    arena, ret, report, { arena_copy (arena, path), 0 }, false
  };
  unsigned count = 1;
  struct requirements_file file = {
    requirements_line_absolute (arena, NULL, path), NULL, 0, &count
  };
  if (file.path == NULL || reader.place.file == NULL)
    return requirements_file_no_memory (&reader);
  return bytes == NULL ? requirements_file_open (&reader, &file)
    : requirements_file_bytes (&reader, &file, bytes, length);
}

int
requirements_file_read (struct requirements *ret, struct arena *arena,
                        const char *path, struct report *report)
{
  return requirements_file_start (ret, arena, path, NULL, 0, report);
}

int
requirements_file_parse (struct requirements *ret, struct arena *arena,
                         const char *path, const char *bytes, size_t length,
                         struct report *report)
{
  return requirements_file_start (ret, arena, path, bytes, length, report);
}
