/* fuzz_manifest.c: the manifest of an image, with a checksum that is right.
 *
 * Of one that is taken every offset is followed, as by those who install from it. */
#include <config.h>

#include "fuzz_fixture.h"

#include "manifest.h"

#include <stdlib.h>
#include <string.h>

enum { FUZZ_MANIFEST_MAX = 1 << 16 };

/* Writes the file with what tells a manifest apart from any other file, unless the
 * first bytes say that it is to be damaged. */
static void
fuzz_put_manifest (const uint8_t *data, size_t size)
{
  char *bytes = calloc (1, size + sizeof (struct manifest_head) + 1);
  if (bytes == NULL)
    abort ();
  memcpy (bytes, data, size);
  struct manifest_head *head = (void *) bytes;
  const size_t summed = offsetof (struct manifest_head, length);
  if (size >= sizeof *head && head->magic != 0)
    {
      head->magic = MANIFEST_MAGIC;
      head->length = (uint32_t) size;
      bytes[size - 1] = '\0';
      head->checksum = manifest_checksum (bytes + summed, size - summed);
    }
  fuzz_put (MANIFEST_NAME, bytes, size);
  free (bytes);
}

static size_t
fuzz_follow_file (const struct manifest *manifest,
                  const struct manifest_file *file)
{
  char number[16];
  manifest_file_name (number, file->number);
  if (file->kind > MANIFEST_RECORD
      || strchr (manifest_string (manifest, file->name), '/') != NULL)
    abort ();
  return strlen (number) + strlen (manifest_string (manifest, file->row))
    + strlen (manifest_string (manifest, file->module))
    + strlen (manifest_string (manifest, file->attribute));
}

static size_t
fuzz_follow (const struct manifest *manifest)
{
  const struct manifest_head *head = manifest->head;
  size_t sum = strlen (manifest_string (manifest, head->canonical))
    + strlen (manifest_string (manifest, head->version))
    + strlen (manifest_string (manifest, head->requires_python))
    + strlen (manifest_string (manifest, head->requires));
  for (uint32_t i = 0; i < head->dir_count; i++)
    {
      const struct manifest_dir *dir = &manifest->dirs[i];
      if (i > 0 && (dir->depth == 0 || dir->depth >= MANIFEST_DEPTH_MAX
                    || dir->depth > dir[-1].depth + 1))
        abort ();
      for (uint32_t j = 0; j < dir->count; j++)
        sum += fuzz_follow_file (manifest, &manifest->files[dir->first + j]);
    }
  for (uint32_t i = 0; i < head->piece_count; i++)
    {
      const struct manifest_piece *piece = &manifest->pieces[i];
      const char *text = manifest_string (manifest, piece->text);
      for (uint32_t j = 0; j < piece->length; j++)
        sum += (unsigned char) text[j];
      if (piece->file != MANIFEST_NONE)
        sum += manifest->files[piece->file].size;
    }
  return sum;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  struct manifest manifest;
  if (size > FUZZ_MANIFEST_MAX)
    return 0;
  fuzz_put_manifest (data, size);
  if (manifest_open (&manifest, fuzz_folder_fd ()) < 0)
    return 0;
  volatile size_t sum = fuzz_follow (&manifest);
  (void) sum;
  manifest_close (&manifest);
  return 0;
}
