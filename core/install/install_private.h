/* install_private.h: what the files that install wheels share. */
#ifndef PYVENV_INSTALL_PRIVATE_H
#define PYVENV_INSTALL_PRIVATE_H

#include "distributions.h"
#include "hash_table.h"
#include "link.h"
#include "wheel_image.h"

/* One wheel of a call. */
struct install_item {
  struct wheel_image image;
  const struct pyvenv_wheel *wheel;
  const char *installed;        /* .dist-info of this distribution, or NULL */
};

/* One call of pyvenv_install_wheel or pyvenv_install_wheels. */
struct install {
  pyvenv_context *cx;
  struct arena arena;
  struct distributions distributions;
  const char *pip;              /* version of the pip that would install them */
  unsigned flags;
  bool by_old_pip;
  bool knows_requested;         /* that pip writes REQUESTED (pip 20.2) */
  enum link_mode mode;
  struct image_cache cache;
  struct image_seeds seeds;
  struct image_target target;
  struct install_item *items;   /* in the order in which they are installed */
  size_t count;
  struct hash_table names;      /* an item by its canonical name */
};

/* install_target.c: finds out for which images INSTALL, whose names are known, asks:
 * what the interpreter is, and which pip would install them.  0, or -1 after
 * pyvenv_fail. */
int install_target_read (struct install *install);

/* Whether the environment's bytes may depend on nothing but what was asked. */
bool install_is_reproducible (const pyvenv_context *cx);

/* install_check.c: splits the file name of ITEM.  0, or -1 after pyvenv_fail, as
 * the others here. */
int install_check_name (struct install *install, struct install_item *item);

/* install_check.c: whether the name says that this Python can use it. */
int install_check_tags (struct install *install,
                        const struct install_item *item);

/* install_check.c: checks an image that is open: its hash, that it holds what its
 * name says, and what it needs. */
int install_check_image (struct install *install,
                         const struct install_item *item);

#endif
