/* harvest.c: bytecode that the base interpreter already has.
 *
 * Header of a .pyc file: the magic number, since 3.7 a word of flags (PEP 552),
 * then time and size of the source, little-endian words of four bytes. */
#include <config.h>

#include "harvest.h"
#include "cleanup.h"
#include "file.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { HARVEST_SIZE_MAX = 64 << 20 };

static int
harvest_open_dir (const char *path)
{
  return path == NULL ? -1
    : open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static bool
harvest_read_magic (unsigned char magic[4], const char *hex)
{
  static const char digits[] = "0123456789abcdef";
  if (hex == NULL || strlen (hex) != 8)
    return false;
  for (size_t i = 0; i < 8; i++)
    {
      const char *digit = strchr (digits, hex[i]);
      if (digit == NULL)
        return false;
      magic[i / 2] = (unsigned char) (magic[i / 2] << 4
                                      | (digit - digits));
    }
  return true;
}

void
harvest_open (struct harvest *harvest, const struct image_target *target)
{
  *harvest = (struct harvest) { { -1, -1 }, { 0 }, 0, false };
  if (target->major != 3 || target->cache_tag == NULL || target->checked_hash
      || !harvest_read_magic (harvest->magic, target->magic))
    return;
  harvest->header = target->minor >= 7 ? 16 : 12;
  harvest->roots[0] = harvest_open_dir (target->base_purelib);

  /* Debian installs its own packages in another folder. */
  char path[4096];
  if (target->base_prefix != NULL
      && snprintf (path, sizeof path, "%s/lib/python3/dist-packages",
                   target->base_prefix) < (int) sizeof path)
    harvest->roots[1] = harvest_open_dir (path);
  harvest->usable = harvest->roots[0] >= 0 || harvest->roots[1] >= 0;
}

void
harvest_close (struct harvest *harvest)
{
  cleanup_fd (&harvest->roots[0]);
  cleanup_fd (&harvest->roots[1]);
}

/* Reads a file that only root or the user could have written.  LENGTH is what
 * it must be, or SIZE_MAX for any. */
static char *
harvest_read (int root, const char *path, struct stat *st, size_t length)
{
  CLEAN_FD int fd = openat (root, path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC
                            | O_NONBLOCK);
  if (fd < 0 || fstat (fd, st) != 0 || !S_ISREG (st->st_mode)
      || (st->st_uid != 0 && st->st_uid != geteuid ())
      || (st->st_mode & S_IWOTH) != 0
      || (length != SIZE_MAX && (size_t) st->st_size != length))
    return NULL;

  size_t size;
  char *bytes = file_read_open (fd, HARVEST_SIZE_MAX, &size);
  if (bytes == NULL || size == (size_t) st->st_size)
    return bytes;
  free (bytes);
  return NULL;
}

static void
harvest_put_word (char *bytes, uint64_t value)
{
  for (size_t i = 0; i < 4; i++)
    bytes[i] = (char) (value >> (8 * i) & 0xff);
}

int64_t
harvest_time (int64_t mtime_ns)
{
  int64_t seconds = mtime_ns / 1000000000, rest = mtime_ns % 1000000000;
  if (rest < 0)
    {
      seconds--;
      rest += 1000000000;
    }
  /* The processor of i386 computes with more bits, which a store takes away. */
  volatile double time = (double) seconds + 1e-9 * (double) rest;
  return (int64_t) time;
}

/* Whether BYTES are valid bytecode for SOURCE in the base interpreter. */
static bool
harvest_is_valid (const struct harvest *harvest, const char *bytes,
                  size_t length, const struct stat *source)
{
  char wanted[16] = { 0 };
  if (length <= harvest->header)
    return false;
  memcpy (wanted, harvest->magic, 4);
  harvest_put_word (wanted + harvest->header - 8,
                    (uint64_t) harvest_time (file_mtime_ns (source)));
  harvest_put_word (wanted + harvest->header - 4, (uint64_t) source->st_size);
  return memcmp (bytes, wanted, harvest->header) == 0;
}

static char *
harvest_try (const struct harvest *harvest, int root,
             const struct layout_file *source, const char *bytes,
             const struct layout_file *bytecode, size_t *length)
{
  struct stat st, code_st;
  size_t size = (size_t) source->length;
  CLEAN_FREE char *same = harvest_read (root, source->record_path, &st, size);
  if (same == NULL || memcmp (same, bytes, size) != 0)
    return NULL;

  char *code = harvest_read (root, bytecode->record_path, &code_st,
                             SIZE_MAX);
  if (code == NULL)
    return NULL;
  *length = (size_t) code_st.st_size;
  if (!harvest_is_valid (harvest, code, *length, &st))
    {
      free (code);
      return NULL;
    }
  harvest_put_word (code + harvest->header - 8,
                    (uint64_t) harvest_time (source->mtime_ns));
  return code;
}

char *
harvest_find (const struct harvest *harvest, const struct layout_file *source,
              const char *bytes, const struct layout_file *bytecode,
              size_t *length)
{
  if (!harvest->usable || strncmp (source->record_path, "../", 3) == 0)
    return NULL;
  for (size_t i = 0; i < 2; i++)
    if (harvest->roots[i] >= 0)
      {
        char *code = harvest_try (harvest, harvest->roots[i], source, bytes,
                                  bytecode, length);
        if (code != NULL)
          return code;
      }
  return NULL;
}
