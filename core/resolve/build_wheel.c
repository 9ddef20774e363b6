/* build_wheel.c: has pip build wheels, unless they are in the cache. */
#include <config.h>

#include "build_wheel.h"

#include "build_kept.h"
#include "build_options.h"
#include "cleanup.h"
#include "direct_url.h"
#include "folder.h"
#include "modules.h"
#include "pip_runner.h"
#include "remove.h"
#include "resolve_question.h"
#include "text.h"
#include "tree.h"
#include "wheel_name.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

/* Folders of ENV_DIR for wheels that the cache does not take begin so. */
#define BUILD_WHEEL_SCRATCH ".pyvenv-built-"

struct build_wheel {
  pyvenv_context *cx;
  struct arena *arena;
  const struct build_order *order;
  const char *folder;           /* where the wheel goes */
};

static int
build_wheel_no_memory (const struct build_wheel *build)
{
  return pyvenv_fail (build->cx, ENOMEM, "cannot build a wheel");
}

/* What pip is to build, as an argument; NULL after a failure. */
static const char *
build_wheel_target (const struct build_wheel *build)
{
  const struct package *package = build->order->package;
  const char *path = build->order->path != NULL ? build->order->path
    : package->path;
  const char *below = package->subdirectory;
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  if (package->source == PACKAGE_DIRECTORY)
    text_addf (&text, "%s%s%s", path, below != NULL ? "/" : "",
               below != NULL ? below : "");
  else if (package->source != PACKAGE_VCS && below == NULL)
    text_add (&text, path);
  else
    {
      /* Without the name: before pip 24.1, "NAME @ git+file:///..." is refused. */
      if (package->source == PACKAGE_VCS)
        text_addf (&text, "%s+", package->vcs);
      else
        text_addf (&text, "%s @ ", package->name);
      if (path != NULL)
        direct_url_add_path (&text, path);
      else
        text_add (&text, package->url);
      if (package->source == PACKAGE_VCS)
        text_addf (&text, "@%s", package->commit_id);
      if (below != NULL)
        text_addf (&text, "#subdirectory=%s", below);
    }
  const char *target
    = text.failed ? NULL : arena_copy (build->arena, text_string (&text));
  if (target == NULL)
    build_wheel_no_memory (build);
  return target;
}

static int
build_wheel_run (const struct build_wheel *build)
{
  pyvenv_context *cx = build->cx;
  const struct package *package = build->order->package;
  struct pip_runner pip;
  struct string_vector arguments = { .arena = build->arena };
  const char *target = build_wheel_target (build);
  const char *what = arena_format (build->arena, "pip cannot build %s",
                                   package->name);
  const char *progress = arena_format (build->arena, "Building %s ...",
                                       package->name);
  if (what == NULL || progress == NULL)
    return build_wheel_no_memory (build);
  if (target == NULL || pip_runner_find (&pip, cx, build->arena, what) < 0)
    return -1;
  const char *const words[] = {
    "wheel", "--no-deps", "--disable-pip-version-check", "--no-input",
    "--wheel-dir", build->folder, NULL
  };
  const char *const last[] = { "--", target, NULL };
  if (resolve_question_add (&arguments, cx, words) < 0
      || build_options_add (&arguments, cx, build->order->sources) < 0
      || resolve_question_add (&arguments, cx, last) < 0)
    return -1;
  pyvenv_progress (cx, PYVENV_PROGRESS_MAIN, progress);
  if (pip_runner_run (&pip, &arguments, what) < 0)
    return -1;
  pyvenv_progress (cx, PYVENV_PROGRESS_MAIN, "done.");
  return 0;
}

/* The wheel of the package in the folder; NULL after a failure. */
static const char *
build_wheel_result (const struct build_wheel *build)
{
  const struct package *package = build->order->package;
  const char *found = NULL;
  CLEAN_DIR DIR *dir = folder_open (AT_FDCWD, build->folder);
  for (struct dirent *entry;
       dir != NULL && found == NULL && (entry = folder_next (dir)) != NULL;)
    {
      struct wheel_name name;
      if (wheel_name_parse (&name, build->arena, entry->d_name)
          && strcmp (name.canonical, package->name) == 0)
        found = arena_copy (build->arena, entry->d_name);
    }
  if (found == NULL && errno != 0)
    pyvenv_fail (build->cx, errno, "cannot read what pip built for %s",
                 package->name);
  else if (found == NULL)
    pyvenv_fail (build->cx, 0, "what pip built for %s is no wheel of it",
                 package->name);
  return found;
}

/* Builds where the cache keeps it. */
static int
build_wheel_keep (struct build_wheel *build, struct build_kept *kept,
                  const char **path)
{
  const char *name = build_wheel_run (build) == 0
    ? build_wheel_result (build) : NULL;
  return name != NULL ? build_kept_end (kept, name, path) : -1;
}

/* Builds in ENV_DIR. */
static int
build_wheel_in_env (struct build_wheel *build, struct builds *builds,
                    const char **path)
{
  struct tree *tree = context_tree (build->cx);
  if (builds->scratch[0] == '\0'
      && tree_make_scratch (tree, BUILD_WHEEL_SCRATCH, builds->scratch) < 0)
    return -1;
  build->folder = arena_format (build->arena, "%s/%s",
                                pyvenv_env_dir (build->cx), builds->scratch);
  if (build->folder == NULL)
    return build_wheel_no_memory (build);
  const char *name = build_wheel_run (build) == 0
    ? build_wheel_result (build) : NULL;
  if (name == NULL)
    return -1;
  *path = arena_format (build->arena, "%s/%s", build->folder, name);
  return *path != NULL ? 0 : build_wheel_no_memory (build);
}

static int
build_wheel_make (struct build_wheel *build, struct build_kept *kept,
                  struct builds *builds, const char **path)
{
  if (build_kept_find (kept, path) < 0)
    return -1;
  if (*path != NULL)
    return 0;
  if ((pyvenv_options (build->cx) & PYVENV_OFFLINE) != 0)
    return pyvenv_fail_as (build->cx, PYVENV_ERROR_NETWORK, 0, "--offline: %s has to"
                           " be built, which may take the network, and what was"
                           " built of it is not in the cache",
                           build->order->package->name);
  return build_kept_begin (kept, &build->folder)
    ? build_wheel_keep (build, kept, path)
    : build_wheel_in_env (build, builds, path);
}

/* Environments of one run wait for the first, whose wheel they can use. */
int
build_wheel (pyvenv_context *cx, struct arena *arena, struct builds *builds,
             const struct build_order *order, const char **path)
{
  CLEAN_BUILD_KEPT struct build_kept kept;
  struct build_wheel build = { cx, arena, order, NULL };
  if (build_kept_open (&kept, cx, arena, order) < 0)
    return -1;
  if (kept.folder < 0)
    return build_wheel_make (&build, &kept, builds, path);
  if (context_search_begin (cx) < 0)
    return -1;
  int result = build_wheel_make (&build, &kept, builds, path);
  context_search_end (cx);
  return result;
}

int
build_wheel_end (pyvenv_context *cx, struct builds *builds)
{
  if (builds->scratch[0] != '\0'
      && remove_tree (tree_fd (context_tree (cx)), builds->scratch) < 0)
    return pyvenv_fail (cx, errno, "cannot delete '%s/%s'",
                        pyvenv_env_dir (cx), builds->scratch);
  return 0;
}
