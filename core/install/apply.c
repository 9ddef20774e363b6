/* apply.c: carries out a manifest.
 *
 * One open folder for each level, since a short path below a descriptor is
 * found faster than a long one.  In a new environment nothing is looked at
 * before it is made; the system calls themselves refuse to replace. */
#include <config.h>

#include "apply_private.h"

#include "cleanup.h"
#include "modules.h"
#include "system.h"
#include "text.h"
#include "tree.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>


/* The path of NAME in the present folder, for messages and the journal. */
static const char *
apply_path (const struct apply_state *state, uint32_t depth, const char *name)
{
  const struct manifest *manifest = state->apply->manifest;
  CLEAN_TEXT struct text path = TEXT_EMPTY;
  for (uint32_t i = 1; i < depth; i++)
    {
      const struct manifest_dir *dir = &manifest->dirs[state->parents[i]];
      text_addf (&path, "%s/", manifest_string (manifest, dir->name));
    }
  text_add (&path, name);
  if (path.failed)
    {
      pyvenv_fail (state->apply->cx, ENOMEM, "cannot install '%s'", name);
      return NULL;
    }
  return pyvenv_format (state->apply->cx, "%s", text_string (&path));
}

static enum apply_result
apply_fail (const struct apply_state *state, uint32_t depth, const char *name)
{
  pyvenv_context *cx = state->apply->cx;
  int err = errno;
  const char *path = apply_path (state, depth, name);
  if (path == NULL)
    return APPLY_FAILED;
  if (err == EEXIST)
    pyvenv_fail_as (cx, PYVENV_ERROR_ARCHIVE, 0, "it would replace '%s', which "
                    "is already there", path);
  else
    pyvenv_fail (cx, err, "cannot create '%s/%s'", pyvenv_env_dir (cx), path);
  return APPLY_FAILED;
}

/* ---- Files that are there already --------------------------------------- */

/* What cannot be looked at counts as being there: what is recorded as new would be
 * deleted by a roll-back. */
static bool
apply_exists (int fd, const char *name)
{
  struct stat st;
  return fstatat (fd, name, &st, AT_SYMLINK_NOFOLLOW) == 0 || errno != ENOENT;
}

/* In an environment that was there before: tells the journal, and moves a file
 * of another distribution out of the way as pip would replace it.  What belongs
 * to the environment itself is not replaced: creating it fails. */
static int
apply_announce (const struct apply_state *state, uint32_t depth,
                const char *name, bool replace)
{
  struct apply *apply = state->apply;
  const char *path = apply_path (state, depth, name);
  if (path == NULL)
    return -1;
  if (!apply_exists (state->fds[depth - 1], name))
    return tree_will_create (context_tree (apply->cx), path);
  size_t length = strlen (apply->purelib);
  if (!replace && (strncmp (path, apply->purelib, length) != 0
                   || path[length] != '/'))
    return 0;
  if (!owners_share (apply->owners, path))
    pyvenv_debug (apply->cx, "'%s' is replaced", path);
  return tree_set_aside (context_tree (apply->cx), path);
}

/* Whether the journal knows already that all below the folder at DEPTH - 1 is
 * new. */
static bool
apply_is_announced (const struct apply_state *state, uint32_t depth)
{
  return tree_is_new (context_tree (state->apply->cx))
    || (depth > 1 && state->made[state->parents[depth - 1]]);
}

/* ---- Folders ----------------------------------------------------------- */

/* Whether links are right in the folder FD at DEPTH: one that this run made has
 * inherited from the one above it what decides that. */
static bool
apply_suits (const struct apply_state *state, uint32_t depth, bool made, int fd)
{
  const struct linker *linker = &state->apply->linker;
  if (depth > 0 && (made || tree_is_new (context_tree (state->apply->cx))))
    return state->suits[depth - 1];
  return linker->mode == LINK_HARDLINK && link_rule_suits (&linker->rule, fd);
}

static enum apply_result
apply_dir (struct apply_state *state, uint32_t index)
{
  const struct manifest *manifest = state->apply->manifest;
  const struct manifest_dir *dir = &manifest->dirs[index];
  const char *name = manifest_string (manifest, dir->name);
  if (dir->depth == 0)
    return APPLY_DONE;

  uint32_t depth = dir->depth;
  int parent = state->fds[depth - 1];
  bool announced = apply_is_announced (state, depth);
  if (!announced && !apply_exists (parent, name))
    {
      const char *path = apply_path (state, depth, name);
      if (path == NULL
          || tree_will_create (context_tree (state->apply->cx), path) != 0)
        return APPLY_FAILED;
    }
  if (mkdirat (parent, name, 0777) == 0)
    state->made[index] = true;
  else if (errno != EEXIST)
    return apply_fail (state, depth, name);

  while (state->open > depth)
    cleanup_fd (&state->fds[--state->open]);
  int fd = openat (parent, name,
                   O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0)
    return apply_fail (state, depth, name);
  state->fds[depth] = fd;
  state->suits[depth] = apply_suits (state, depth, state->made[index], fd);
  state->parents[depth] = index;
  state->open = depth + 1;
  return APPLY_DONE;
}

/* ---- Files -------------------------------------------------------------- */

/* Makes room for a file whose place another wheel of this call has taken; what
 * else is there is not replaced. */
static bool
apply_make_room (const struct apply_state *state, uint32_t depth,
                 const char *name)
{
  const char *path = apply_path (state, depth, name);
  return path != NULL && owners_share (state->apply->owners, path)
    && unlinkat (state->fds[depth - 1], name, 0) == 0;
}

static enum apply_result
apply_linked (struct apply_state *state, uint32_t depth, const char *name,
              const struct manifest_file *file)
{
  struct linker *linker = &state->apply->linker;
  int fd = state->fds[depth - 1];
  linker->suits = state->suits[depth - 1];
  enum link_result result = link_file (linker, file, fd, name);
  if (result == LINK_FAILED && errno == EEXIST)
    {
      if (apply_make_room (state, depth, name))
        result = link_file (linker, file, fd, name);
      else
        errno = EEXIST;
    }
  return result == LINK_DONE ? APPLY_DONE
    : result == LINK_DAMAGED ? APPLY_DAMAGED : apply_fail (state, depth, name);
}

static enum apply_result
apply_file (struct apply_state *state, uint32_t index)
{
  struct apply *apply = state->apply;
  const struct manifest_file *file = &apply->manifest->files[index];
  const char *name = manifest_string (apply->manifest, file->name);
  uint32_t depth = state->open;
  int fd = state->fds[depth - 1];
  bool linked = file->kind == MANIFEST_LINKED;
  if (file->kind == MANIFEST_REQUESTED)
    {
      if (!apply->requested)
        return APPLY_DONE;
      apply_generated_requested (state, index);
      linked = true;
    }

  if (!apply_is_announced (state, depth))
    {
      if (apply_announce (state, depth, name, file->kind == MANIFEST_ENTRY) != 0)
        return APPLY_FAILED;
    }
  else if (!linked && !state->made[state->parents[depth - 1]]
           && apply_exists (fd, name) && !apply_make_room (state, depth, name))
    {
      errno = EEXIST;
      return apply_fail (state, depth, name);
    }
  if (linked)
    return apply_linked (state, depth, name, file);
  return apply_generated_file (state, index, fd) == 0 ? APPLY_DONE
    : apply_fail (state, depth, name);
}

/* ---- The manifest ------------------------------------------------------- */

static enum apply_result
apply_all (struct apply_state *state)
{
  struct apply *apply = state->apply;
  const struct manifest *manifest = apply->manifest;
  enum apply_result result = APPLY_DONE;

  for (uint32_t i = 0; i < manifest->head->dir_count; i++)
    {
      const struct manifest_dir *dir = &manifest->dirs[i];
      if (context_check_cancelled (apply->cx) < 0)
        return APPLY_FAILED;
      result = apply_dir (state, i);
      state->dirs_done = i + 1;
      for (uint32_t j = 0; j < dir->count && result == APPLY_DONE; j++)
        {
          result = apply_file (state, dir->first + j);
          state->done += result == APPLY_DONE;
        }
      if (result != APPLY_DONE)
        return result;
    }
  return apply_generated_record (state);
}

/* Removes the files of a manifest whose image turned out to be damaged, the
 * last folder first.  A file that cannot be removed makes the next attempt
 * fail with EEXIST. */
static void
apply_withdraw (struct apply_state *state)
{
  const struct manifest *manifest = state->apply->manifest;
  for (uint32_t i = state->dirs_done; i-- > 0;)
    {
      const struct manifest_dir *dir = &manifest->dirs[i];
      CLEAN_TEXT struct text path = TEXT_EMPTY;
      uint32_t chain[MANIFEST_DEPTH_MAX], depth = dir->depth;
      for (uint32_t j = i + 1; j-- > 0 && depth > 0;)
        if (manifest->dirs[j].depth == depth)
          chain[depth--] = j;
      for (uint32_t j = 1; j <= dir->depth; j++)
        text_addf (&path, "%s%s", j > 1 ? "/" : "",
                   manifest_string (manifest, manifest->dirs[chain[j]].name));

      int root = tree_fd (context_tree (state->apply->cx));
      size_t length = path.length;
      for (uint32_t j = dir->first; j < dir->first + dir->count
             && j < state->done; j++)
        {
          CLEAN_TEXT struct text file = TEXT_EMPTY;
          text_addf (&file, "%s%s%s", text_string (&path),
                     length > 0 ? "/" : "",
                     manifest_string (manifest, manifest->files[j].name));
          if (!file.failed && !path.failed)
            unlinkat (root, text_string (&file), 0);
        }
      if (state->made[i] && !path.failed)
        unlinkat (root, text_string (&path), AT_REMOVEDIR);
    }
}

/* Frees what STATE holds. */
static void
apply_release (struct apply_state *state)
{
  uint32_t count = state->apply->manifest->head->piece_count;
  while (state->open > 1)
    cleanup_fd (&state->fds[--state->open]);
  cleanup_fd (&state->record_fd);
  for (uint32_t i = 0; state->rows != NULL && i < count; i++)
    text_clear (&state->rows[i]);
  free (state->made);
  free (state->rows);
}

enum apply_result
apply_manifest (struct apply *apply)
{
  const struct manifest *manifest = apply->manifest;
  struct apply_state state = { .apply = apply, .record_fd = -1 };
  state.made = calloc (manifest->head->dir_count, sizeof *state.made);
  state.rows = calloc (manifest->head->piece_count, sizeof *state.rows);
  state.fds[0] = tree_fd (context_tree (apply->cx));
  state.suits[0] = apply_suits (&state, 0, false, state.fds[0]);
  state.open = 1;

  enum apply_result result = APPLY_FAILED;
  if (state.made == NULL || state.rows == NULL)
    pyvenv_fail (apply->cx, errno, "cannot install it");
  else
    result = apply_all (&state);
  if (result == APPLY_DAMAGED)
    apply_withdraw (&state);

  apply_release (&state);
  return result;
}
