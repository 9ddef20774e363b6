/* zip_window.c: pieces of an archive. */
#include <config.h>

#include "zip_private.h"

#include <errno.h>
#include <unistd.h>

int
zip_read_at (int fd, void *bytes, size_t length, uint64_t offset,
             struct report *report)
{
  uint8_t *at = bytes;
  while (length > 0)
    {
      ssize_t got = pread (fd, at, length, (off_t) offset);
      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        return report_first (report, 0, errno, "cannot read it");
      if (got == 0)
        return report_refuse (report, "it became shorter while it was read");
      at += got;
      offset += (uint64_t) got;
      length -= (size_t) got;
    }
  return 0;
}

const uint8_t *
zip_window_at (struct zip_window *window, uint64_t offset, size_t length,
               struct report *report)
{
  uint64_t past = offset - window->offset;
  if (offset >= window->offset && past <= window->length
      && length <= window->length - past)
    return window->bytes + past;

  window->length = 0;
  for (;;)
    {
      ssize_t got = pread (window->fd, window->bytes + window->length,
                           sizeof window->bytes - window->length,
                           (off_t) (offset + window->length));
      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        {
          report_first (report, 0, errno, "cannot read it");
          return NULL;
        }
      window->length += (size_t) got;
      window->offset = offset;
      if (window->length >= length)
        return window->bytes;
      if (got == 0)
        {
          report_refuse (report, "it became shorter while it was read");
          return NULL;
        }
    }
}
