/* compose.c: makes the manifest of an image.
 *
 * Folders are put in the order in which a walk would find them, each before
 * what lies in it, so that whoever follows the manifest needs one open folder
 * for each level only. */
#include <config.h>

#include "compose.h"

#include "text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* The parts of the manifest, joined at the end. */
struct compose {
  const struct layout *layout;
  const struct layout_file **order;  /* as in the manifest */
  size_t count;
  struct text dirs;
  struct text files;
  struct text pieces;
  struct text strings;          /* offsets count from its start */
};

static size_t
compose_folder_length (const char *path)
{
  const char *slash = strrchr (path, '/');
  return slash == NULL ? 0 : (size_t) (slash - path);
}

/* By folder, a slash before any other byte, and then by name. */
static int
compose_compare (const void *a, const void *b)
{
  const char *x = (*(const struct layout_file *const *) a)->path;
  const char *y = (*(const struct layout_file *const *) b)->path;
  size_t p = compose_folder_length (x), q = compose_folder_length (y);
  for (size_t i = 0; i < p && i < q; i++)
    {
      int c = x[i] == '/' ? 1 : (unsigned char) x[i];
      int d = y[i] == '/' ? 1 : (unsigned char) y[i];
      if (c != d)
        return c - d;
    }
  if (p != q)
    return p < q ? -1 : 1;
  return strcmp (x + p, y + q);
}

static uint32_t
compose_string (struct compose *compose, const char *bytes, size_t length)
{
  uint32_t offset = (uint32_t) compose->strings.length;
  text_add_bytes (&compose->strings, bytes, length);
  text_add_char (&compose->strings, '\0');
  return offset;
}

/* Adds the folders of PATH that PREVIOUS did not have. */
static uint32_t
compose_dirs (struct compose *compose, const char *previous, const char *path,
              uint32_t first)
{
  size_t had = compose_folder_length (previous);
  size_t length = compose_folder_length (path);
  uint32_t depth = 0;

  for (size_t start = 0; start < length; depth++)
    {
      size_t component = strcspn (path + start, "/"), end = start + component;
      if (!(end <= had && strncmp (previous, path, end) == 0
            && (end == had || previous[end] == '/')))
        {
          struct manifest_dir dir = { .depth = depth + 1, .first = first };
          dir.name = compose_string (compose, path + start, component);
          text_add_bytes (&compose->dirs, &dir, sizeof dir);
        }
      start = end + 1;
    }
  return depth;
}

static void
compose_file (struct compose *compose, const struct layout_file *source)
{
  const char *path = source->path;
  size_t folder = compose_folder_length (path);
  const char *name = path + folder + (path[folder] == '/');
  struct manifest_file file = {
    .mtime_ns = source->mtime_ns,
    .size = source->length,
    .number = (uint32_t) (source - compose->layout->files.items),
    .kind = source->kind,
    .executable = source->executable
  };

  file.name = compose_string (compose, name, strlen (name));
  if (source->kind != MANIFEST_LINKED)
    {
      struct text row = TEXT_EMPTY;
      if (source->kind == MANIFEST_REQUESTED)
        record_add_row (&row, source->record_path, source->hash, source->size);
      else
        record_add_field (&row, source->record_path);
      file.row = compose_string (compose, text_string (&row), row.length);
      compose->strings.failed |= row.failed;
      text_clear (&row);
    }
  if (source->entry_point != NULL)
    {
      file.module = compose_string (compose, source->entry_point->module,
                                    strlen (source->entry_point->module));
      file.attribute = compose_string (compose, source->entry_point->attribute,
                                       strlen (source->entry_point->attribute));
    }
  text_add_bytes (&compose->files, &file, sizeof file);
}

/* Folders and files.  The counts are filled in once they are known. */
static void
compose_tree (struct compose *compose)
{
  struct manifest_dir root = { 0 };
  text_add_bytes (&compose->dirs, &root, sizeof root);

  const char *previous = "";
  for (size_t i = 0; i < compose->count; i++)
    {
      const char *path = compose->order[i]->path;
      compose_dirs (compose, previous, path, (uint32_t) i);
      compose_file (compose, compose->order[i]);
      if (compose->dirs.failed)
        return;
      struct manifest_dir *dirs = (void *) compose->dirs.bytes;
      dirs[compose->dirs.length / sizeof *dirs - 1].count++;
      previous = path;
    }
}

/* ---- RECORD ----------------------------------------------------------- */

struct compose_row {
  const struct layout_file *file;
  uint32_t index;               /* in the manifest */
};

static int
compose_row_compare (const void *a, const void *b)
{
  const struct compose_row *x = a, *y = b;
  return strcmp (x->file->record_path, y->file->record_path);
}

static void
compose_piece (struct compose *compose, struct text *rows, uint32_t file)
{
  struct manifest_piece piece = { .length = (uint32_t) rows->length,
                              .file = file };
  piece.text = compose_string (compose, text_string (rows), rows->length);
  compose->strings.failed |= rows->failed;
  text_add_bytes (&compose->pieces, &piece, sizeof piece);
  text_clear (rows);
}

/* Adds the rows in the order in which pip sorts them, with gaps for files that
 * differ between environments. */
static int
compose_record (struct compose *compose)
{
  struct compose_row *rows = calloc (compose->count, sizeof *rows);
  if (rows == NULL)
    return -1;
  for (size_t i = 0; i < compose->count; i++)
    rows[i] = (struct compose_row) { compose->order[i], (uint32_t) i };
  qsort (rows, compose->count, sizeof *rows, compose_row_compare);

  struct text fixed = TEXT_EMPTY;
  for (size_t i = 0; i < compose->count; i++)
    {
      const struct layout_file *file = rows[i].file;
      if (file->kind == MANIFEST_LINKED || file->kind == MANIFEST_RECORD)
        record_add_row (&fixed, file->record_path, file->hash, file->size);
      else
        compose_piece (compose, &fixed, rows[i].index);
    }
  compose_piece (compose, &fixed, MANIFEST_NONE);
  free (rows);
  return 0;
}

/* ---- The manifest ------------------------------------------------------- */

static void
compose_pad (struct text *out)
{
  while (out->length % 8 != 0)
    text_add_char (out, '\0');
}

static void
compose_join (struct text *out, struct compose *compose,
              struct manifest_head *head)
{
  text_add_bytes (out, head, sizeof *head);
  compose_pad (out);
  head->dirs = (uint32_t) out->length;
  text_add_bytes (out, compose->dirs.bytes, compose->dirs.length);
  compose_pad (out);
  head->files = (uint32_t) out->length;
  text_add_bytes (out, compose->files.bytes, compose->files.length);
  compose_pad (out);
  head->pieces = (uint32_t) out->length;
  text_add_bytes (out, compose->pieces.bytes, compose->pieces.length);
  uint32_t base = (uint32_t) out->length;
  text_add_bytes (out, compose->strings.bytes, compose->strings.length);
  if (out->failed)
    return;

  /* Offsets of strings have counted from the first string. */
  struct manifest_dir *dirs = (void *) (out->bytes + head->dirs);
  for (uint32_t i = 0; i < head->dir_count; i++)
    dirs[i].name += base;
  struct manifest_file *files = (void *) (out->bytes + head->files);
  for (uint32_t i = 0; i < head->file_count; i++)
    {
      files[i].name += base;
      files[i].row += base;
      files[i].module += base;
      files[i].attribute += base;
    }
  struct manifest_piece *pieces = (void *) (out->bytes + head->pieces);
  for (uint32_t i = 0; i < head->piece_count; i++)
    pieces[i].text += base;
  head->canonical += base;
  head->version += base;
  head->requires_python += base;
  head->requires += base;
}

static void
compose_finish (struct text *out, struct compose *compose)
{
  const struct archive *archive = compose->layout->archive;
  struct manifest_head head = { .magic = MANIFEST_MAGIC };
  struct text requires = TEXT_EMPTY;
  for (size_t i = 0; i < archive->metadata.requires.count; i++)
    text_addf (&requires, "%s\n", archive->metadata.requires.items[i]);

  const char *canonical = archive->name->canonical;
  const char *version = archive->name->version;
  const char *range = archive->metadata.requires_python;
  head.canonical = compose_string (compose, canonical, strlen (canonical));
  head.version = compose_string (compose, version, strlen (version));
  head.requires_python = compose_string (compose, range, strlen (range));
  head.requires = compose_string (compose, text_string (&requires),
                                  requires.length);
  compose->strings.failed |= requires.failed;
  text_clear (&requires);

  head.dir_count
    = (uint32_t) (compose->dirs.length / sizeof (struct manifest_dir));
  head.file_count = (uint32_t) compose->count;
  head.piece_count
    = (uint32_t) (compose->pieces.length / sizeof (struct manifest_piece));
  compose_join (out, compose, &head);
  if (out->failed)
    return;

  head.length = (uint32_t) out->length;
  memcpy (out->bytes, &head, sizeof head);
  const size_t summed = offsetof (struct manifest_head, length);
  head.checksum = manifest_checksum (out->bytes + summed, out->length - summed);
  memcpy (out->bytes, &head, sizeof head);
}

int
compose_manifest (struct text *out, const struct layout *layout,
                  struct report *report)
{
  struct compose compose = { .layout = layout };
  compose.order = calloc (layout->files.count, sizeof *compose.order);
  int status = compose.order == NULL ? -1 : 0;

  if (status == 0)
    {
      for (size_t i = 0; i < layout->files.count; i++)
        if (!layout->files.items[i].missing)
          compose.order[compose.count++] = &layout->files.items[i];
      qsort (compose.order, compose.count, sizeof *compose.order,
             compose_compare);
      /* Offset 0 is the empty string, which fields that are not used name. */
      compose_string (&compose, "", 0);
      compose_tree (&compose);
      status = compose_record (&compose);
    }
  if (status == 0)
    compose_finish (out, &compose);
  if (compose.dirs.failed || compose.files.failed || compose.pieces.failed
      || compose.strings.failed || out->failed)
    status = -1;

  free (compose.order);
  text_clear (&compose.dirs);
  text_clear (&compose.files);
  text_clear (&compose.pieces);
  text_clear (&compose.strings);
  return status == 0 ? 0 : report_first (report, 0, ENOMEM,
                                         "cannot plan its installation");
}
