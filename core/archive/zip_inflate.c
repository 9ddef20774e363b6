/* zip_inflate.c: contents of an archive's members.
 *
 * What fits into memory is inflated at once by libdeflate, where there is that; it
 * takes half the time of zlib, which inflates the rest piece by piece. */
#include <config.h>

#include "zip_private.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#define ZLIB_CONST
#include <zlib.h>
#ifdef HAVE_LIBDEFLATE
#include <libdeflate.h>
#endif

/* What is read, and inflated, at a time of a member that does not fit. */
enum { ZIP_PIECE = 128 << 10 };

struct zip_inflater {
  size_t room;                  /* for a member that is taken as a whole */
  uint8_t *stored, *bytes;      /* as large as was needed so far */
  size_t stored_room, bytes_room;
  z_stream stream;
  bool has_stream;
#ifdef HAVE_LIBDEFLATE
  struct libdeflate_decompressor *whole;
#endif
};

struct zip_inflater *
zip_inflater_new (size_t room)
{
  struct zip_inflater *inflater = calloc (1, sizeof *inflater);
  if (inflater == NULL)
    return NULL;
  inflater->room = room < ZIP_PIECE ? ZIP_PIECE : room;
#ifdef HAVE_LIBDEFLATE
  inflater->whole = libdeflate_alloc_decompressor ();
  if (inflater->whole == NULL)
    {
      free (inflater);
      errno = ENOMEM;
      return NULL;
    }
#endif
  return inflater;
}

void
zip_inflater_free (struct zip_inflater *inflater)
{
  if (inflater == NULL)
    return;
#ifdef HAVE_LIBDEFLATE
  libdeflate_free_decompressor (inflater->whole);
#endif
  if (inflater->has_stream)
    inflateEnd (&inflater->stream);
  free (inflater->stored);
  free (inflater->bytes);
  free (inflater);
}

/* Makes *BUFFER, which has *ROOM bytes, as large as WANTED. */
static int
zip_reserve (uint8_t **buffer, size_t *room, size_t wanted,
             struct report *report)
{
  if (wanted <= *room)
    return 0;
  uint8_t *larger = realloc (*buffer, wanted);
  if (larger == NULL)
    return report_first (report, 0, errno, "cannot unpack it");
  *buffer = larger;
  *room = wanted;
  return 0;
}

static int
zip_prepare (struct zip_inflater *inflater, size_t stored, size_t bytes,
             struct report *report)
{
  return zip_reserve (&inflater->stored, &inflater->stored_room, stored, report)
    == 0 ? zip_reserve (&inflater->bytes, &inflater->bytes_room, bytes, report)
    : -1;
}

static uint32_t
zip_crc (uint32_t crc, const void *bytes, size_t length)
{
#ifdef HAVE_LIBDEFLATE
  return libdeflate_crc32 (crc, bytes, length);
#else
  return (uint32_t) crc32 (crc, bytes, (uInt) length);
#endif
}

static int
zip_is_malformed (const struct zip_member *member, struct report *report)
{
  return report_refuse (report, "member '%s' cannot be inflated to the size "
                        "it declares", member->name);
}

/* Begins a stream of raw deflate. */
static int
zip_start_stream (struct zip_inflater *inflater, struct report *report)
{
  z_stream *stream = &inflater->stream;
  if (inflater->has_stream && inflateReset (stream) == Z_OK)
    return 0;
  if (!inflater->has_stream && inflateInit2 (stream, -MAX_WBITS) == Z_OK)
    {
      inflater->has_stream = true;
      return 0;
    }
  return report_first (report, 0, ENOMEM, "cannot unpack it");
}

/* What is on its way from an archive to a zip_take. */
struct zip_flow {
  struct zip_inflater *inflater;
  const struct zip *zip;
  const struct zip_member *member;
  zip_take *take;
  void *data;
  struct report *report;
  uint64_t read, taken;         /* bytes: stored, and inflated */
  uint32_t crc;
};

static int
zip_flow_take (struct zip_flow *flow, const void *bytes, size_t length)
{
  flow->crc = zip_crc (flow->crc, bytes, length);
  flow->taken += length;
  if (flow->taken > flow->member->size)
    return zip_is_malformed (flow->member, flow->report);
  return flow->take (flow->data, bytes, length);
}

/* Reads the next LENGTH stored bytes. */
static int
zip_flow_read (struct zip_flow *flow, size_t length)
{
  if (zip_read_at (flow->zip->fd, flow->inflater->stored, length,
                   flow->member->data + flow->read, flow->report) != 0)
    return -1;
  flow->read += length;
  return 0;
}

/* How much of what is stored comes next. */
static size_t
zip_flow_next (const struct zip_flow *flow)
{
  uint64_t left = flow->member->stored_size - flow->read;
  return left < ZIP_PIECE ? (size_t) left : ZIP_PIECE;
}

static int
zip_flow_copy (struct zip_flow *flow)
{
  if (zip_prepare (flow->inflater, ZIP_PIECE, 0, flow->report) != 0)
    return -1;
  for (size_t length; (length = zip_flow_next (flow)) > 0;)
    if (zip_flow_read (flow, length) != 0
        || zip_flow_take (flow, flow->inflater->stored, length) != 0)
      return -1;
  return 0;
}

/* Inflates what is read.  *ENDED becomes true with the end of the stream. */
static int
zip_flow_inflate (struct zip_flow *flow, size_t length, bool *ended)
{
  z_stream *stream = &flow->inflater->stream;
  stream->next_in = flow->inflater->stored;
  stream->avail_in = (uInt) length;
  do
    {
      stream->next_out = flow->inflater->bytes;
      stream->avail_out = ZIP_PIECE;
      int result = inflate (stream, Z_NO_FLUSH);
      if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
        return zip_is_malformed (flow->member, flow->report);
      *ended = result == Z_STREAM_END;
      size_t got = ZIP_PIECE - stream->avail_out;
      if (got > 0 && zip_flow_take (flow, flow->inflater->bytes, got) != 0)
        return -1;
    }
  while (!*ended && stream->avail_out == 0);
  return stream->avail_in == 0 ? 0
    : zip_is_malformed (flow->member, flow->report);
}

/* Exactly the size that is declared must come of exactly what is stored. */
static int
zip_flow_stream (struct zip_flow *flow)
{
  bool ended = false;
  if (zip_prepare (flow->inflater, ZIP_PIECE, ZIP_PIECE, flow->report) != 0
      || zip_start_stream (flow->inflater, flow->report) != 0)
    return -1;
  for (size_t length; (length = zip_flow_next (flow)) > 0;)
    if (ended)
      return zip_is_malformed (flow->member, flow->report);
    else if (zip_flow_read (flow, length) != 0
             || zip_flow_inflate (flow, length, &ended) != 0)
      return -1;
  return ended && flow->taken == flow->member->size ? 0
    : zip_is_malformed (flow->member, flow->report);
}

#ifdef HAVE_LIBDEFLATE
/* The same at once. */
static int
zip_flow_whole (struct zip_flow *flow)
{
  struct zip_inflater *inflater = flow->inflater;
  size_t stored = (size_t) flow->member->stored_size;
  size_t size = (size_t) flow->member->size, consumed = 0, produced = 0;
  if (zip_prepare (inflater, stored, size + 1, flow->report) != 0
      || zip_flow_read (flow, stored) != 0)
    return -1;
  if (libdeflate_deflate_decompress_ex (inflater->whole, inflater->stored, stored,
                                        inflater->bytes, size, &consumed,
                                        &produced) != LIBDEFLATE_SUCCESS
      || consumed != stored || produced != size)
    return zip_is_malformed (flow->member, flow->report);
  return zip_flow_take (flow, inflater->bytes, size);
}
#endif

static int
zip_flow_run (struct zip_flow *flow)
{
  if (!flow->member->deflated)
    return zip_flow_copy (flow);
#ifdef HAVE_LIBDEFLATE
  if (flow->member->size <= flow->inflater->room
      && flow->member->stored_size <= flow->inflater->room)
    return zip_flow_whole (flow);
#endif
  return zip_flow_stream (flow);
}

int
zip_extract (struct zip_inflater *inflater, const struct zip *zip,
             const struct zip_member *member, zip_take *take, void *data,
             struct report *report)
{
  struct zip_flow flow = { .inflater = inflater, .zip = zip, .member = member,
                           .take = take, .data = data, .report = report };
  if (zip_flow_run (&flow) != 0)
    return -1;
  if (flow.crc != member->crc)
    return report_refuse (report, "member '%s' is damaged (its CRC-32 "
                          "differs)", member->name);
  return 0;
}

/* Where the next bytes of a text go. */
static int
zip_take_text (void *data, const void *bytes, size_t length)
{
  char **end = data;
  memcpy (*end, bytes, length);
  *end += length;
  return 0;
}

char *
zip_extract_text (struct zip_inflater *inflater, const struct zip *zip,
                  const struct zip_member *member, struct arena *arena,
                  uint64_t limit, struct report *report)
{
  if (member->size > limit)
    {
      report_refuse (report, "member '%s' is larger than %ju MiB", member->name,
                     (uintmax_t) (limit >> 20));
      return NULL;
    }
  char *text = arena_zeroed (arena, (size_t) member->size + 1), *end = text;
  if (text == NULL)
    report_first (report, 0, errno, "cannot read its member '%s'", member->name);
  return text != NULL && zip_extract (inflater, zip, member, zip_take_text, &end,
                                      report) == 0 ? text : NULL;
}
