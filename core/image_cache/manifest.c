/* manifest.c: maps a manifest. */
#include <config.h>

#include "manifest.h"
#include "cleanup.h"
#include "trust.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

/* A multiplicative sum over words of eight bytes, as FNV-1a is over bytes:
 * made to notice a torn or truncated file in a few microseconds. */
uint64_t
manifest_checksum (const void *bytes, size_t length)
{
  const unsigned char *p = bytes;
  uint64_t sum = 0xcbf29ce484222325u ^ length;
  for (; length >= 8; p += 8, length -= 8)
    {
      uint64_t word;
      memcpy (&word, p, 8);
      sum = (sum ^ word) * 0x100000001b3u;
      sum ^= sum >> 29;
    }
  for (; length > 0; p++, length--)
    sum = (sum ^ *p) * 0x100000001b3u;
  return sum;
}

void
manifest_file_name (char name[16], uint32_t number)
{
  char digits[16];
  size_t count = 0;
  do
    digits[count++] = (char) ('0' + number % 10);
  while ((number /= 10) > 0);
  for (size_t i = 0; i < count; i++)
    name[i] = digits[count - 1 - i];
  name[count] = '\0';
}

const char *
manifest_string (const struct manifest *manifest, uint32_t offset)
{
  return (const char *) manifest->head + offset;
}

int
manifest_open (struct manifest *manifest, int dir_fd)
{
  *manifest = (struct manifest) { 0 };
  CLEAN_FD int fd = openat (dir_fd, MANIFEST_NAME,
                            O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  struct stat st;
  if (fd < 0 || fstat (fd, &st) != 0)
    return -1;
  if (!S_ISREG (st.st_mode) || !trust_is_safe (&st)
      || st.st_size < (off_t) sizeof (struct manifest_head)
      || st.st_size > (off_t) UINT32_MAX)
    {
      errno = EILSEQ;
      return -1;
    }

  size_t length = (size_t) st.st_size;
  void *bytes = mmap (NULL, length, PROT_READ, MAP_PRIVATE, fd, 0);
  if (bytes == MAP_FAILED)
    return -1;
  manifest->head = bytes;
  manifest->mapped = length;
  if (!manifest_check (manifest->head, length))
    {
      manifest_close (manifest);
      errno = EILSEQ;
      return -1;
    }

  const char *base = bytes;
  manifest->dirs = (const void *) (base + manifest->head->dirs);
  manifest->files = (const void *) (base + manifest->head->files);
  manifest->pieces = (const void *) (base + manifest->head->pieces);
  return 0;
}

void
manifest_close (struct manifest *manifest)
{
  int saved = errno;
  if (manifest->mapped > 0)
    munmap ((void *) (uintptr_t) manifest->head, manifest->mapped);
  *manifest = (struct manifest) { 0 };
  errno = saved;
}
