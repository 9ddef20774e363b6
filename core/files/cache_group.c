/* cache_group.c: a cache that the members of a group share.
 *
 *     CACHE_DIR/            root's, and the group's: drwxrws--T
 *       user-UID/           the cache of one member: drwx------
 *       shared/             wheels by their hash: drwxrws--T
 *
 * Images, pages and records are believed by who finds them there, and an image that
 * is linked could be changed afterwards by whom it belongs to.  So nobody uses those
 * of another member; what a hash vouches for is all that is shared. */
#include <config.h>

#include "cache_group.h"

#include "cleanup.h"
#include "trust.h"

#include <fcntl.h>
#include <grp.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { CACHE_GROUP_ENTRY_MAX = 65536 };

static bool
cache_group_id (const char *name, gid_t *ret)
{
  struct group group, *found = NULL;
  CLEAN_FREE char *buffer = malloc (CACHE_GROUP_ENTRY_MAX);
  if (buffer == NULL
      || getgrnam_r (name, &group, buffer, CACHE_GROUP_ENTRY_MAX, &found) != 0
      || found == NULL)
    return false;
  *ret = group.gr_gid;
  return true;
}

/* What keeps the folder ST from being the cache of the group ID; NULL: nothing. */
static const char *
cache_group_fault (const struct stat *st, gid_t id)
{
  if (st->st_gid != id)
    return "it belongs to another group";
  if (!trust_owner (st))
    return "it belongs to another user";
  if ((st->st_mode & S_IWOTH) != 0)
    return "others can write to it";
  if ((st->st_mode & S_ISGID) == 0)
    return "it has no set-group-ID bit (chmod g+s)";
  return (st->st_mode & S_ISVTX) == 0 ? "it has no sticky bit (chmod +t)" : NULL;
}

/* Makes the folder of this user.  Its group is not that of the members: links to
 * what is in it would have another group than new files have elsewhere. */
static bool
cache_group_make_own (const char *path)
{
  struct stat st;
  if (mkdir (path, 0700) == 0)
    return chown (path, (uid_t) -1, getegid ()) == 0 && chmod (path, 0700) == 0;
  return errno == EEXIST && lstat (path, &st) == 0 && S_ISDIR (st.st_mode)
    && trust_is_private (&st);
}

bool
cache_group_enter (const char *dir, const char *group, struct text *own,
                   struct text *why)
{
  struct stat st;
  gid_t id;
  if (stat (dir, &st) < 0 || !S_ISDIR (st.st_mode) || trust_is_private (&st))
    return false;
  if (!cache_group_id (group, &id))
    {
      text_addf (why, "there is no group '%s'", group);
      return false;
    }
  const char *fault = cache_group_fault (&st, id);
  if (fault != NULL)
    text_add (why, fault);
  if (fault != NULL || !trust_folders (dir, why))
    return false;

  text_addf (own, "%s/" CACHE_GROUP_USER "%lu", dir, (unsigned long) geteuid ());
  if (!own->failed && cache_group_make_own (text_string (own)))
    return true;
  text_addf (why, "'%s' cannot be made, or belongs to another user",
             text_string (own));
  return false;
}

int
cache_group_open (const char *shared, bool make)
{
  const int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
  int fd = open (shared, flags);
  if (fd >= 0 || errno != ENOENT || !make)
    return fd;

  /* It has the group of the folder above. */
  if (mkdir (shared, 0770) == 0)
    chmod (shared, S_ISGID | S_ISVTX | 0770);
  return open (shared, flags);
}
