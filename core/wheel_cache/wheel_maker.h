/* wheel_maker.h: makes images of wheels that come one after the other. */
#ifndef PYVENV_WHEEL_MAKER_H
#define PYVENV_WHEEL_MAKER_H

#include "image.h"
#include "vector.h"
#include "wheel_image.h"

struct wheel_maker_item;
DEFINE_VECTOR (wheel_maker_items, struct wheel_maker_item *);

struct wheel_maker {
  pyvenv_context *cx;
  const struct image_module *module;
  struct image_maker *maker;
  struct image_cancel cancel;
  struct wheel_maker_items items;
  int parent_fd;
  bool cached;                  /* PARENT_FD is the cache */
};

/* Begins to make images for TARGET in the folder PARENT_FD, which is the cache if it
 * is CACHED.  0, or -1 after pyvenv_fail. */
int wheel_maker_begin (struct wheel_maker *maker, pyvenv_context *cx,
                       const struct image_target *target, int parent_fd,
                       bool cached);

/* Adds IMAGE, which lasts until the end, and which is made in FOLDER: "" for a name
 * of its own.  The wheel at its path is open as HELD (-1: it is not), and has the
 * SHA-256 of IMAGE where that is known.  0, or -1 after pyvenv_fail. */
int wheel_maker_add (struct wheel_maker *maker, struct wheel_image *image,
                     int held, const char *folder);

/* Waits for all of them, opens them and frees MAKER.  What is in the cache is at
 * rest, if there are several.  0; 1 if the cache cannot be used, and then not all of
 * them are open; -1 after pyvenv_fail. */
int wheel_maker_end (struct wheel_maker *maker);

/* The same without a word about what was not made, and unless it is WANTED without
 * waiting for what is not complete. */
void wheel_maker_leave (struct wheel_maker *maker, bool wanted);

#endif
