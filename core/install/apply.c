/* apply.c: carries out a plan.
 *
 * One open folder for each level, since a short path below a descriptor is
 * found faster than a long one.  In a new environment nothing is looked at
 * before it is made; the system calls themselves refuse to replace. */
#include <config.h>

#include "apply.h"

#include "cleanup.h"
#include "file.h"
#include "table.h"
#include "tree.h"

#include <fcntl.h>
#include <sha2.h>
#include <string.h>
#include <sys/stat.h>

#ifndef O_PATH
#define O_PATH O_RDONLY
#endif

enum { APPLY_SCRIPT_MAX = 16 << 20 };

/* How far it is. */
struct apply_state {
  struct apply *apply;
  bool *made;                   /* of each folder: this run made it */
  struct text *rows;            /* of RECORD, for the file after each piece */
  int fds[PLAN_DEPTH_MAX];      /* the folders down to the present one */
  uint32_t open;                /* how many of them */
  uint32_t parents[PLAN_DEPTH_MAX]; /* their places in the plan */
  uint32_t done;                /* files in the tree */
  uint32_t dirs_done;
  int record_fd;                /* the folder of RECORD */
  const struct plan_file *record;
};

/* The path of NAME in the present folder, for messages and the journal. */
static const char *
apply_path (const struct apply_state *state, uint32_t depth, const char *name)
{
  const struct plan *plan = state->apply->plan;
  CLEAN_TEXT struct text path = TEXT_EMPTY;
  for (uint32_t i = 1; i < depth; i++)
    text_addf (&path, "%s/",
               plan_string (plan, plan->dirs[state->parents[i]].name));
  text_add (&path, name);
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

/* ---- What can be in the way ------------------------------------------- */

static bool
apply_exists (int fd, const char *name)
{
  struct stat st;
  return fstatat (fd, name, &st, AT_SYMLINK_NOFOLLOW) == 0;
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
    return tree_will_create (apply->cx, path);
  size_t length = strlen (apply->purelib);
  if (!replace && (strncmp (path, apply->purelib, length) != 0
                   || path[length] != '/'))
    return 0;
  pyvenv_debug (apply->cx, "'%s' is replaced", path);
  return tree_set_aside (apply->cx, path);
}

/* Whether all below the folder at DEPTH - 1 is told to the journal already. */
static bool
apply_is_announced (const struct apply_state *state, uint32_t depth)
{
  return tree_is_new (state->apply->cx)
    || (depth > 1 && state->made[state->parents[depth - 1]]);
}

/* ---- Folders ----------------------------------------------------------- */

static enum apply_result
apply_dir (struct apply_state *state, uint32_t index)
{
  const struct plan *plan = state->apply->plan;
  const struct plan_dir *dir = &plan->dirs[index];
  const char *name = plan_string (plan, dir->name);
  if (dir->depth == 0)
    return APPLY_DONE;

  uint32_t depth = dir->depth;
  int parent = state->fds[depth - 1];
  bool announced = apply_is_announced (state, depth);
  if (!announced && !apply_exists (parent, name))
    {
      const char *path = apply_path (state, depth, name);
      if (path == NULL || tree_will_create (state->apply->cx, path) != 0)
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
  state->parents[depth] = index;
  state->open = depth + 1;
  return APPLY_DONE;
}

/* ---- Files that differ from environment to environment ----------------- */

static struct text *
apply_row (struct apply_state *state, uint32_t index)
{
  const struct plan *plan = state->apply->plan;
  for (uint32_t i = 0; i < plan->head->piece_count; i++)
    if (plan->pieces[i].file == index)
      return &state->rows[i];
  return NULL;
}

/* Writes a file of its own, and its row of RECORD. */
static int
apply_write (struct apply_state *state, uint32_t index, int fd,
             const struct text *bytes, mode_t mode)
{
  const struct plan *plan = state->apply->plan;
  const struct plan_file *file = &plan->files[index];
  if (bytes->failed)
    {
      errno = ENOMEM;
      return -1;
    }

  struct text *row = apply_row (state, index);
  if (row != NULL)
    {
      SHA2_CTX context;
      uint8_t digest[SHA256_DIGEST_LENGTH];
      SHA256Init (&context);
      SHA256Update (&context, (const uint8_t *) text_string (bytes),
                    bytes->length);
      SHA256Final (digest, &context);
      text_addf (row, "%s,", plan_string (plan, file->row));
      record_add_digest (row, digest);
      text_addf (row, ",%zu\r\n", bytes->length);
    }
  return file_create (fd, plan_string (plan, file->name),
                      text_string (bytes), bytes->length, mode, NULL);
}

/* A script of the archive whose first line asks for the environment's
 * python. */
static int
apply_rewrite (struct apply_state *state, uint32_t index, struct text *out)
{
  struct apply *apply = state->apply;
  char number[16];
  plan_file_name (number, apply->plan->files[index].number);
  size_t length = 0;
  CLEAN_FREE char *bytes = file_read (apply->linker.image_fd, number,
                                      APPLY_SCRIPT_MAX, &length);
  if (bytes == NULL)
    return -1;
  const char *newline = memchr (bytes, '\n', length);
  size_t skip = newline == NULL ? length : (size_t) (newline + 1 - bytes);
  script_add_shebang (out, apply->python);
  text_add_bytes (out, bytes + skip, length - skip);
  return 0;
}

static int
apply_own_file (struct apply_state *state, uint32_t index, int fd)
{
  struct apply *apply = state->apply;
  const struct plan *plan = apply->plan;
  const struct plan_file *file = &plan->files[index];
  mode_t mode = tree_mode (apply->cx) & 0666;
  CLEAN_TEXT struct text bytes = TEXT_EMPTY;

  switch (file->kind)
    {
    case PLAN_ENTRY:
      script_add (&bytes, apply->python, apply->style,
                  plan_string (plan, file->module),
                  plan_string (plan, file->attribute));
      return apply_write (state, index, fd, &bytes, mode | 0555);
    case PLAN_REWRITTEN:
      if (apply_rewrite (state, index, &bytes) != 0)
        return -1;
      return apply_write (state, index, fd, &bytes,
                          tree_mode (apply->cx) | 0111);
    case PLAN_DIRECT_URL:
      if (apply->direct_url == NULL)
        return 0;
      text_add (&bytes, apply->direct_url);
      return apply_write (state, index, fd, &bytes, mode);
    default:
      /* RECORD comes last: without it, an installation is seen to be
       * unfinished. */
      state->record = file;
      state->record_fd = fcntl (fd, F_DUPFD_CLOEXEC, 0);
      return state->record_fd >= 0 ? 0 : -1;
    }
}

static enum apply_result
apply_file (struct apply_state *state, uint32_t index)
{
  struct apply *apply = state->apply;
  const struct plan_file *file = &apply->plan->files[index];
  const char *name = plan_string (apply->plan, file->name);
  uint32_t depth = state->open;
  int fd = state->fds[depth - 1];

  if (!apply_is_announced (state, depth)
      && apply_announce (state, depth, name, file->kind == PLAN_ENTRY) != 0)
    return APPLY_FAILED;
  if (file->kind != PLAN_LINKED)
    return apply_own_file (state, index, fd) == 0 ? APPLY_DONE
      : apply_fail (state, depth, name);

  switch (link_file (&apply->linker, file, fd, name))
    {
    case LINK_DONE:
      return APPLY_DONE;
    case LINK_DAMAGED:
      return APPLY_DAMAGED;
    default:
      return apply_fail (state, depth, name);
    }
}

static enum apply_result
apply_record (struct apply_state *state)
{
  const struct plan *plan = state->apply->plan;
  CLEAN_TEXT struct text record = TEXT_EMPTY;
  for (uint32_t i = 0; i < plan->head->piece_count; i++)
    {
      const struct plan_piece *piece = &plan->pieces[i];
      text_add_bytes (&record, plan_string (plan, piece->text),
                      piece->length);
      text_add_bytes (&record, text_string (&state->rows[i]),
                      state->rows[i].length);
      record.failed |= state->rows[i].failed;
    }

  errno = ENOMEM;
  if (state->record != NULL && !record.failed
      && file_create (state->record_fd,
                      plan_string (plan, state->record->name), record.bytes,
                      record.length, tree_mode (state->apply->cx) & 0666,
                      NULL) == 0)
    return APPLY_DONE;
  pyvenv_fail (state->apply->cx, errno, "cannot write RECORD");
  return APPLY_FAILED;
}

/* ---- The whole --------------------------------------------------------- */

static enum apply_result
apply_all (struct apply_state *state)
{
  struct apply *apply = state->apply;
  const struct plan *plan = apply->plan;
  enum apply_result result = APPLY_DONE;

  for (uint32_t i = 0; i < plan->head->dir_count; i++)
    {
      const struct plan_dir *dir = &plan->dirs[i];
      if (pyvenv_cancelled (apply->cx))
        {
          pyvenv_fail_as (apply->cx, PYVENV_ERROR_INTERRUPTED, 0,
                          "interrupted");
          return APPLY_FAILED;
        }
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
  return apply_record (state);
}

/* Removes what was made of a plan whose image turned out to be damaged.  The
 * folders are gone through backwards, by their paths; what is left of a failed
 * removal meets EEXIST later. */
static void
apply_withdraw (struct apply_state *state)
{
  const struct plan *plan = state->apply->plan;
  for (uint32_t i = state->dirs_done; i-- > 0;)
    {
      const struct plan_dir *dir = &plan->dirs[i];
      CLEAN_TEXT struct text path = TEXT_EMPTY;
      uint32_t chain[PLAN_DEPTH_MAX], depth = dir->depth;
      for (uint32_t j = i + 1; j-- > 0 && depth > 0;)
        if (plan->dirs[j].depth == depth)
          chain[depth--] = j;
      for (uint32_t j = 1; j <= dir->depth; j++)
        text_addf (&path, "%s%s", j > 1 ? "/" : "",
                   plan_string (plan, plan->dirs[chain[j]].name));

      int root = tree_fd (state->apply->cx);
      size_t length = path.length;
      for (uint32_t j = dir->first; j < dir->first + dir->count
             && j < state->done; j++)
        {
          CLEAN_TEXT struct text file = TEXT_EMPTY;
          text_addf (&file, "%s%s%s", text_string (&path),
                     length > 0 ? "/" : "",
                     plan_string (plan, plan->files[j].name));
          unlinkat (root, text_string (&file), 0);
        }
      if (state->made[i])
        unlinkat (root, text_string (&path), AT_REMOVEDIR);
    }
}

static bool
apply_plan_is_shallow (const struct plan *plan)
{
  for (uint32_t i = 0; i < plan->head->dir_count; i++)
    if (plan->dirs[i].depth >= PLAN_DEPTH_MAX
        || plan->dirs[i].first > plan->head->file_count
        || plan->dirs[i].count > plan->head->file_count - plan->dirs[i].first)
      return false;
  return true;
}

enum apply_result
apply_plan (struct apply *apply)
{
  const struct plan *plan = apply->plan;
  struct apply_state state = { .apply = apply, .record_fd = -1 };
  if (!apply_plan_is_shallow (plan))
    return APPLY_DAMAGED;
  state.made = calloc (plan->head->dir_count, sizeof *state.made);
  state.rows = calloc (plan->head->piece_count, sizeof *state.rows);
  state.fds[0] = tree_fd (apply->cx);
  state.open = 1;

  enum apply_result result = APPLY_FAILED;
  if (state.made == NULL || state.rows == NULL)
    pyvenv_fail (apply->cx, errno, "cannot install it");
  else
    result = apply_all (&state);
  if (result == APPLY_DAMAGED)
    apply_withdraw (&state);

  while (state.open > 1)
    cleanup_fd (&state.fds[--state.open]);
  cleanup_fd (&state.record_fd);
  for (uint32_t i = 0; state.rows != NULL && i < plan->head->piece_count; i++)
    text_clear (&state.rows[i]);
  free (state.made);
  free (state.rows);
  return result;
}
