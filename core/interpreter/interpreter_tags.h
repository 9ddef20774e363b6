/* interpreter_tags.h: which wheels an interpreter takes. */
#ifndef PYVENV_INTERPRETER_TAGS_H
#define PYVENV_INTERPRETER_TAGS_H

#include "arena.h"
#include "interpreter.h"
#include "wheel_tags.h"

/* Fills in *RET with the tags of wheels that PYTHON takes, in the order of
 * packaging.tags.sys_tags() of that interpreter.  All of it lives in ARENA, and
 * refers to nothing of PYTHON.  Returns 0, or -1 with errno ENOMEM.
 *
 * Not taken into account is the module _manylinux, by which a distribution may
 * take tags of manylinux back (PEP 600): it is code of the interpreter's.  Nor is
 * it checked that 32-bit ARM passes floats in hardware, and implementations other
 * than CPython and PyPy have no short name. */
int interpreter_tags_make (struct arena *arena,
                           const struct interpreter *python,
                           struct wheel_tags *ret);

#endif
