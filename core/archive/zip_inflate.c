/* zip_inflate.c: contents of an archive's members, by libdeflate or zlib. */
#include <config.h>

#include "zip.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#ifdef HAVE_LIBDEFLATE

#include <libdeflate.h>

struct zip_inflater *
zip_inflater_new (void)
{
  struct zip_inflater *inflater
    = (struct zip_inflater *) libdeflate_alloc_decompressor ();
  if (inflater == NULL)
    errno = ENOMEM;
  return inflater;
}

void
zip_inflater_free (struct zip_inflater *inflater)
{
  libdeflate_free_decompressor ((struct libdeflate_decompressor *) inflater);
}

/* Exactly SIZE bytes must come of exactly STORED bytes. */
static bool
zip_inflate (struct zip_inflater *inflater, const struct zip_member *member,
             void *buffer)
{
  size_t consumed = 0, produced = 0;
  return libdeflate_deflate_decompress_ex
    ((struct libdeflate_decompressor *) inflater, member->data,
     member->stored_size, buffer, member->size, &consumed,
     &produced) == LIBDEFLATE_SUCCESS
    && consumed == member->stored_size && produced == member->size;
}

static uint32_t
zip_crc (const void *bytes, size_t length)
{
  return libdeflate_crc32 (0, bytes, length);
}

#else

#define ZLIB_CONST
#include <zlib.h>

struct zip_inflater {
  z_stream stream;
};

struct zip_inflater *
zip_inflater_new (void)
{
  struct zip_inflater *inflater = calloc (1, sizeof *inflater);
  if (inflater == NULL)
    return NULL;
  if (inflateInit2 (&inflater->stream, -MAX_WBITS) == Z_OK)
    return inflater;
  free (inflater);
  errno = ENOMEM;
  return NULL;
}

void
zip_inflater_free (struct zip_inflater *inflater)
{
  if (inflater == NULL)
    return;
  inflateEnd (&inflater->stream);
  free (inflater);
}

/* Exactly SIZE bytes must come of exactly STORED bytes.  One byte of room is
 * added for an empty member, since zlib wants some. */
static bool
zip_inflate (struct zip_inflater *inflater, const struct zip_member *member,
             void *buffer)
{
  z_stream *stream = &inflater->stream;
  unsigned char spare;
  if (inflateReset (stream) != Z_OK)
    return false;
  stream->next_in = member->data;
  stream->avail_in = member->stored_size;
  stream->next_out = member->size > 0 ? buffer : &spare;
  stream->avail_out = member->size > 0 ? member->size : 1;
  return inflate (stream, Z_FINISH) == Z_STREAM_END
    && stream->avail_in == 0 && stream->total_out == member->size;
}

static uint32_t
zip_crc (const void *bytes, size_t length)
{
  return (uint32_t) crc32 (0, bytes, (uInt) length);
}

#endif

int
zip_extract (struct zip_inflater *inflater, const struct zip_member *member,
             void *buffer, struct report *report)
{
  if (!member->deflated)
    {
      if (member->size > 0)
        memcpy (buffer, member->data, member->size);
    }
  else if (!zip_inflate (inflater, member, buffer))
    return report_refuse (report, "member '%s' cannot be inflated to the size "
                          "it declares", member->name);

  if (zip_crc (buffer, member->size) != member->crc)
    return report_refuse (report, "member '%s' is damaged (its CRC-32 "
                          "differs)", member->name);
  return 0;
}
