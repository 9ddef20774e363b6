/* link_rule.c: where a hard link would be the same as a new file.
 *
 * A hard link keeps the owner, group, access control list and project of the file
 * in the cache.  Linux gives a new file the group of a folder with the set-group-ID
 * bit (inode(7)), the default list of its folder (acl(5)), and the project of a
 * folder that passes it on (FS_XFLAG_PROJINHERIT, xfs_quota(8)). */
#include <config.h>

#include "link_rule.h"

#include "cleanup.h"
#include "system.h"
#include "trust.h"

#include <fcntl.h>
#ifdef HAVE_SYS_XATTR_H
#include <sys/xattr.h>
#endif
#ifdef HAVE_LINUX_FS_H
#include <linux/fs.h>
#include <sys/ioctl.h>
#endif

/* The group of a new file in the folder ST. */
static gid_t
link_rule_group (const struct stat *st)
{
  return (st->st_mode & S_ISGID) != 0 ? st->st_gid : getegid ();
}

static bool
link_rule_has_default_list (int fd)
{
#ifdef HAVE_SYS_XATTR_H
  return fgetxattr (fd, "system.posix_acl_default", NULL, 0) > 0;
#else
  (void) fd;
  return false;
#endif
}

/* The project of a new file in the folder FD. */
static unsigned
link_rule_project (int fd)
{
#ifdef FS_IOC_FSGETXATTR
  struct fsxattr attributes;
  if (ioctl (fd, (system_request) FS_IOC_FSGETXATTR, &attributes) == 0
      && (attributes.fsx_xflags & FS_XFLAG_PROJINHERIT) != 0)
    return attributes.fsx_projid;
#else
  (void) fd;
#endif
  return 0;
}

void
link_rule_read (struct link_rule *rule, int image_fd, mode_t file_mode)
{
  struct stat st;
  *rule = (struct link_rule) { .owner = geteuid (), .may_link = false };
  if (fstat (image_fd, &st) < 0 || !S_ISDIR (st.st_mode))
    return;
  rule->is_own = st.st_uid == rule->owner;
  rule->owner = st.st_uid;
  rule->group = link_rule_group (&st);
  rule->project = link_rule_project (image_fd);
  st.st_mode = S_IFREG | (file_mode & 0777);
  st.st_gid = rule->group;
  rule->may_link = rule->is_own && trust_writers (&st)
    && !link_rule_has_default_list (image_fd);
}

bool
link_rule_suits (const struct link_rule *rule, int dir_fd)
{
  struct stat st;
  CLEAN_FD int fd = !rule->may_link ? -1
    : openat (dir_fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  return fd >= 0 && fstat (fd, &st) == 0
    && link_rule_group (&st) == rule->group
    && link_rule_project (fd) == rule->project
    && !link_rule_has_default_list (fd);
}
