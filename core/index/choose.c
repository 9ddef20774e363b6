/* choose.c: the best wheel for each requirement, by pip's rules. */
#include <config.h>

#include "choose.h"

#include "text.h"
#include "wheel_name.h"

#include <errno.h>
#include <string.h>

#define CHOOSE_NAME \
  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-"

bool
choose_parse (struct arena *arena, const char *requirement,
              struct requirement *ret)
{
  size_t length = strspn (requirement, CHOOSE_NAME);
  if (length == 0)
    {
      errno = EINVAL;
      return false;
    }
  *ret = (struct requirement) {
    .text = requirement,
    .project = name_canonical (arena, requirement, length),
    .specifiers = specifiers_parse (arena, requirement + length)
  };
  if (ret->project == NULL || ret->specifiers == NULL)
    return false;
  for (size_t i = 0; i < ret->specifiers->count; i++)
    {
      const struct specifier *item = &ret->specifiers->items[i];
      ret->pinned = ret->pinned || item->operator == SPECIFIER_ARBITRARY
        || (item->operator == SPECIFIER_EQUAL && !item->any_suffix);
    }
  return true;
}

/* Whether FILE's Requires-Python admits this Python.  A range that cannot be
 * read admits every Python, as with pip. */
static bool
choose_python_fits (struct chooser *chooser, const struct project_file *file)
{
  if (file->requires_python == NULL)
    return true;
  if (chooser->range == NULL
      || strcmp (chooser->range, file->requires_python) != 0)
    {
      const struct specifiers *range
        = specifiers_parse (chooser->arena, file->requires_python);
      chooser->range = file->requires_python;
      chooser->in_range = range == NULL
        || specifiers_match (range, chooser->python, true);
    }
  return chooser->in_range;
}

/* Replaces BEST by CANDIDATE if that is newer, or has better tags, or is a
 * later build of the same version.  Of equal ones the first stays. */
static void
choose_keep (struct candidate *best, const struct candidate *candidate)
{
  int result = best->version == NULL ? 1
    : version_compare (candidate->version, best->version);
  if (result == 0 && candidate->rank != best->rank)
    result = candidate->rank > best->rank ? 1 : -1;
  if (result == 0)
    result = wheel_build_compare (candidate->build, best->build);
  if (result > 0)
    *best = *candidate;
}

/* Notes a version that would work but does not match, for the error message. */
static void
choose_note (struct chooser *chooser, struct requirement *wanted,
             const struct candidate *candidate)
{
  if (!candidate->file->yanked && !version_is_prerelease (candidate->version)
      && (wanted->newest == NULL
          || version_compare (candidate->version, wanted->newest) > 0)
      && choose_python_fits (chooser, candidate->file))
    wanted->newest = candidate->version;
}

/* Whether the page gives a hash for FILE that is asked for, or none at all: then
 * the file itself is looked at, once it is there. */
static bool
choose_hash_fits (const struct requirement *wanted,
                  const struct project_file *file)
{
  for (size_t i = 0; i < wanted->hash_count && file->hash != NULL; i++)
    if (strcmp (wanted->hashes[i], file->hash) == 0)
      return true;
  return wanted->hash_count == 0 || file->hash == NULL;
}

static void
choose_consider (struct chooser *chooser, struct requirement *wanted,
                 const struct candidate *candidate, bool need_hash)
{
  const struct project_file *file = candidate->file;
  if (!specifiers_match (wanted->specifiers, candidate->version, true))
    {
      choose_note (chooser, wanted, candidate);
      return;
    }
  if (!choose_python_fits (chooser, file))
    {
      if (wanted->refused == NULL
          || version_compare (candidate->version, wanted->refused) > 0)
        {
          wanted->refused = candidate->version;
          wanted->refused_python = file->requires_python;
        }
      return;
    }
  if (file->yanked && !wanted->pinned)
    return;
  if (file->hash != NULL ? *file->hash == '\0' : need_hash)
    {
      wanted->without_hash++;
      return;
    }
  if (!choose_hash_fits (wanted, file))
    {
      wanted->wrong_hash++;
      return;
    }

  if (specifiers_match (wanted->specifiers, candidate->version,
                        chooser->prereleases))
    choose_keep (&wanted->best, candidate);
  else
    choose_keep (&wanted->pre, candidate);
}

void
choose_offer (struct chooser *chooser, struct requirement *wanted,
              size_t count, const struct project_file *file, const char *path,
              bool need_hash)
{
  struct wheel_name name;
  if (!wheel_name_parse (&name, chooser->arena, file->name))
    return;
  for (size_t i = 0; i < count; i++)
    {
      const char *file_name = wanted[i].file_name;
      if (strcmp (wanted[i].project, name.canonical) != 0
          || (file_name != NULL && strcmp (file_name, file->name) != 0))
        continue;
      wanted[i].seen++;
      struct candidate candidate = {
        .version = version_parse (chooser->arena, name.version),
        .rank = wheel_tags_rank (chooser->tags, &name),
        .build = name.build, .file = file, .path = path
      };
      if (candidate.version == NULL || candidate.rank == 0)
        continue;
      wanted[i].fitting++;
      choose_consider (chooser, &wanted[i], &candidate, need_hash);
    }
}

void
choose_end (struct requirement *wanted)
{
  if (wanted->best.version == NULL)
    wanted->best = wanted->pre;
}
