/* explain.c: tells which wheels were chosen, or why none was found. */
#include <config.h>

#include "explain.h"

#include "text.h"
#include "url.h"

#include <errno.h>
#include <string.h>

void
explain_choice (const struct finder *finder, const struct requirement *wanted)
{
  CLEAN_TEXT struct text place = TEXT_EMPTY;
  if (wanted->kept)
    {
      pyvenv_debug (finder->cx, "%s: %s is installed and stays",
                    wanted->text, wanted->best.version->normal);
      return;
    }
  if (wanted->best.path != NULL)
    text_add (&place, wanted->best.path);
  else
    url_redact (&place, wanted->best.file->url);
  pyvenv_debug (finder->cx, "%s: '%s' is %s", wanted->text,
                wanted->best.file->name, text_string (&place));
}

/* Adds the folders and pages of find-links. */
static void
explain_links (struct text *out, const struct finder *finder)
{
  const char *const *links = finder->links;
  if (links == NULL || *links == NULL)
    {
      text_add (out, ", since no find-links are given");
      return;
    }
  text_add (out, " in");
  for (; *links != NULL; links++)
    {
      text_add (out, links == finder->links ? " '" : ", '");
      if (strstr (*links, "://") != NULL)
        url_redact (out, *links);
      else
        text_add (out, *links);
      text_add (out, "'");
    }
}

/* Adds the indexes, by the addresses of their pages for the project. */
static void
explain_indexes (struct text *out, const struct finder *finder,
                 const struct requirement *wanted)
{
  size_t last = 0, missing = 0;
  for (size_t i = 0; i < finder->sources.count; i++)
    {
      const struct source *source = &finder->sources.items[i];
      CLEAN_TEXT struct text end = TEXT_EMPTY;
      text_addf (&end, "/%s/", wanted->project);
      if (source->index == last || source->index == 0
          || !string_ends_with (source->parts.plain, text_string (&end)))
        continue;
      text_add (out, last == 0 ? " at '" : ", '");
      url_redact (out, source->parts.plain);
      text_add (out, "'");
      last = source->index;
      missing += source->page.missing;
    }
  if (missing > 0)
    text_add (out, " (the server has no such page; an index URL often ends in"
              " /simple)");
}

static int
explain_nowhere (const struct finder *finder, const struct requirement *wanted)
{
  CLEAN_TEXT struct text where = TEXT_EMPTY;
  if (finder->indexes.count > 0)
    explain_indexes (&where, finder, wanted);
  else
    explain_links (&where, finder);
  return pyvenv_fail_as (finder->cx, PYVENV_ERROR_NETWORK, 0,
                         "no wheel of '%s' was found%s", wanted->text,
                         text_string (&where));
}

/* All wheels of the project are for other Pythons or machines. */
static int
explain_tags (const struct finder *finder, const struct requirement *wanted)
{
  const char *tags = wheel_tags_describe (finder->chooser.tags, finder->arena);
  if (tags == NULL)
    return pyvenv_fail (finder->cx, errno, "cannot look for wheels");
  return pyvenv_fail_as (finder->cx, PYVENV_ERROR_NETWORK, 0, "no wheel of '%s'"
                         " is for this Python and machine (%u found; looked for"
                         " %s)", wanted->project, wanted->seen, tags);
}

int
explain_nothing (const struct finder *finder, const struct requirement *wanted)
{
  pyvenv_context *cx = finder->cx;
  const char *python = pyvenv_python_fact (cx, "version");
  if (wanted->without_hash > 0)
    return pyvenv_fail_as (cx, PYVENV_ERROR_NETWORK, 0, "cannot check the"
                           " wheels of '%s': the index gives no SHA-256 (or"
                           " stronger) hash for them (--allow-unhashed=HOST"
                           " takes them)", wanted->text);
  if (wanted->wrong_hash > 0)
    return pyvenv_fail_as (cx, PYVENV_ERROR_ARCHIVE, 0, "no wheel of '%s' has"
                           " one of the hashes that are asked for (%u found)",
                           wanted->text, wanted->seen);
  if (wanted->refused != NULL)
    return pyvenv_fail_as (cx, PYVENV_ERROR_NETWORK, 0, "no wheel of '%s' works"
                           " with Python %s: %s, for example, requires %s",
                           wanted->text, python,
                           wanted->refused->normal, wanted->refused_python);
  if (wanted->seen == 0)
    return explain_nowhere (finder, wanted);
  if (wanted->fitting == 0)
    return explain_tags (finder, wanted);
  const char *newest = wanted->newest != NULL ? wanted->newest->normal : NULL;
  return pyvenv_fail_as (cx, PYVENV_ERROR_NETWORK, 0, "no wheel of '%s' is"
                         " '%s' for Python %s (%u found%s%s)", wanted->project,
                         wanted->text, python, wanted->seen,
                         newest != NULL ? "; the newest is " : "",
                         newest != NULL ? newest : "");
}
