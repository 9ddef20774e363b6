/* apply.h: carries out a plan. */
#ifndef PYVENV_WHEEL_APPLY_H
#define PYVENV_WHEEL_APPLY_H

#include "image_link.h"
#include "script.h"

#include <pyvenv-plugin.h>

struct apply {
  pyvenv_context *cx;
  const struct plan *plan;
  struct linker linker;
  const char *purelib;          /* relative to ENV_DIR */
  const char *python;           /* what scripts run */
  enum script_style style;
  const char *direct_url;       /* its content; NULL: none is due */
};

enum apply_result {
  APPLY_DONE,
  APPLY_FAILED,                 /* after pyvenv_fail; the tree undoes it */
  APPLY_DAMAGED                 /* nothing of it is left in the tree */
};

/* Makes the folders, links the files, writes the scripts, and RECORD last. */
enum apply_result apply_plan (struct apply *apply);

#endif
