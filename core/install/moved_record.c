/* moved_record.c: RECORD and .pth files of an environment that was moved. */
#include <config.h>

#include "moved_record.h"

#include "cleanup.h"
#include "digest.h"
#include "file.h"
#include "folder.h"
#include "modules.h"
#include "text.h"
#include "tree.h"

#include <errno.h>
#include <string.h>

enum { MOVED_FILE_MAX = 32 << 20 };

static int
moved_record_no_memory (const struct moved_record *record)
{
  return pyvenv_fail (record->cx, ENOMEM, "cannot mend '%s'", record->purelib);
}

int
moved_record_add (struct moved_record *record, const char *name,
                  const char *bytes, size_t length)
{
  uint8_t digest[DIGEST_SHA256_SIZE];
  CLEAN_TEXT struct text path = TEXT_EMPTY, hash = TEXT_EMPTY;
  /* From the folder of packages up to ENV_DIR. */
  for (const char *s = record->purelib; s != NULL; s = strchr (s + 1, '/'))
    text_add (&path, "../");
  text_addf (&path, "%s/%s", pyvenv_bin_name (record->cx), name);
  digest_bytes (DIGEST_SHA256, bytes, length, digest);
  record_add_digest (&hash, digest);
  const struct record_row row = {
    arena_copy (&record->arena, text_string (&path)),
    arena_copy (&record->arena, text_string (&hash)),
    arena_format (&record->arena, "%zu", length)
  };
  record->changed.arena = &record->arena;
  return row.path != NULL && row.hash != NULL && row.size != NULL
         && !path.failed && !hash.failed
         && record_append (&record->changed, row) == 0
         ? 0 : moved_record_no_memory (record);
}

static const struct record_row *
moved_record_find (const struct moved_record *record, const char *path)
{
  for (size_t i = 0; i < record->changed.count; i++)
    if (strcmp (record->changed.items[i].path, path) == 0)
      return &record->changed.items[i];
  return NULL;
}

/* Writes the RECORD at RELPATH, of LENGTH BYTES, anew if it lists a changed script
 * with a hash. */
static int
moved_record_file (struct moved_record *record, const char *relpath,
                   const char *bytes, size_t length)
{
  struct report *report = context_tree (record->cx)->report;
  struct record rows = { .arena = &record->arena };
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  bool changed = false;
  if (record_parse (&rows, &record->arena, bytes, length, report) < 0)
    {
      pyvenv_warn (record->cx, "'%s' stays as it is: %s", relpath,
                   pyvenv_last_error (record->cx));
      pyvenv_clear_error (record->cx);
      return 0;
    }
  for (size_t i = 0; i < rows.count; i++)
    {
      const struct record_row *row = &rows.items[i];
      const struct record_row *now = *row->hash == '\0' ? NULL
        : moved_record_find (record, row->path);
      changed = changed || now != NULL;
      row = now != NULL ? now : row;
      record_add_row (&text, row->path, row->hash, row->size);
    }
  if (text.failed)
    return moved_record_no_memory (record);
  return !changed ? 0 : pyvenv_write_file (record->cx, relpath,
                                           text_string (&text), text.length, 0);
}

/* Writes the .pth file at RELPATH anew if a line begins with the old folder. */
static int
moved_record_pth (struct moved_record *record, const char *relpath,
                  const char *bytes)
{
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  size_t old = record->old_dir != NULL ? strlen (record->old_dir) : 0;
  bool changed = false;
  for (const char *line = bytes; old > 0 && *line != '\0';)
    {
      size_t length = strcspn (line, "\n");
      length += line[length] == '\n';
      if (strncmp (line, record->old_dir, old) == 0
          && strchr ("/\r\n", line[old]) != NULL)
        {
          text_add (&text, pyvenv_env_dir (record->cx));
          line += old;
          length -= old;
          changed = true;
        }
      text_add_bytes (&text, line, length);
      line += length;
    }
  if (text.failed)
    return moved_record_no_memory (record);
  return !changed ? 0 : pyvenv_write_file (record->cx, relpath,
                                           text_string (&text), text.length, 0);
}

static int
moved_record_entry (struct moved_record *record, const char *name)
{
  bool is_pth = string_ends_with (name, ".pth");
  const char *relpath
    = pyvenv_format (record->cx, is_pth ? "%s/%s" : "%s/%s/RECORD",
                     record->purelib, name);
  size_t length = 0;
  if (relpath == NULL)
    return -1;
  CLEAN_FREE char *bytes = file_read (tree_fd (context_tree (record->cx)), relpath,
                                      MOVED_FILE_MAX, &length);
  if (bytes == NULL)
    return 0;
  return is_pth ? moved_record_pth (record, relpath, bytes)
         : moved_record_file (record, relpath, bytes, length);
}

static int
moved_record_unreadable (const struct moved_record *record)
{
  return pyvenv_fail (record->cx, errno, "cannot read '%s/%s'",
                      pyvenv_env_dir (record->cx), record->purelib);
}

int
moved_record_write (struct moved_record *record)
{
  struct string_vector names = { .arena = &record->arena };
  CLEAN_DIR DIR *dir = folder_open (tree_fd (context_tree (record->cx)),
                                    record->purelib);
  struct dirent *entry;
  if (dir == NULL)
    return errno == ENOENT ? 0 : moved_record_unreadable (record);
  while ((entry = folder_next (dir)) != NULL)
    if (string_ends_with (entry->d_name, ".pth")
        || string_ends_with (entry->d_name, ".dist-info"))
      {
        const char *name = arena_copy (&record->arena, entry->d_name);
        if (name == NULL || string_vector_append (&names, name) < 0)
          return moved_record_no_memory (record);
      }
  if (errno != 0)
    return moved_record_unreadable (record);
  for (size_t i = 0; i < names.count; i++)
    if (moved_record_entry (record, names.items[i]) < 0)
      return -1;
  return 0;
}
