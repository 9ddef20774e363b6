/* apply_generated.c: the files of a wheel that differ from environment to
 * environment. */
#include <config.h>

#include "apply_private.h"

#include "cleanup.h"
#include "digest.h"
#include "file.h"
#include "modules.h"
#include "record.h"
#include "text.h"
#include "tree.h"

#include <fcntl.h>
#include <string.h>

enum { APPLY_SCRIPT_MAX = 16 << 20 };

static struct text *
apply_generated_row (struct apply_state *state, uint32_t index)
{
  const struct manifest *manifest = state->apply->manifest;
  for (uint32_t i = 0; i < manifest->head->piece_count; i++)
    if (manifest->pieces[i].file == index)
      return &state->rows[i];
  return NULL;
}

/* Writes BYTES to file INDEX, and its row of RECORD. */
static int
apply_generated_write (struct apply_state *state, uint32_t index, int fd,
                       const struct text *bytes, mode_t mode)
{
  const struct manifest *manifest = state->apply->manifest;
  const struct manifest_file *file = &manifest->files[index];
  if (bytes->failed)
    {
      errno = ENOMEM;
      return -1;
    }

  struct text *row = apply_generated_row (state, index);
  if (row != NULL)
    {
      uint8_t digest[DIGEST_SHA256_SIZE];
      digest_bytes (DIGEST_SHA256, text_string (bytes), bytes->length, digest);
      text_addf (row, "%s,", manifest_string (manifest, file->row));
      record_add_digest (row, digest);
      text_addf (row, ",%zu\r\n", bytes->length);
    }
  return file_create (fd, manifest_string (manifest, file->name),
                      text_string (bytes), bytes->length, mode, NULL);
}

/* A script of the archive whose first line asks for the environment's
 * python. */
static int
apply_generated_rewrite (struct apply_state *state, uint32_t index,
                         struct text *out)
{
  struct apply *apply = state->apply;
  char number[16];
  manifest_file_name (number, apply->manifest->files[index].number);
  size_t length = 0;
  CLEAN_FREE char *bytes = file_read (apply->linker.image_fd, number,
                                      APPLY_SCRIPT_MAX, &length);
  if (bytes == NULL)
    return -1;
  const char *newline = memchr (bytes, '\n', length);
  size_t skip = newline == NULL ? length : (size_t) (newline + 1 - bytes);
  wrapper_add_shebang (out, apply->python);
  text_add_bytes (out, bytes + skip, length - skip);
  return 0;
}

int
apply_generated_file (struct apply_state *state, uint32_t index, int fd)
{
  struct apply *apply = state->apply;
  const struct manifest *manifest = apply->manifest;
  const struct manifest_file *file = &manifest->files[index];
  mode_t mode = tree_mode (context_tree (apply->cx)) & 0666;
  CLEAN_TEXT struct text bytes = TEXT_EMPTY;

  switch (file->kind)
    {
    case MANIFEST_ENTRY:
      wrapper_add (&bytes, apply->python, apply->style,
                   manifest_string (manifest, file->module),
                   manifest_string (manifest, file->attribute));
      return apply_generated_write (state, index, fd, &bytes, mode | 0555);
    case MANIFEST_REWRITTEN:
      if (apply_generated_rewrite (state, index, &bytes) != 0)
        return -1;
      return apply_generated_write (state, index, fd, &bytes,
                                    tree_mode (context_tree (apply->cx)) | 0111);
    case MANIFEST_DIRECT_URL:
      if (apply->direct_url == NULL)
        return 0;
      text_add (&bytes, apply->direct_url);
      return apply_generated_write (state, index, fd, &bytes, mode);
    default:
      /* RECORD is written last: an installation without it is recognised as
       * unfinished. */
      state->record = file;
      state->record_fd = fcntl (fd, F_DUPFD_CLOEXEC, 0);
      return state->record_fd >= 0 ? 0 : -1;
    }
}

void
apply_generated_requested (struct apply_state *state, uint32_t index)
{
  const struct manifest *manifest = state->apply->manifest;
  struct text *row = apply_generated_row (state, index);
  if (row != NULL)
    text_add (row, manifest_string (manifest, manifest->files[index].row));
}

enum apply_result
apply_generated_record (struct apply_state *state)
{
  const struct manifest *manifest = state->apply->manifest;
  CLEAN_TEXT struct text record = TEXT_EMPTY;
  for (uint32_t i = 0; i < manifest->head->piece_count; i++)
    {
      const struct manifest_piece *piece = &manifest->pieces[i];
      text_add_bytes (&record, manifest_string (manifest, piece->text),
                      piece->length);
      text_add_bytes (&record, text_string (&state->rows[i]),
                      state->rows[i].length);
      record.failed |= state->rows[i].failed;
    }

  errno = ENOMEM;
  if (state->record != NULL && !record.failed
      && file_create (state->record_fd,
                      manifest_string (manifest, state->record->name),
                      record.bytes, record.length,
                      tree_mode (context_tree (state->apply->cx)) & 0666,
                      NULL) == 0)
    return APPLY_DONE;
  pyvenv_fail (state->apply->cx, errno, "cannot write RECORD");
  return APPLY_FAILED;
}
