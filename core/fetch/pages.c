/* pages.c: asks indexes for the pages of projects, all at once. */
#include <config.h>

#include "pages.h"

#include "cleanup.h"
#include "page.h"
#include "url.h"

#include <string.h>
#include <strings.h>

/* The largest known page has two million bytes. */
#define PAGES_LIMIT ((uint64_t) 32 << 20)

/* For how many seconds a page is used without asking again: at most, and where
 * the server does not say. */
#define PAGES_MAX_AGE 600

#define PAGES_JSON "application/vnd.pypi.simple.v1+json"
#define PAGES_HTML "application/vnd.pypi.simple.v1+html"
#define PAGES_ACCEPT PAGES_JSON ", " PAGES_HTML ";q=0.1, text/html;q=0.01"

struct pages_request {
  struct project_page *page;
  struct text body;
  const char *headers[3];
};

struct session *
pages_open (pyvenv_context *cx, const struct network *network)
{
  struct session *session = malloc (sizeof *session);
  if (session == NULL)
    {
      pyvenv_fail (cx, errno, "cannot start libcurl");
      return NULL;
    }
  if (session_open (session, cx, network) < 0)
    {
      free (session);
      return NULL;
    }
  return session;
}

void
pages_close (struct session *session)
{
  session_close (session);
  free (session);
}

static bool
pages_write (void *data, const void *bytes, size_t length)
{
  struct pages_request *request = data;
  text_add_bytes (&request->body, bytes, length);
  errno = ENOMEM;
  return !request->body.failed;
}

static bool
pages_restart (void *data)
{
  struct pages_request *request = data;
  text_clear (&request->body);
  return true;
}

/* The URL to ask for.  A folder of this machine can be an index, where each
 * project has an index.html. */
static const char *
pages_address (struct session *session, const char *url)
{
  if (!url_has_scheme (url, "file") || !string_ends_with (url, "/"))
    return url;
  return arena_format (&session->arena, "%sindex.html", url);
}

static bool
pages_prepare (struct session *session, struct pages_request *request,
               struct transfer *transfer, struct project_page *page,
               const char *accept)
{
  size_t count = 0;
  *request = (struct pages_request) { .page = page, .body = TEXT_EMPTY };
  if (page->etag != NULL)
    request->headers[count++] = arena_format (&session->arena,
                                              "If-None-Match: %s", page->etag);
  if (page->last_modified != NULL)
    request->headers[count++]
      = arena_format (&session->arena, "If-Modified-Since: %s",
                      page->last_modified);
  *transfer = (struct transfer) {
    .url = pages_address (session, page->url), .accept = accept,
    .headers = request->headers, .credentials = page->credentials,
    .compressed = true, .limit = PAGES_LIMIT,
    .write = pages_write, .restart = pages_restart, .data = request
  };
  return transfer->url != NULL
    && (page->etag == NULL || request->headers[0] != NULL);
}

/* For how many seconds the answer may be used: those of its Cache-Control, or
 * SILENT where that does not say, less those that it has been in caches on its
 * way (RFC 9111 §4.2). */
static long
pages_max_age (const struct transfer *transfer, long silent)
{
  const char *control
    = transfer->cache_control != NULL ? transfer->cache_control : "";
  if (strcasestr (control, "no-store") != NULL)
    return -1;
  if (strcasestr (control, "no-cache") != NULL)
    return 0;
  const char *max = strcasestr (control, "max-age=");
  long seconds = max != NULL ? strtol (max + 8, NULL, 10) : silent;
  long age = transfer->age != NULL ? strtol (transfer->age, NULL, 10) : 0;
  if (age > 0 && seconds > 0)
    seconds = seconds > age ? seconds - age : 0;
  return seconds < 0 ? 0 : seconds > PAGES_MAX_AGE ? PAGES_MAX_AGE : seconds;
}

/* Whether the media type of a Content-Type header is TYPE. */
static bool
pages_is_type (const char *header, const char *type)
{
  size_t length = strlen (type);
  return strncasecmp (header, type, length) == 0
    && (header[length] == '\0' || strchr ("; \t", header[length]) != NULL);
}

/* The charset of a Content-Type header, or NULL. */
static const char *
pages_charset (struct arena *arena, const char *header)
{
  const char *charset = header != NULL ? strcasestr (header, "charset=") : NULL;
  if (charset == NULL)
    return NULL;
  charset += 8;
  charset += *charset == '"';
  return arena_copy_bytes (arena, charset, strcspn (charset, "\"; \t"));
}

/* Reads the body, in the format that Content-Type names. */
static void
pages_parse (struct arena *arena, struct pages_request *request,
             const struct transfer *transfer)
{
  struct project_page *page = request->page;
  const char *type = transfer->content_type;
  struct page_reader reader = {
    .arena = arena, .base = transfer->final_url, .files = { .arena = arena }
  };

  if (url_has_scheme (page->url, "file"))
    type = "text/html";
  if (type != NULL && pages_is_type (type, PAGES_JSON))
    page_read_json (&reader, text_string (&request->body),
                    request->body.length);
  else if (type != NULL && (pages_is_type (type, PAGES_HTML)
                            || pages_is_type (type, "text/html")))
    page_read_html (&reader, text_string (&request->body),
                    request->body.length, pages_charset (arena, type));
  else
    reader.error = "its answer is not the page of an index (neither HTML nor"
      " the JSON of PEP 691)";

  if (reader.error != NULL)
    {
      CLEAN_TEXT struct text error = TEXT_EMPTY;
      text_add (&error, "cannot use the index page '");
      url_redact (&error, page->url);
      text_addf (&error, "': %s", reader.error);
      page->error = arena_copy (arena, text_string (&error));
      return;
    }
  page->files = reader.files.items;
  page->count = reader.files.count;
}

/* Fills in the answer. */
static void
pages_finish (struct arena *arena, struct pages_request *request,
              const struct transfer *transfer)
{
  struct project_page *page = request->page;
  page->missing = transfer->missing;
  page->unchanged = transfer->error == NULL && transfer->status == 304;
  page->unreachable = transfer->unreachable;
  page->forbidden = transfer->error != NULL && transfer->status == 403;
  page->max_age = pages_max_age (transfer, page->unchanged ? page->max_age
                                 : PAGES_MAX_AGE);

  /* A server may answer otherwise with another password, and after the first
   * release of a project. */
  if (page->missing && page->max_age > 0)
    page->max_age = 0;
  if (page->missing)
    page->etag = page->last_modified = NULL;
  if (transfer->error != NULL)
    page->error = page->missing ? NULL : arena_copy (arena, transfer->error);
  if (page->missing || page->error != NULL || page->unchanged)
    return;

  page->etag = transfer->etag != NULL
    ? arena_copy (arena, transfer->etag) : NULL;
  page->last_modified = transfer->last_modified != NULL
    ? arena_copy (arena, transfer->last_modified) : NULL;
  if (url_has_scheme (page->url, "file"))
    page->max_age = -1;
  pages_parse (arena, request, transfer);
}

/* Asks for all PAGES with the header Accept ACCEPT.  Those that the server
 * answers with 406 are added to AGAIN: old servers do not understand a list of
 * formats. */
static int
pages_round (struct session *session, struct arena *arena,
             struct project_page *const *pages, size_t count,
             const char *accept, struct project_page **again,
             size_t *again_count)
{
  CLEAN_FREE struct pages_request *requests = calloc (count, sizeof *requests);
  CLEAN_FREE struct transfer *transfers = calloc (count, sizeof *transfers);
  bool ready = requests != NULL && transfers != NULL;
  for (size_t i = 0; ready && i < count; i++)
    ready = pages_prepare (session, &requests[i], &transfers[i], pages[i],
                           accept);
  if (!ready)
    return pyvenv_fail (session->cx, ENOMEM, "cannot ask the index");

  int result = session_run (session, transfers, count);
  for (size_t i = 0; i < count; i++)
    {
      if (result == 0 && transfers[i].status == 406 && again != NULL)
        again[(*again_count)++] = pages[i];
      else if (result == 0)
        pages_finish (arena, &requests[i], &transfers[i]);
      text_clear (&requests[i].body);
    }
  if (result == 0 && pyvenv_cancelled (session->cx))
    return pyvenv_fail_as (session->cx, PYVENV_ERROR_INTERRUPTED, 0,
                           "interrupted");
  return result;
}

int
pages_fetch (struct session *session, struct arena *arena,
             struct project_page *pages, size_t count)
{
  CLEAN_FREE struct project_page **all = calloc (2 * count + 1, sizeof *all);
  size_t again = 0;
  if (all == NULL)
    return pyvenv_fail (session->cx, ENOMEM, "cannot ask the index");
  for (size_t i = 0; i < count; i++)
    all[i] = &pages[i];
  if (pages_round (session, arena, all, count, PAGES_ACCEPT, all + count,
                   &again) < 0)
    return -1;
  return again == 0 ? 0 : pages_round (session, arena, all + count, again,
                                       "text/html", NULL, NULL);
}
