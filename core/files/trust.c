/* trust.c: whose files may be trusted. */
#include <config.h>

#include "trust.h"

#include "cleanup.h"
#include "file.h"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <string.h>

/* As many links as Linux follows in one path. */
enum { TRUST_LINKS_MAX = 40 };

/* How long the entries of one user and one group may be. */
enum { TRUST_ENTRY_MAX = 16384 };

/* ---- Owners ------------------------------------------------------------ */

/* Reads the small file PATH of /proc into TEXT, which has room for 1024 bytes. */
static bool
trust_read_proc (const char *path, char text[1024])
{
  CLEAN_FD int fd = open (path, O_RDONLY | O_CLOEXEC);
  ssize_t got = fd < 0 ? -1 : read (fd, text, 1023);
  text[got > 0 ? got : 0] = '\0';
  return got > 0;
}

/* Whether UID stands for everybody whom this user namespace does not know, to whom
 * the folders of the real root belong in Flatpak and unprivileged containers.
 * Lines of uid_map are "FIRST OUTSIDE COUNT" (user_namespaces(7)). */
static bool
trust_is_unmapped (uid_t uid)
{
  char text[1024];
  if (!trust_read_proc ("/proc/sys/kernel/overflowuid", text)
      || strtoul (text, NULL, 10) != uid
      || !trust_read_proc ("/proc/self/uid_map", text))
    return false;

  char *rest = text, *end;
  for (;;)
    {
      unsigned long first = strtoul (rest, &end, 10);
      if (end == rest)
        return true;
      strtoul (end, &end, 10);
      unsigned long count = strtoul (end, &rest, 10);
      if (uid >= first && uid - first < count)
        return false;
    }
}

bool
trust_owner (const struct stat *st)
{
  return st->st_uid == 0 || st->st_uid == geteuid ()
    || (S_ISDIR (st->st_mode) && trust_is_unmapped (st->st_uid));
}

/* ---- Groups ------------------------------------------------------------ */

/* Whether GID is the group of this user alone: it has the user's name, and lists
 * no other member. */
static bool
trust_group_is_own (gid_t gid)
{
  struct passwd user, *found_user = NULL;
  struct group group, *found_group = NULL;
  CLEAN_FREE char *buffer = malloc (2 * (size_t) TRUST_ENTRY_MAX);
  if (gid != getegid () || buffer == NULL
      || getpwuid_r (geteuid (), &user, buffer, TRUST_ENTRY_MAX,
                     &found_user) != 0
      || found_user == NULL
      || getgrgid_r (gid, &group, buffer + TRUST_ENTRY_MAX, TRUST_ENTRY_MAX,
                     &found_group) != 0
      || found_group == NULL
      || strcmp (user.pw_name, group.gr_name) != 0)
    return false;

  for (char **member = group.gr_mem; *member != NULL; member++)
    if (strcmp (*member, user.pw_name) != 0)
      return false;
  return true;
}

bool
trust_writers (const struct stat *st)
{
  if ((st->st_mode & S_IWOTH) != 0)
    return false;
  return (st->st_mode & S_IWGRP) == 0 || (st->st_uid == 0 && st->st_gid == 0)
    || trust_group_is_own (st->st_gid);
}

bool
trust_is_safe (const struct stat *st)
{
  return trust_owner (st) && trust_writers (st);
}

bool
trust_is_private (const struct stat *st)
{
  return st->st_uid == geteuid () && (st->st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

/* ---- Paths ------------------------------------------------------------- */

static bool
trust_status (const struct stat *st, bool above, const char *path,
              struct text *why)
{
  bool owner = trust_owner (st);
  if (owner && (S_ISLNK (st->st_mode) || trust_writers (st)
                || (above && (st->st_mode & S_ISVTX) != 0)))
    return true;
  if (why != NULL)
    text_addf (why, owner ? "others can write to '%s'"
               : "'%s' belongs to another user", path);
  return false;
}

/* What PATH means once the link whose name ends at SLASH is followed, malloc'd;
 * NULL where it cannot be. */
static char *
trust_follow (const char *path, const char *slash)
{
  char target[4096];
  CLEAN_FREE char *link = strndup (path, (size_t) (slash - path));
  ssize_t length = link == NULL ? -1 : readlink (link, target, sizeof target);
  if (length < 0 || length == (ssize_t) sizeof target)
    return NULL;

  struct text whole = TEXT_EMPTY;
  if (target[0] != '/')
    text_add_bytes (&whole, link, (size_t) (strrchr (link, '/') + 1 - link));
  text_add_bytes (&whole, target, (size_t) length);
  text_add (&whole, slash);
  return text_take (&whole);
}

/* Looks at one folder after the other, the first ones first: where those can be
 * trusted, nobody exchanges the later ones in the meantime. */
static bool
trust_folders_of (const char *path, struct text *why, int links)
{
  CLEAN_FREE char *copy = strdup (path);
  if (copy == NULL || links > TRUST_LINKS_MAX)
    return false;
  for (char *slash = copy; (slash = strchr (slash + 1, '/')) != NULL;)
    {
      struct stat st;
      *slash = '\0';
      if (lstat (copy, &st) < 0)
        return errno == ENOENT || errno == ENOTDIR || errno == EACCES;
      if (!trust_status (&st, true, copy, why))
        return false;
      *slash = '/';
      if (S_ISLNK (st.st_mode))
        {
          CLEAN_FREE char *whole = trust_follow (copy, slash);
          return whole != NULL && trust_folders_of (whole, why, links + 1);
        }
    }
  return true;
}

bool
trust_folders (const char *path, struct text *why)
{
  return trust_folders_of (path, why, 0);
}

bool
trust_file (int fd, const char *path, struct text *why)
{
  struct stat st;
  return fstat (fd, &st) == 0 && trust_status (&st, false, path, why)
    && trust_folders (path, why);
}
