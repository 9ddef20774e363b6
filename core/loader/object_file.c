/* object_file.c: is a file a whole shared object?  ELF, System V ABI chapter 4
 * and 5. */
#include <config.h>

#include "object_file.h"

#ifdef HAVE_LINK_H

#include "cleanup.h"

#include <fcntl.h>
#include <link.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>

/* A plugin has a handful of segments. */
#define SEGMENT_LIMIT 64

/* Whether LENGTH bytes from OFFSET on lie in a file of SIZE bytes. */
static bool
object_has_range (uint64_t offset, uint64_t length, uint64_t size)
{
  return offset <= size && length <= size - offset;
}

/* Whether all that HEADER makes the linker map is there.  What is no object of
 * this machine's class is left to the linker. */
static bool
object_is_whole (int fd, const ElfW (Ehdr) *header, uint64_t size)
{
  ElfW (Phdr) segments[SEGMENT_LIMIT];
  if (header->e_phentsize != sizeof segments[0]
      || header->e_phnum > SEGMENT_LIMIT)
    return true;

  size_t length = header->e_phnum * sizeof segments[0];
  if (!object_has_range (header->e_phoff, length, size)
      || pread (fd, segments, length, (off_t) header->e_phoff)
         != (ssize_t) length)
    return false;
  for (size_t i = 0; i < header->e_phnum; i++)
    if (segments[i].p_type == PT_LOAD
        && !object_has_range (segments[i].p_offset, segments[i].p_filesz, size))
      return false;
  return true;
}

int
object_file_check (struct report *report, const char *path)
{
  const unsigned char class = sizeof (ElfW (Addr)) == 8 ? ELFCLASS64
                                                        : ELFCLASS32;
  ElfW (Ehdr) header;
  struct stat st;
  CLEAN_FD int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0 || fstat (fd, &st) < 0)
    return report_fail (report, errno, "cannot read '%s'", path);
  if (pread (fd, &header, sizeof header, 0) != (ssize_t) sizeof header
      || memcmp (header.e_ident, ELFMAG, SELFMAG) != 0
      || header.e_ident[EI_CLASS] != class)
    return 0;
  return object_is_whole (fd, &header, (uint64_t) st.st_size) ? 0
         : report_fail (report, 0, "'%s' is incomplete: it is shorter than its "
                        "headers say (copy it again)", path);
}

#else

int
object_file_check (struct report *report, const char *path)
{
  (void) report;
  (void) path;
  return 0;
}

#endif
