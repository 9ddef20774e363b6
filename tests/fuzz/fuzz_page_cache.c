/* fuzz_page_cache.c: an answer of an index, as it is kept. */
#include <config.h>

#include "fuzz_fixture.h"

#include "cache_folder.h"
#include "page_cache.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define FUZZ_URL "https://h.test/p/"

static void
fuzz_check_page (const struct project_page *page)
{
  for (size_t i = 0; i < page->count; i++)
    if (page->files[i].name == NULL || page->files[i].url == NULL
        || strpbrk (page->files[i].name, "\t\n") != NULL
        || strpbrk (page->files[i].url, "\t\n") != NULL)
      abort ();
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  CLEAN_ARENA struct arena arena = { NULL };
  struct project_page page = { .url = FUZZ_URL }, again = { .url = FUZZ_URL };
  time_t age;
  char name[17], path[32];
  pyvenv_context *cx = fuzz_context ();
  mkdirat (fuzz_folder_fd (), "index", 0700);
  cache_folder_name (FUZZ_URL, name);
  snprintf (path, sizeof path, "index/%s", name);
  fuzz_put (path, data, size);

  page_cache_note (cx, &arena, FUZZ_URL, "state");
  if (!page_cache_read (cx, &arena, &page, &age))
    return 0;
  fuzz_check_page (&page);

  /* What was kept can be kept again. */
  page_cache_write (cx, &page);
  if (page_cache_read (cx, &arena, &again, &age) && again.count != page.count)
    abort ();
  page_cache_keep_note (cx, FUZZ_URL, "state", "note");
  return 0;
}
