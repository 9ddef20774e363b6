/* tree_parts.c: moves a folder out of the way whose renaming is refused.
 *
 * On overlayfs the folders of a lower layer cannot be renamed (EXDEV), as all of
 * those are that come with an image of a container.  What is in them can: it is
 * moved piece by piece, and then the empty folder is removed. */
#include <config.h>

#include "tree.h"

#include "cleanup.h"
#include "folder.h"
#include "text.h"
#include "vector.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

struct tree_parts {
  struct tree *tree;
  const char *relpath;          /* of the folder */
  int fd;
  struct arena arena;
  struct string_vector files;   /* names, of all that is no folder */
  struct string_vector folders; /* paths */
};

static int
parts_add (struct tree_parts *parts, const char *name)
{
  struct stat st;
  if (fstatat (parts->fd, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
    return -1;
  bool is_folder = S_ISDIR (st.st_mode);
  const char *kept = is_folder
    ? arena_format (&parts->arena, "%s/%s", parts->relpath, name)
    : arena_copy (&parts->arena, name);
  return kept == NULL ? -1
         : string_vector_append (is_folder ? &parts->folders : &parts->files,
                                 kept);
}

static int
parts_read (struct tree_parts *parts)
{
  CLEAN_DIR DIR *dir = folder_open (parts->fd, ".");
  const struct dirent *entry;
  if (dir == NULL)
    return -1;
  while ((entry = folder_next (dir)) != NULL)
    if (parts_add (parts, entry->d_name) < 0)
      return -1;
  return errno == 0 ? 0 : -1;
}

/* All records at once: a durable run waits for each write to the journal. */
static int
parts_move_files (struct tree_parts *parts)
{
  struct tree *tree = parts->tree;
  CLEAN_TEXT struct text records = TEXT_EMPTY;
  for (size_t i = 0; i < parts->files.count; i++)
    {
      text_addf (&records, "S %u %s/%s", tree->count + (unsigned) i,
                 parts->relpath, parts->files.items[i]);
      text_add_char (&records, '\0');
    }
  if (tree_record_text (tree, &records) < 0)
    return -1;
  for (size_t i = 0; i < parts->files.count; i++)
    {
      char saved[16];
      snprintf (saved, sizeof saved, "%u", tree->count++);
      if (renameat (parts->fd, parts->files.items[i], tree->saved, saved) < 0)
        return tree_fail (tree, "move aside", parts->files.items[i]);
    }
  return 0;
}

/* Removes the folder, which is empty by now. */
static int
parts_remove_folder (struct tree_parts *parts, const struct tree_place *place)
{
  struct stat st;
  CLEAN_TEXT struct text record = TEXT_EMPTY;
  if (fstat (parts->fd, &st) < 0)
    return tree_fail (parts->tree, "look at", parts->relpath);
  text_addf (&record, "R %o %lu %lu %s", (unsigned) st.st_mode & 07777,
             (unsigned long) st.st_uid, (unsigned long) st.st_gid,
             parts->relpath);
  text_add_char (&record, '\0');
  if (tree_record_text (parts->tree, &record) < 0)
    return -1;
  return unlinkat (place->fd, place->name, AT_REMOVEDIR) == 0 ? 0
         : tree_fail (parts->tree, "move aside", parts->relpath);
}

static int
parts_move (struct tree_parts *parts, const struct tree_place *place)
{
  parts->fd = openat (place->fd, place->name, O_RDONLY | O_DIRECTORY
                                              | O_NOFOLLOW | O_CLOEXEC);
  if (parts->fd < 0 || parts_read (parts) < 0)
    return tree_fail (parts->tree, "read", parts->relpath);
  if (parts_move_files (parts) < 0)
    return -1;
  for (size_t i = 0; i < parts->folders.count; i++)
    if (tree_set_aside (parts->tree, parts->folders.items[i]) < 0)
      return -1;
  return parts_remove_folder (parts, place);
}

int
tree_set_aside_parts (struct tree *tree, const char *relpath,
                      const struct tree_place *place)
{
  struct tree_parts parts = { .tree = tree, .relpath = relpath, .fd = -1 };
  int result = parts_move (&parts, place);
  cleanup_fd (&parts.fd);
  string_vector_release (&parts.files);
  string_vector_release (&parts.folders);
  arena_release (&parts.arena);
  return result;
}
