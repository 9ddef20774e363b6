/* manifest_check.c: whether a manifest can be followed.
 *
 * Whoever uses a manifest follows its offsets and counts as they are, so that all of
 * them are looked at here, once.  A checksum that is right says that the file is what
 * its writer wrote, not that the writer was ours. */
#include <config.h>

#include "manifest.h"

#include <string.h>

/* Whether COUNT things of SIZE bytes at OFFSET lie in the manifest. */
static bool
manifest_check_table (const struct manifest_head *head, uint32_t offset,
                      uint32_t count, size_t size)
{
  return offset >= sizeof *head && offset <= head->length && offset % 8 == 0
    && count <= (head->length - offset) / size;
}

/* The last byte is a NUL, which ends whatever string begins in the manifest. */
static bool
manifest_check_string (const struct manifest_head *head, uint32_t offset)
{
  return offset < head->length;
}

/* Whether there is the name of something that lies in a folder. */
static bool
manifest_check_name (const struct manifest_head *head, uint32_t offset)
{
  if (!manifest_check_string (head, offset))
    return false;
  const char *name = (const char *) head + offset;
  return *name != '\0' && strchr (name, '/') == NULL
    && strcmp (name, ".") != 0 && strcmp (name, "..") != 0;
}

/* Each folder comes behind the one that it lies in, and its files behind those of
 * the one before. */
static bool
manifest_check_dirs (const struct manifest_head *head)
{
  const struct manifest_dir *dirs
    = (const void *) ((const char *) head + head->dirs);
  uint32_t files = 0, depth = 0;
  for (uint32_t i = 0; i < head->dir_count; i++)
    {
      if (i == 0 ? dirs[i].depth != 0
          : dirs[i].depth == 0 || dirs[i].depth > depth + 1
            || dirs[i].depth >= MANIFEST_DEPTH_MAX
            || !manifest_check_name (head, dirs[i].name))
        return false;
      if (dirs[i].first != files || dirs[i].count > head->file_count - files)
        return false;
      depth = dirs[i].depth;
      files += dirs[i].count;
    }
  return head->dir_count > 0 && files == head->file_count;
}

/* One of the files is RECORD. */
static bool
manifest_check_files (const struct manifest_head *head)
{
  const struct manifest_file *files
    = (const void *) ((const char *) head + head->files);
  uint32_t records = 0;
  for (uint32_t i = 0; i < head->file_count; i++)
    {
      const struct manifest_file *file = &files[i];
      if (!manifest_check_name (head, file->name)
          || !manifest_check_string (head, file->row)
          || !manifest_check_string (head, file->module)
          || !manifest_check_string (head, file->attribute)
          || file->kind > MANIFEST_RECORD)
        return false;
      records += file->kind == MANIFEST_RECORD;
    }
  return records == 1;
}

static bool
manifest_check_pieces (const struct manifest_head *head)
{
  const struct manifest_piece *pieces
    = (const void *) ((const char *) head + head->pieces);
  for (uint32_t i = 0; i < head->piece_count; i++)
    if (pieces[i].text > head->length
        || pieces[i].length > head->length - pieces[i].text
        || (pieces[i].file != MANIFEST_NONE
            && pieces[i].file >= head->file_count))
      return false;
  return true;
}

bool
manifest_check (const struct manifest_head *head, size_t length)
{
  const size_t summed = offsetof (struct manifest_head, length);
  return length > sizeof *head && head->magic == MANIFEST_MAGIC
    && head->length == length && ((const char *) head)[length - 1] == '\0'
    && head->checksum == manifest_checksum (&head->length, length - summed)
    && manifest_check_table (head, head->dirs, head->dir_count,
                             sizeof (struct manifest_dir))
    && manifest_check_table (head, head->files, head->file_count,
                             sizeof (struct manifest_file))
    && manifest_check_table (head, head->pieces, head->piece_count,
                             sizeof (struct manifest_piece))
    && manifest_check_string (head, head->canonical)
    && manifest_check_string (head, head->version)
    && manifest_check_string (head, head->requires_python)
    && manifest_check_string (head, head->requires)
    && manifest_check_dirs (head) && manifest_check_files (head)
    && manifest_check_pieces (head);
}
