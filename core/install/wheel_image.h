/* wheel_image.h: finds or makes the image that an environment needs. */
#ifndef PYVENV_WHEEL_IMAGE_H
#define PYVENV_WHEEL_IMAGE_H

#include "image_cache.h"
#include "image_target.h"
#include "manifest.h"
#include "wheel_name.h"

#include <pyvenv-plugin.h>
#include <stdbool.h>

/* What is looked for, and the image once it is found.  The caller fills in CX,
 * PATH, FILE_NAME, NAME and TARGET. */
struct wheel_image {
  pyvenv_context *cx;
  const char *path;             /* of the wheel, absolute */
  const char *file_name;
  struct wheel_name name;       /* what the file name says */
  struct image_target target;
  struct image_cache cache;
  char image_name[128];
  char sha256[65];              /* "" while it is not known */
  int image_fd;                 /* -1: none */
  struct manifest manifest;
  bool is_fresh;                /* this process has just made it */
  bool is_private;              /* it lies in ENV_DIR and goes again */
  char private_name[64];        /* if so: below ENV_DIR */
};

/* Opens the image, from the cache or made for it; where there is no cache that
 * can be used, made in the environment itself.  0, or -1 after pyvenv_fail;
 * release it in both cases. */
int wheel_image_get (struct wheel_image *image);

/* Opens another one in place of an image that turned out to be damaged.  The
 * second time it is a private one.  0, or -1 after pyvenv_fail. */
int wheel_image_replace (struct wheel_image *image);

void wheel_image_release (struct wheel_image *image);

#endif
