/* tree_saved.c: what a run replaces or takes away is kept until it has ended. */
#include <config.h>

#include "tree.h"

#include "cleanup.h"
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>

bool
tree_is_own_saved (const struct stat *st, const struct stat *journal)
{
  return st->st_uid == journal->st_uid && (st->st_mode & 0022) == 0;
}

/* What has the name already is not ours: what an earlier run left was deleted
 * when this one began. */
int
tree_need_saved (struct tree *tree)
{
  if (tree->saved >= 0)
    return 0;
  if (mkdirat (tree->fd, TREE_SAVED, 0700) < 0)
    return tree_fail (tree, "create", TREE_SAVED);
  CLEAN_FD int fd = openat (tree->fd, TREE_SAVED, O_RDONLY | O_DIRECTORY
                                                  | O_NOFOLLOW | O_CLOEXEC);
  struct stat journal, st;
  if (fd < 0 || fstat (fd, &st) < 0 || fstat (tree->journal, &journal) < 0)
    return tree_fail (tree, "open", TREE_SAVED);
  if (!tree_is_own_saved (&st, &journal))
    {
      errno = EPERM;
      return tree_fail (tree, "use", TREE_SAVED);
    }
  tree->saved = fd;
  fd = -1;
  return 0;
}

int
tree_will_create (struct tree *tree, const char *relpath)
{
  return tree_record (tree, 'C', 0, relpath);
}

int
tree_will_create_scratch (struct tree *tree, const char *prefix,
                          char name[64])
{
  file_temporary_name (name, prefix);
  return tree_will_create (tree, name);
}

int
tree_make_scratch (struct tree *tree, const char *prefix, char name[64])
{
  if (tree_will_create_scratch (tree, prefix, name) < 0)
    return -1;
  return mkdirat (tree->fd, name, 0700) == 0 ? 0
    : tree_fail (tree, "create", name);
}

/* Picks the name for what is to be saved and records it. */
static int
tree_saved_name (struct tree *tree, const char *relpath, char name[16])
{
  if (tree_need_saved (tree) < 0)
    return -1;
  unsigned number = tree->count++;
  snprintf (name, 16, "%u", number);
  return tree_record (tree, 'S', number, relpath);
}

int
tree_set_aside (struct tree *tree, const char *relpath)
{
  struct stat st;
  char saved[16];
  CLEAN_PLACE struct tree_place place = TREE_PLACE_NONE;
  if (tree_place_find (tree, relpath, &place) < 0
      || fstatat (place.fd, place.name, &st, AT_SYMLINK_NOFOLLOW) < 0)
    return errno == ENOENT ? tree_will_create (tree, relpath)
           : tree_fail (tree, "look at", relpath);
  if (tree_saved_name (tree, relpath, saved) < 0)
    return -1;
  if (renameat (place.fd, place.name, tree->saved, saved) == 0)
    return 0;
  return errno == EXDEV && S_ISDIR (st.st_mode)
         ? tree_set_aside_parts (tree, relpath, &place)
         : tree_fail (tree, "move aside", relpath);
}

int
tree_save (struct tree *tree, const char *relpath)
{
  struct stat st;
  char saved[16];
  CLEAN_PLACE struct tree_place place = TREE_PLACE_NONE;
  if (tree->is_new)
    return tree_need_saved (tree) < 0 ? -1 : tree_will_create (tree, relpath);
  if (tree_place_find (tree, relpath, &place) < 0
      || fstatat (place.fd, place.name, &st, AT_SYMLINK_NOFOLLOW) < 0)
    return errno != ENOENT ? tree_fail (tree, "look at", relpath)
           : tree_need_saved (tree) < 0 ? -1 : tree_will_create (tree, relpath);
  if (S_ISDIR (st.st_mode))
    {
      errno = EISDIR;
      return tree_fail (tree, "replace", relpath);
    }
  if (tree_saved_name (tree, relpath, saved) < 0)
    return -1;
  if (linkat (place.fd, place.name, tree->saved, saved, 0) == 0)
    return 0;

  /* Where there are no hard links the file is gone for a moment. */
  if (renameat (place.fd, place.name, tree->saved, saved) < 0)
    return tree_fail (tree, "move aside", relpath);
  return 0;
}
