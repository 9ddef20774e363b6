/* fuzz_page.c: no answer of an index may do worse than be of no use.
 *
 * Each input is read as JSON, as HTML and as settings of pip.  Whatever comes
 * out must be fit to become the name of a file and an address. */
#include <config.h>

#include "choose.h"
#include "page.h"
#include "configparser.h"
#include "text.h"
#include "url.h"
#include "url_parts.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
fuzz_check_file (struct arena *arena, const struct project_file *file)
{
  struct url_parts parts;
  if (*file->name == '\0' || *file->name == '.'
      || strchr (file->name, '/') != NULL || string_has_control (file->name)
      || !string_ends_with (file->name, ".whl"))
    abort ();
  if ((!url_has_scheme (file->url, "https")
       && !url_has_scheme (file->url, "http"))
      || string_has_control (file->url)
      || !url_split (arena, file->url, &parts) || parts.credentials != NULL)
    abort ();
  if (file->requires_python != NULL
      && string_has_control (file->requires_python))
    abort ();
  if (file->hash != NULL && *file->hash != '\0'
      && !string_starts_with (file->hash, "sha"))
    abort ();
}

static void
fuzz_check_page (struct arena *arena, const struct page_reader *page)
{
  static const struct wheel_tags_pair pairs[] = {
    { "cp313", "cp313", false }, { "py3", "none", true }
  };
  static const char *const platforms[] = { "linux_x86_64" };
  static const struct wheel_tags tags = { pairs, 2, platforms, 1 };
  struct chooser chooser = {
    .arena = arena, .python = version_parse (arena, "3.13.0"),
    .tags = &tags
  };
  struct requirement wanted;
  if (chooser.python == NULL || !choose_parse (arena, "pip>=1", &wanted))
    return;
  for (size_t i = 0; i < page->files.count; i++)
    {
      fuzz_check_file (arena, &page->files.items[i]);
      choose_offer (&chooser, &wanted, 1, &page->files.items[i], NULL, true);
    }
  choose_end (&wanted);
}

static void
fuzz_on_entry (void *data, const char *section, const char *key,
               const char *value)
{
  (void) data;
  if (*section == '\0' || *key == '\0' || value == NULL)
    abort ();
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  CLEAN_ARENA struct arena arena = { NULL };
  CLEAN_TEXT struct text copy = TEXT_EMPTY, shown = TEXT_EMPTY;
  text_add_bytes (&copy, data, size);

  struct page_reader json = {
    .arena = &arena, .base = "https://h.test/p/",
    .files = { .arena = &arena }
  };
  page_read_json (&json, text_string (&copy), size);
  fuzz_check_page (&arena, &json);
  struct page_reader html = {
    .arena = &arena, .base = "https://h.test/p/",
    .files = { .arena = &arena }
  };
  page_read_html (&html, text_string (&copy), size, NULL);
  page_read_html (&html, text_string (&copy), size, "ISO-8859-1");
  page_read_html (&html, text_string (&copy), size, "shift_jis");
  fuzz_check_page (&arena, &html);
  unsigned line;
  configparser_read (text_string (&copy), size, fuzz_on_entry, NULL, &line);
  url_redact (&shown, text_string (&copy));
  return 0;
}
