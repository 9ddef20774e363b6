/* link_rule.h: where a hard link would be the same as a new file. */
#ifndef PYVENV_LINK_RULE_H
#define PYVENV_LINK_RULE_H

#include <stdbool.h>
#include <sys/stat.h>

/* What the files of an image have that a new file elsewhere may not get. */
struct link_rule {
  uid_t owner;                  /* this user; of a seed also root */
  bool is_own;                  /* it is this user */
  gid_t group;
  unsigned project;             /* that pays for them (XFS, ext4); 0: none */
  bool may_link;                /* false: never */
};

/* Fills in RULE for the image whose folder is open as IMAGE_FD, and whose files
 * have FILE_MODE.  Files that others may write, that belong to root, or that have an
 * access control list, are never linked. */
void link_rule_read (struct link_rule *rule, int image_fd, mode_t file_mode);

/* Whether a new file in the folder DIR_FD, which may be open as a path only, would
 * get the group, access control list and project of the image's.  Folders that are
 * made in it afterwards inherit the answer. */
bool link_rule_suits (const struct link_rule *rule, int dir_fd);

#endif
