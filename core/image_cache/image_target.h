/* image_target.h: what an image is made for. */
#ifndef PYVENV_IMAGE_TARGET_H
#define PYVENV_IMAGE_TARGET_H

#include <stdbool.h>
#include <sys/types.h>

/* Two environments with equal targets can share an image. */
struct image_target {
  int major, minor;
  const char *implementation;   /* "cpython"; that is in cache_tag too */
  const char *version;          /* "3.13.0" */
  const char *cache_tag;        /* "cpython-313"; NULL: no bytecode */
  const char *magic;            /* "f30d0d0a"; NULL: no bytecode */
  const char *purelib;          /* relative: "lib/python3.13/site-packages" */
  mode_t mode;                  /* 0777 & ~umask */
  bool checked_hash;            /* bytecode holds a hash of its source, not a
                                 * time (PEP 552) */

  /* Where its bytecode may come from; no part of what makes images equal. */
  const char *base_python;
  const char *base_purelib;     /* absolute, or NULL */
  const char *base_prefix;      /* absolute, or NULL */
};

#endif
