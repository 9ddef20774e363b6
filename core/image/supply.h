/* supply.h: finds or makes the image that an environment needs. */
#ifndef PYVENV_WHEEL_SUPPLY_H
#define PYVENV_WHEEL_SUPPLY_H

#include "cache.h"
#include "plan.h"
#include "image_target.h"

#include <pyvenv-plugin.h>
#include <stdbool.h>

/* What is looked for, and the image once it is found. */
struct supply {
  pyvenv_context *cx;
  const char *path;             /* of the wheel, absolute */
  const char *file_name;
  struct target target;
  struct cache cache;
  char image_name[128];
  char sha256[65];              /* "" while it is not known */
  int image_fd;                 /* -1: none */
  struct plan plan;
  bool is_fresh;                /* this process has just made it */
  bool is_private;              /* it lies in ENV_DIR and goes again */
  char private_name[64];        /* if so: below ENV_DIR */
};

/* Opens the image, from the cache or made for it; where there is no cache that
 * can be used, made in the environment itself.  -1 after pyvenv_fail. */
int supply_get (struct supply *supply);

/* Another one in place of an image that turned out to be damaged.  The second
 * time it is a private one. */
int supply_replace (struct supply *supply);

void supply_release (struct supply *supply);

#endif
