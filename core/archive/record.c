/* record.c: the lines of RECORD, a table of comma-separated values. */
#include <config.h>

#include "record.h"

#include "text.h"

#include <errno.h>
#include <string.h>

static const char record_base64[]
  = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/* Where the parser stands. */
struct record_reader {
  const char *next;
  const char *end;
  struct text field;
};

/* Reads one field into READER->field and answers what ended it: ',', '\n' for
 * the end of the row, or 0 where it is malformed. */
static char
record_read_field (struct record_reader *reader)
{
  bool quoted = reader->next < reader->end && *reader->next == '"';
  if (quoted)
    reader->next++;

  while (reader->next < reader->end)
    {
      char c = *reader->next++;
      if (c == '\0')
        return 0;
      if (quoted && c == '"')
        {
          /* Two quotes stand for one; one ends what was quoted. */
          if (reader->next < reader->end && *reader->next == '"')
            reader->next++;
          else
            {
              quoted = false;
              if (reader->next < reader->end
                  && strchr (",\r\n", *reader->next) == NULL)
                return 0;
              continue;
            }
        }
      else if (!quoted && c == ',')
        return ',';
      else if (!quoted && (c == '\r' || c == '\n'))
        {
          if (c == '\r' && reader->next < reader->end && *reader->next == '\n')
            reader->next++;
          return '\n';
        }
      else if (!quoted && c == '"')
        return 0;
      text_add_char (&reader->field, c);
    }
  return quoted ? 0 : '\n';
}

static int
record_read_row (struct record *record, struct record_reader *reader,
                 struct report *report)
{
  const char *fields[3] = { "", "", "" };
  size_t count = 0;
  char end = ',';

  for (; end == ','; count++)
    {
      text_clear (&reader->field);
      end = record_read_field (reader);
      if (end == 0 || count == 3)
        return report_refuse (report, "row %zu of its RECORD is malformed",
                              record->count + 1);
      fields[count] = arena_copy (record->arena, text_string (&reader->field));
      if (fields[count] == NULL || reader->field.failed)
        return report_first (report, 0, ENOMEM, "cannot read its RECORD");
    }
  if (count == 1 && fields[0][0] == '\0')
    return 0;

  struct record_row row = { fields[0], fields[1], fields[2] };
  return record_append (record, row) == 0 ? 0
    : report_first (report, 0, errno, "cannot read its RECORD");
}

int
record_parse (struct record *record, struct arena *arena, const char *bytes,
              size_t length, struct report *report)
{
  *record = (struct record) { .arena = arena };
  struct record_reader reader = { bytes, bytes + length, TEXT_EMPTY };
  int status = 0;

  while (status == 0 && reader.next < reader.end)
    status = record_read_row (record, &reader, report);
  text_clear (&reader.field);
  return status;
}

void
record_add_field (struct text *out, const char *field)
{
  if (field[strcspn (field, ",\"\r\n")] == '\0')
    {
      text_add (out, field);
      return;
    }
  text_add_char (out, '"');
  for (const char *s = field; *s != '\0'; s++)
    {
      if (*s == '"')
        text_add_char (out, '"');
      text_add_char (out, *s);
    }
  text_add_char (out, '"');
}

void
record_add_row (struct text *out, const char *path, const char *hash,
                const char *size)
{
  record_add_field (out, path);
  text_add_char (out, ',');
  record_add_field (out, hash);
  text_add_char (out, ',');
  record_add_field (out, size);
  text_add (out, "\r\n");
}

int
record_row_compare (const void *a, const void *b)
{
  const struct record_row *x = a, *y = b;
  return strcmp (x->path, y->path);
}

void
record_add_digest (struct text *out, const uint8_t digest[32])
{
  text_add (out, "sha256=");
  uint32_t bits = 0;
  unsigned have = 0;
  for (size_t i = 0; i < 32; i++)
    {
      bits = bits << 8 | digest[i];
      for (have += 8; have >= 6; have -= 6)
        text_add_char (out, record_base64[bits >> (have - 6) & 63]);
    }
  if (have > 0)
    text_add_char (out, record_base64[bits << (6 - have) & 63]);
}

bool
record_decode_digest (const char *base64, uint8_t *digest, size_t length)
{
  uint32_t bits = 0;
  unsigned have = 0;
  size_t used = 0;

  for (; *base64 != '\0' && *base64 != '='; base64++)
    {
      const char *place = strchr (record_base64, *base64);
      if (place == NULL)
        return false;
      bits = bits << 6 | (uint32_t) (place - record_base64);
      have += 6;
      if (have < 8)
        continue;
      have -= 8;
      if (used == length)
        return false;
      digest[used++] = (uint8_t) (bits >> have);
    }
  /* Left-over bits must be zero, or two texts would mean one digest. */
  return used == length && have < 6 && (bits & ((1u << have) - 1)) == 0
    && base64[strspn (base64, "=")] == '\0';
}
