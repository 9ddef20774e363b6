/* wheel_image.h: finds or makes the image that an environment needs. */
#ifndef PYVENV_WHEEL_IMAGE_H
#define PYVENV_WHEEL_IMAGE_H

#include "image_cache.h"
#include "image_seeds.h"
#include "image_target.h"
#include "manifest.h"
#include "wheel_name.h"

#include <pyvenv-plugin.h>
#include <stdbool.h>

/* What is looked for, and the image once it is found.  The caller fills in CX,
 * PATH, FILE_NAME, NAME, TARGET, CACHE and SEEDS, and makes IMAGE_FD -1. */
struct wheel_image {
  pyvenv_context *cx;
  const char *path;             /* of the wheel, absolute */
  const char *file_name;
  struct wheel_name name;       /* what the file name says */
  struct image_target target;
  const struct image_cache *cache; /* its fd may be -1 */
  const struct image_seeds *seeds; /* looked through before; NULL: none */
  const struct image_cache *found; /* the one of these that has the image */
  char image_name[128];
  char sha256[65];              /* "" while it is not known */
  int image_fd;                 /* -1: none */
  struct manifest manifest;
  bool is_fresh;                /* this process has just made it */
  bool is_replaced;             /* it was damaged, once */
  bool is_private;              /* it lies in ENV_DIR and goes again */
  char private_name[64];        /* if so: below ENV_DIR */
};

/* Opens the image in the folder FD, which is closed if it is not complete. */
bool wheel_image_open (struct wheel_image *image, int fd);

/* Opens the image of IMAGE from a seed or the cache, if one of them has it and the
 * hash is known. */
bool wheel_image_find (struct wheel_image *image);

/* The same by what the cache knows of the path; false also where the file has
 * changed since. */
bool wheel_image_find_path (struct wheel_image *image);

/* Where an image that was found is, for messages: "a seed" or "the cache". */
const char *wheel_image_place (const struct wheel_image *image);

/* Opens the images of COUNT wheels, which have one context, cache and target,
 * from the cache or made for them on all processors; where there is no cache
 * that can be used, made in the environment itself.  0, or -1 after pyvenv_fail;
 * release each in both cases. */
int wheel_image_get (struct wheel_image *const *images, size_t count);

/* Closes the folder of an image that the cache has, until it is opened again:
 * descriptors are few.  What cannot be opened is damaged: false. */
void wheel_image_rest (struct wheel_image *image);
bool wheel_image_resume (struct wheel_image *image);

/* Opens another one in place of an image that turned out to be damaged, or was
 * deleted.  The second time it is a private one.  0, or -1 after pyvenv_fail. */
int wheel_image_replace (struct wheel_image *image);

void wheel_image_release (struct wheel_image *image);

#endif
