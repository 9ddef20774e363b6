/* fuzz_texts.c: short texts from everywhere: pyvenv.cfg, versions and ranges, names
 * of wheels and of .dist-info folders, what --python may be given. */
#include <config.h>

#include "fuzz_fixture.h"

#include "cfg.h"
#include "dist_info.h"
#include "spec.h"
#include "version.h"
#include "wheel_name.h"
#include "wheel_tags.h"

#include <stdlib.h>
#include <string.h>

/* What was printed is read back as it was. */
static void
fuzz_cfg (struct arena *arena, const char *text, size_t length)
{
  CLEAN_TEXT struct text printed = TEXT_EMPTY, quoted = TEXT_EMPTY;
  struct cfg cfg = { .count = 0 }, again = { .count = 0 };
  if (cfg_parse (&cfg, arena, text, length) == 0)
    {
      cfg_print (&cfg, &printed);
      if (cfg_parse (&again, arena, text_string (&printed), printed.length) != 0
          || again.count != cfg.count)
        abort ();
      for (size_t i = 0; i < cfg.count; i++)
        if (strcmp (again.lines[i].key, cfg.lines[i].key) != 0
            || strcmp (again.lines[i].value, cfg.lines[i].value) != 0)
          abort ();
    }
  cfg_set (&cfg, arena, text, text);
  cfg_set (&cfg, arena, "version", NULL);
  cfg_get (&cfg, "HOME");
  cfg_release (&cfg);
  cfg_release (&again);

  const char *value = cfg_unrepr (arena, text);
  if (value == NULL || !string_is_utf8 (value, strlen (value)))
    return;
  cfg_add_repr (&quoted, value);
  const char *back = cfg_unrepr (arena, text_string (&quoted));
  if (back == NULL || strcmp (back, value) != 0)
    abort ();
}

static void
fuzz_version (struct arena *arena, const char *text)
{
  static const char *const others[] = { "3.13.0rc1.post2.dev3+u.1", "1!2", "0" };
  const struct specifiers *range = specifiers_parse (arena, text);
  const struct version *version = version_parse (arena, text);
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    {
      const struct version *other = version_parse (arena, others[i]);
      if (other == NULL)
        abort ();
      if (range != NULL)
        specifiers_match (range, other, i == 0);
      if (version == NULL)
        continue;
      int one = version_compare (version, other);
      int two = version_compare (other, version);
      if ((one < 0) != (two > 0) || (one == 0) != (two == 0))
        abort ();
    }
  specifiers_match_text (text, "3.13.0");
  version_compare_text (text, "3.13.0");
  if (version == NULL)
    return;
  const struct version *normal = version_parse (arena, version->normal);
  if (normal == NULL || version_compare (normal, version) != 0)
    abort ();
  version_is_prerelease (version);
}

static void
fuzz_names (struct arena *arena, const char *text)
{
  static const struct wheel_tags_pair pairs[] = { { "py3", "none", true } };
  static const char *const platforms[] = { "linux_x86_64" };
  static const struct wheel_tags tags = { pairs, 1, platforms, 1 };
  struct interpreter python = {
    .major = 3, .minor = 13, .version = "3.13.0", .implementation = "cpython",
    .abiflags = "", .abi_thread = ""
  };
  struct wheel_name name;
  struct spec spec;
  const char *why = NULL;
  if (wheel_name_parse (&name, arena, text))
    {
      wheel_tags_rank (&tags, &name);
      wheel_build_compare (name.build, "2b");
      if (strpbrk (name.canonical, "/ABC._") != NULL)
        abort ();
    }
  size_t length;
  const char *version = NULL;
  if (dist_info_matches (text, "foo-bar", &version, &length)
      && (version < text || version + length > text + strlen (text)))
    abort ();
  if (spec_parse (arena, text, &spec, &why) == 0)
    spec_fits (&spec, &python);
  else if (why == NULL)
    abort ();
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  CLEAN_ARENA struct arena arena = { NULL };
  CLEAN_TEXT struct text copy = TEXT_EMPTY;
  text_add_bytes (&copy, data, size);
  if (strlen (text_string (&copy)) != size)
    return 0;
  fuzz_cfg (&arena, text_string (&copy), size);
  fuzz_version (&arena, text_string (&copy));
  fuzz_names (&arena, text_string (&copy));
  return 0;
}
