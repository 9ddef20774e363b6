/* bytecode.h: compiles sources that lie in images.
 *
 * As many runs of the base interpreter as there are processors take the sources as
 * they come, so that they can begin while other wheels are still on their way. */
#ifndef PYVENV_BYTECODE_H
#define PYVENV_BYTECODE_H

#include "layout.h"

#include <stdatomic.h>

/* Whether the user asked to stop.  Called from several threads at once. */
struct image_cancel {
  bool (*cancelled) (void *data); /* NULL: never */
  void *data;
};

/* Called from another thread once a piece of what was given as NUMBER is
 * compiled. */
typedef void bytecode_compiled (void *data, size_t number);

struct bytecode;

/* Nothing is started before there is something to compile, for TARGET, in the
 * folder PARENT_FD; all of the arguments last as long as the answer.  NULL with the
 * reason in REPORT. */
struct bytecode *bytecode_new (const struct image_target *target, int parent_fd,
                               const struct image_cancel *cancel,
                               bytecode_compiled *on_compiled, void *data,
                               struct report *report);

/* Gives the sources in the image FOLDER of PARENT_FD whose bytecode is WANTED, of
 * each file of LAYOUT, to the interpreters, in pieces.  *PIECES counts them before
 * one can be compiled.  Waits while the interpreters have enough to do.  -1 where
 * they do no more: bytecode_end says why. */
int bytecode_send (struct bytecode *bytecode, const struct layout *layout,
                   const bool *wanted, const char *folder, size_t number,
                   atomic_size_t *pieces);

/* Whether an interpreter has failed. */
bool bytecode_has_failed (struct bytecode *bytecode);

/* Waits until all is compiled, unless STOP: then what is not is given up.  Frees
 * BYTECODE.  0, or -1 with the reason in REPORT. */
int bytecode_end (struct bytecode *bytecode, bool stop, struct report *report);

/* Looks at the bytecode that was wanted of LAYOUT, in the image IMAGE_FD, and gives
 * it MODE.  What does not compile has none, as with pip, and is marked as missing.
 * 0, or -1 with the reason in REPORT. */
int bytecode_collect (struct layout *layout, const bool *wanted, int image_fd,
                      mode_t mode, struct report *report);

#endif
