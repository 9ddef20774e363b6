/* uninstall.c: takes a distribution out of an environment.
 *
 * As `pip uninstall` does: the rows of RECORD say what goes, and the bytecode
 * of each source goes with it (PEP 376). */
#include <config.h>

#include "uninstall.h"

#include "cleanup.h"
#include "file.h"
#include "folder.h"
#include "hash_table.h"
#include "modules.h"
#include "record.h"
#include "text.h"
#include "tree.h"

#include <string.h>

enum { UNINSTALL_RECORD_MAX = 32 << 20, UNINSTALL_DEPTH_MAX = 64 };

struct uninstall {
  pyvenv_context *cx;
  struct arena arena;
  struct string_vector listed;  /* by RECORD; paths relative to ENV_DIR */
  struct hash_table paths;      /* the same */
  struct hash_table folders;    /* that some of them lie in, at whatever depth, and
                                 * those of their bytecode */
  struct string_vector found;   /* what to move aside */
};

static int
uninstall_no_memory (struct uninstall *uninstall)
{
  return pyvenv_fail (uninstall->cx, ENOMEM, "cannot uninstall what is there");
}

/* PATH, seen from the folder BASE, without "." and ".." components; NULL where
 * it leaves the environment. */
static const char *
uninstall_normal (struct arena *arena, const char *base, const char *path)
{
  if (path[0] == '/')
    return NULL;
  const char *joined = arena_format (arena, "%s/%s", base, path);
  char *out = joined == NULL ? NULL : arena_zeroed (arena,
                                                    strlen (joined) + 1);
  if (out == NULL)
    return NULL;

  size_t used = 0;
  for (const char *s = joined; *s != '\0'; s += *s == '/')
    {
      size_t length = strcspn (s, "/");
      if (length == 2 && s[0] == '.' && s[1] == '.')
        {
          if (used == 0)
            return NULL;
          while (used > 0 && out[--used] != '/')
            continue;
        }
      else if (length > 0 && !(length == 1 && s[0] == '.'))
        {
          if (used > 0)
            out[used++] = '/';
          memcpy (out + used, s, length);
          used += length;
        }
      s += length;
    }
  out[used] = '\0';
  return used > 0 ? out : NULL;
}

/* Remembers the folders above PATH: no other is looked into. */
static int
uninstall_add_folders (struct uninstall *uninstall, const char *path)
{
  for (const char *slash = strrchr (path, '/'); slash != NULL;)
    {
      const char *folder = arena_copy_bytes (&uninstall->arena, path,
                                             (size_t) (slash - path));
      int added = folder == NULL ? -1
        : hash_table_add (&uninstall->folders, folder, folder);
      if (added != 0)
        return added < 0 ? -1 : 0;
      slash = strrchr (folder, '/');
      path = folder;
    }
  return 0;
}

/* Adds PATH, which RECORD lists, and where its bytecode would be. */
static int
uninstall_add_listed (struct uninstall *uninstall, const char *path)
{
  if (string_vector_append (&uninstall->listed, path) != 0
      || hash_table_add (&uninstall->paths, path, path) < 0
      || uninstall_add_folders (uninstall, path) != 0)
    return -1;
  if (!string_ends_with (path, ".py"))
    return 0;
  const char *slash = strrchr (path, '/');
  const char *bytecode = slash == NULL ? NULL
    : arena_format (&uninstall->arena, "%.*s/__pycache__/",
                    (int) (slash - path), path);
  return bytecode != NULL ? uninstall_add_folders (uninstall, bytecode) : -1;
}

static int
uninstall_read (struct uninstall *uninstall, const char *purelib,
                const char *dist_info)
{
  pyvenv_context *cx = uninstall->cx;
  const char *path = pyvenv_format (cx, "%s/%s/RECORD", purelib, dist_info);
  if (path == NULL)
    return -1;
  size_t length = 0;
  CLEAN_FREE char *bytes = file_read (tree_fd (context_tree (cx)), path,
                                      UNINSTALL_RECORD_MAX, &length);
  if (bytes == NULL)
    return pyvenv_fail (cx, errno, "cannot uninstall '%s', which was not "
                        "installed by pip: cannot read its RECORD", dist_info);

  CLEAN_REPORT struct report report = REPORT_EMPTY;
  struct record record;
  if (record_parse (&record, &uninstall->arena, bytes, length, &report) != 0)
    return pyvenv_fail (cx, 0, "cannot uninstall '%s': %s", dist_info,
                        report_text (&report));
  for (size_t i = 0; i < record.count; i++)
    {
      const char *listed = record.items[i].path;
      const char *normal = uninstall_normal (&uninstall->arena, purelib,
                                             listed);
      if (normal == NULL)
        pyvenv_warn (cx, "'%s' lists '%s', which is not in the environment and "
                     "is left alone", dist_info, listed);
      else if (uninstall_add_listed (uninstall, normal) != 0)
        return uninstall_no_memory (uninstall);
    }
  return 0;
}

static bool
uninstall_lists (const struct uninstall *uninstall, const char *path)
{
  return hash_table_find (&uninstall->paths, path) != NULL;
}

/* Whether DIR/NAME is bytecode, in whatever version, of a listed source. */
static bool
uninstall_is_bytecode (const struct uninstall *uninstall, const char *dir,
                       const char *name)
{
  static const char cache[] = "__pycache__";
  size_t length = strlen (dir), tail = sizeof cache - 1;
  size_t stem = strcspn (name, ".");
  if (length < tail || strcmp (dir + length - tail, cache) != 0
      || (length > tail && dir[length - tail - 1] != '/')
      || !string_ends_with (name, ".pyc"))
    return false;
  CLEAN_TEXT struct text source = TEXT_EMPTY;
  text_add_bytes (&source, dir, length - tail);
  text_add_bytes (&source, name, stem);
  text_add (&source, ".py");
  return uninstall_lists (uninstall, text_string (&source));
}

static int
uninstall_add (struct uninstall *uninstall, const char *path)
{
  return string_vector_append (&uninstall->found, path) == 0 ? 0
    : uninstall_no_memory (uninstall);
}

static int
uninstall_cannot_read (struct uninstall *uninstall, const char *path)
{
  return pyvenv_fail (uninstall->cx, errno, "cannot read '%s/%s'",
                      pyvenv_env_dir (uninstall->cx), path);
}

static int uninstall_walk (struct uninstall *uninstall, DIR *dir,
                           const char *path, bool *whole, unsigned depth);

/* Looks at one entry of the folder DIR.  *WHOLE becomes false if it stays. */
static int
uninstall_entry (struct uninstall *uninstall, int fd, const char *dir,
                 const char *name, bool *whole, unsigned depth)
{
  const char *path = arena_format (&uninstall->arena, "%s/%s", dir, name);
  if (path == NULL)
    return uninstall_no_memory (uninstall);
  if (uninstall_lists (uninstall, path)
      || uninstall_is_bytecode (uninstall, dir, name))
    return uninstall_add (uninstall, path);

  bool is_of_it = depth < UNINSTALL_DEPTH_MAX
    && hash_table_find (&uninstall->folders, path) != NULL;
  CLEAN_DIR DIR *sub = is_of_it ? folder_open (fd, name) : NULL;
  if (sub == NULL && is_of_it && errno != ENOTDIR && errno != ELOOP)
    return uninstall_cannot_read (uninstall, path);
  if (sub == NULL)
    {
      *whole = false;
      return 0;
    }
  bool sub_whole = true;
  if (uninstall_walk (uninstall, sub, path, &sub_whole, depth + 1) != 0)
    return -1;
  *whole = *whole && sub_whole;
  return 0;
}

/* Finds what to move aside in the folder PATH, open as DIR.  That is the folder
 * itself if nothing else is in it and it is not the top. */
static int
uninstall_walk (struct uninstall *uninstall, DIR *dir, const char *path,
                bool *whole, unsigned depth)
{
  size_t mark = uninstall->found.count, entries = 0;
  for (struct dirent *entry; (entry = folder_next (dir)) != NULL;)
    {
      entries++;
      if (uninstall_entry (uninstall, dirfd (dir), path, entry->d_name, whole,
                           depth) != 0)
        return -1;
    }
  if (errno != 0)
    return uninstall_cannot_read (uninstall, path);
  /* An empty folder is not known to be ours. */
  *whole = *whole && entries > 0;
  if (!*whole || depth == 0)
    return 0;
  uninstall->found.count = mark;
  return uninstall_add (uninstall, path);
}

/* Files outside the folder for packages: scripts, data. */
static int
uninstall_find_others (struct uninstall *uninstall, const char *purelib)
{
  size_t length = strlen (purelib);
  for (size_t i = 0; i < uninstall->listed.count; i++)
    {
      const char *path = uninstall->listed.items[i];
      if (strncmp (path, purelib, length) == 0 && path[length] == '/')
        continue;
      if (uninstall_add (uninstall, path) != 0)
        return -1;
    }
  return 0;
}

static int
uninstall_all (struct uninstall *uninstall, const char *purelib,
               const char *dist_info)
{
  if (uninstall_read (uninstall, purelib, dist_info) != 0)
    return -1;
  CLEAN_DIR DIR *dir = tree_read_folder (context_tree (uninstall->cx), purelib);
  if (dir == NULL)
    return uninstall_cannot_read (uninstall, purelib);
  bool whole = true;
  if (uninstall_walk (uninstall, dir, purelib, &whole, 0) != 0
      || uninstall_find_others (uninstall, purelib) != 0)
    return -1;
  for (size_t i = 0; i < uninstall->found.count; i++)
    if (tree_set_aside (context_tree (uninstall->cx),
                        uninstall->found.items[i]) != 0)
      return -1;
  return 0;
}

int
uninstall_distribution (pyvenv_context *cx, const char *purelib,
                        const char *dist_info)
{
  struct uninstall state = { .cx = cx };
  int status = uninstall_all (&state, purelib, dist_info);
  string_vector_release (&state.listed);
  string_vector_release (&state.found);
  hash_table_release (&state.paths);
  hash_table_release (&state.folders);
  arena_release (&state.arena);
  return status;
}
