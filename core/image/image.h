/* image.h: a wheel unpacked and byte-compiled, ready to be linked.
 *
 * An image is a folder that holds files named by number and a manifest, which
 * says where they go.  It is complete once it has a manifest.
 *
 * This is the interface of a module of its own, image.so, which brings
 * libdeflate and is only loaded where an image has to be made. */
#ifndef PYVENV_IMAGE_H
#define PYVENV_IMAGE_H

#include "image_maker.h"

/* What the module exports, as pyvenv_image_module. */
struct image_module {
  const char *version;          /* PACKAGE_VERSION */

  /* image_source.h */
  int (*load) (struct image_source *source, const char *path, int held,
               int parent_fd, const char *sha256, struct report *report);
  int (*hash) (const struct image_source *source, int algorithm, char hex[129],
               struct report *report);
  void (*release) (struct image_source *source);

  /* image_maker.h */
  struct image_maker *(*maker_new) (const struct image_target *target,
                                    int parent_fd,
                                    const struct image_cancel *cancel,
                                    struct report *report);
  int (*maker_add) (struct image_maker *maker, struct image_order *order);
  bool (*maker_wait) (struct image_maker *maker, int milliseconds);
  void (*maker_look) (struct image_maker *maker, struct image_progress *ret);
  int (*maker_end) (struct image_maker *maker, struct report *report);
};

#endif
