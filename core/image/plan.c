/* plan.c: maps a plan. */
#include <config.h>

#include "plan.h"
#include "cleanup.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

/* A multiplicative sum over words of eight bytes, as FNV-1a is over bytes:
 * made to notice a torn or truncated file in a few microseconds. */
uint64_t
plan_checksum (const void *bytes, size_t length)
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
plan_file_name (char name[16], uint32_t number)
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
plan_string (const struct plan *plan, uint32_t offset)
{
  return (const char *) plan->head + offset;
}

/* Whether COUNT things of SIZE bytes at OFFSET lie in the plan. */
static bool
plan_holds (const struct plan_head *head, uint32_t offset, uint32_t count,
            size_t size)
{
  return offset <= head->length && offset % 8 == 0
    && count <= (head->length - offset) / size;
}

/* The checksum vouches for what its writer wrote; the bounds are looked at all
 * the same, since they cost nothing. */
static bool
plan_is_sound (const struct plan_head *head, size_t length)
{
  const size_t summed = offsetof (struct plan_head, length);
  if (length < sizeof *head || head->magic != PLAN_MAGIC
      || head->length != length
      || ((const char *) head)[length - 1] != '\0'
      || head->checksum != plan_checksum (&head->length, length - summed))
    return false;
  return plan_holds (head, head->dirs, head->dir_count,
                     sizeof (struct plan_dir))
    && plan_holds (head, head->files, head->file_count,
                   sizeof (struct plan_file))
    && plan_holds (head, head->pieces, head->piece_count,
                   sizeof (struct plan_piece));
}

int
plan_open (struct plan *plan, int dir_fd)
{
  *plan = (struct plan) { 0 };
  CLEAN_FD int fd = openat (dir_fd, PLAN_NAME,
                            O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  struct stat st;
  if (fd < 0 || fstat (fd, &st) != 0)
    return -1;
  if (!S_ISREG (st.st_mode) || st.st_size < (off_t) sizeof (struct plan_head)
      || st.st_size > (off_t) UINT32_MAX)
    {
      errno = EILSEQ;
      return -1;
    }

  size_t length = (size_t) st.st_size;
  void *bytes = mmap (NULL, length, PROT_READ, MAP_PRIVATE, fd, 0);
  if (bytes == MAP_FAILED)
    return -1;
  plan->head = bytes;
  plan->mapped = length;
  if (!plan_is_sound (plan->head, length))
    {
      plan_close (plan);
      errno = EILSEQ;
      return -1;
    }

  const char *base = bytes;
  plan->dirs = (const void *) (base + plan->head->dirs);
  plan->files = (const void *) (base + plan->head->files);
  plan->pieces = (const void *) (base + plan->head->pieces);
  return 0;
}

void
plan_close (struct plan *plan)
{
  int saved = errno;
  if (plan->mapped > 0)
    munmap ((void *) (uintptr_t) plan->head, plan->mapped);
  *plan = (struct plan) { 0 };
  errno = saved;
}
