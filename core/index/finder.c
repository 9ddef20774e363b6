/* finder.c: how a search begins, waits for its turn, and ends. */
#include <config.h>

#include "finder.h"

#include "cleanup.h"
#include "modules.h"
#include "remove.h"
#include "tree.h"

#include <errno.h>

int
finder_begin (struct finder *finder, size_t count, bool prereleases)
{
  pyvenv_context *cx = finder->cx;
  const char *python = pyvenv_python_fact (cx, "version");
  const struct wheel_tags *tags = context_wheel_tags (cx);
  if (tags == NULL)
    return -1;
  finder->chooser = (struct chooser) {
    .arena = finder->arena, .tags = tags,
    .python = version_parse (finder->arena, python != NULL ? python : "3"),
    .prereleases = prereleases
  };
  finder->wanted_count = count;
  finder->wanted = arena_zeroed (finder->arena,
                                 (count + 1) * sizeof *finder->wanted);
  if (finder->wanted == NULL || finder->chooser.python == NULL)
    return pyvenv_fail (cx, errno, "cannot look for wheels");
  return 0;
}

int
finder_wait (pyvenv_context *cx, bool *locked)
{
  *locked = false;
  if (context_cache_dir (cx) == NULL)
    return 0;
  if (context_search_begin (cx) < 0)
    return -1;
  *locked = true;
  return 0;
}

int
finder_delete_scratch (struct finder *finder)
{
  pyvenv_context *cx = finder->cx;
  if (finder->scratch[0] != '\0'
      && remove_tree (tree_fd (context_tree (cx)), finder->scratch) < 0)
    return pyvenv_fail (cx, errno, "cannot delete '%s/%s'",
                        pyvenv_env_dir (cx), finder->scratch);
  return 0;
}

void
finder_close (struct finder *finder)
{
  for (size_t i = 0; finder->held != NULL && i < finder->wanted_count; i++)
    cleanup_fd (&finder->held[i].fd);
  if (finder->session != NULL)
    finder->client->close (finder->session);
}
