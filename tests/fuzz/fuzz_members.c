/* fuzz_members.c: wheels that get past the container's checksums.
 *
 * The input is a list of members, of which a well-formed archive with the right
 * checksums is made, and a right RECORD unless it brings one.  Each member begins
 * with a line: "=NAME" for a file, "*NAME" for an executable one, "@NAME" for a link;
 * what follows it is the content.  METADATA and WHEEL are added where they are not
 * there. */
#include <config.h>

#include "fuzz_image.h"

#include "digest.h"
#include "record.h"
#include "text.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define FUZZ_INFO "foo-1.0.dist-info/"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

struct fuzz_wheel {
  struct text bytes;            /* the local headers and the contents */
  struct text directory;
  struct text record;
  unsigned count;
  bool has_metadata, has_wheel, has_record;
};

/* ---- The container (APPNOTE.TXT 4.3) -------------------------------------- */

static uint32_t
fuzz_crc (const char *bytes, size_t length)
{
  uint32_t crc = ~0u;
  for (size_t i = 0; i < length; i++)
    {
      crc ^= (uint8_t) bytes[i];
      for (int bit = 0; bit < 8; bit++)
        crc = (crc & 1) != 0 ? crc >> 1 ^ 0xedb88320u : crc >> 1;
    }
  return ~crc;
}

/* Adds NUMBER in SIZE bytes, the lowest first. */
static void
fuzz_add (struct text *out, uint32_t number, unsigned size)
{
  for (; size > 0; size--, number >>= 8)
    text_add_char (out, (char) number);
}

/* What a local header and an entry of the directory have in common. */
static void
fuzz_add_common (struct text *out, const char *name, const char *bytes,
                 size_t length)
{
  uint32_t flags = 0;
  for (const char *s = name; *s != '\0'; s++)
    if ((*s & 0x80) != 0)
      flags = 1u << 11;         /* the name is UTF-8 */
  fuzz_add (out, 20, 2);
  fuzz_add (out, flags, 2);
  fuzz_add (out, 0, 2);         /* stored */
  fuzz_add (out, 0, 4);
  fuzz_add (out, fuzz_crc (bytes, length), 4);
  fuzz_add (out, (uint32_t) length, 4);
  fuzz_add (out, (uint32_t) length, 4);
  fuzz_add (out, (uint32_t) strlen (name), 2);
  fuzz_add (out, 0, 2);
}

static void
fuzz_add_member (struct fuzz_wheel *wheel, const char *name, uint32_t mode,
                 const char *bytes, size_t length)
{
  uint32_t at = (uint32_t) wheel->bytes.length;
  fuzz_add (&wheel->bytes, 0x04034b50, 4);
  fuzz_add_common (&wheel->bytes, name, bytes, length);
  text_add (&wheel->bytes, name);
  text_add_bytes (&wheel->bytes, bytes, length);

  fuzz_add (&wheel->directory, 0x02014b50, 4);
  fuzz_add (&wheel->directory, 0x314, 2);
  fuzz_add_common (&wheel->directory, name, bytes, length);
  fuzz_add (&wheel->directory, 0, 6);
  fuzz_add (&wheel->directory, mode << 16, 4);
  fuzz_add (&wheel->directory, at, 4);
  text_add (&wheel->directory, name);
  wheel->count++;
}

static void
fuzz_finish (struct fuzz_wheel *wheel)
{
  uint32_t at = (uint32_t) wheel->bytes.length;
  text_add_bytes (&wheel->bytes, text_string (&wheel->directory),
                  wheel->directory.length);
  fuzz_add (&wheel->bytes, 0x06054b50, 4);
  fuzz_add (&wheel->bytes, 0, 4);
  fuzz_add (&wheel->bytes, wheel->count, 2);
  fuzz_add (&wheel->bytes, wheel->count, 2);
  fuzz_add (&wheel->bytes, (uint32_t) wheel->directory.length, 4);
  fuzz_add (&wheel->bytes, at, 4);
  fuzz_add (&wheel->bytes, 0, 2);
}

/* ---- The members ------------------------------------------------------------ */

/* A member with its row of RECORD. */
static void
fuzz_add_listed (struct fuzz_wheel *wheel, const char *name, uint32_t mode,
                 const char *bytes, size_t length)
{
  uint8_t digest[DIGEST_SHA256_SIZE];
  fuzz_add_member (wheel, name, mode, bytes, length);
  digest_bytes (DIGEST_SHA256, bytes, length, digest);
  record_add_field (&wheel->record, name);
  text_add_char (&wheel->record, ',');
  record_add_digest (&wheel->record, digest);
  text_addf (&wheel->record, ",%zu\n", length);
}

/* Adds the member at *AT, which ends where the next one begins.  False where there
 * is none. */
static bool
fuzz_take_member (struct fuzz_wheel *wheel, const char **at, const char *end)
{
  char name[1200];
  const char *start = *at;
  const char *line = start < end ? memchr (start, '\n', (size_t) (end - start))
    : NULL;
  if (line == NULL || strchr ("=*@", *start) == NULL
      || (size_t) (line - start) >= sizeof name)
    return false;
  uint32_t mode = *start == '@' ? 0120777 : *start == '*' ? 0100755 : 0100644;
  memcpy (name, start + 1, (size_t) (line - start - 1));
  name[line - start - 1] = '\0';

  const char *bytes = line + 1, *stop = bytes;
  while (stop < end && !(strchr ("=*@", *stop) != NULL && *stop != '\0'
                         && stop[-1] == '\n'))
    stop++;
  *at = stop;
  if (strcmp (name, FUZZ_INFO "RECORD") == 0)
    {
      wheel->has_record = true;
      fuzz_add_member (wheel, name, mode, bytes, (size_t) (stop - bytes));
      return true;
    }
  wheel->has_metadata |= strcmp (name, FUZZ_INFO "METADATA") == 0;
  wheel->has_wheel |= strcmp (name, FUZZ_INFO "WHEEL") == 0;
  fuzz_add_listed (wheel, name, mode, bytes, (size_t) (stop - bytes));
  return true;
}

static void
fuzz_add_missing (struct fuzz_wheel *wheel)
{
  static const char metadata[]
    = "Metadata-Version: 2.1\nName: foo\nVersion: 1.0\n";
  static const char description[]
    = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\n";
  if (!wheel->has_metadata)
    fuzz_add_listed (wheel, FUZZ_INFO "METADATA", 0100644, metadata,
                     sizeof metadata - 1);
  if (!wheel->has_wheel)
    fuzz_add_listed (wheel, FUZZ_INFO "WHEEL", 0100644, description,
                     sizeof description - 1);
  if (wheel->has_record)
    return;
  text_add (&wheel->record, FUZZ_INFO "RECORD,,\n");
  fuzz_add_member (wheel, FUZZ_INFO "RECORD", 0100644,
                   text_string (&wheel->record), wheel->record.length);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  struct fuzz_wheel wheel = { TEXT_EMPTY, TEXT_EMPTY, TEXT_EMPTY, 0,
                              false, false, false };
  const char *at = (const char *) data, *end = at + size;
  while (wheel.count < 60 && fuzz_take_member (&wheel, &at, end))
    continue;
  fuzz_add_missing (&wheel);
  fuzz_finish (&wheel);
  fuzz_image (text_string (&wheel.bytes), wheel.bytes.length);
  text_clear (&wheel.bytes);
  text_clear (&wheel.directory);
  text_clear (&wheel.record);
  return 0;
}
