/* apply.h: carries out a manifest. */
#ifndef PYVENV_APPLY_H
#define PYVENV_APPLY_H

#include "link.h"
#include "owners.h"
#include "wrapper.h"

#include <pyvenv-plugin.h>

struct apply {
  pyvenv_context *cx;
  const struct manifest *manifest;
  struct linker linker;
  const char *purelib;          /* relative to ENV_DIR */
  const char *python;           /* what scripts run */
  enum wrapper_style style;
  struct owners *owners;        /* of what the same call installed before */
  const char *direct_url;       /* its content; NULL: none is due */
  bool requested;               /* REQUESTED is due */
};

enum apply_result {
  APPLY_DONE,
  APPLY_FAILED,                 /* after pyvenv_fail; the tree undoes it */
  APPLY_DAMAGED                 /* nothing of it is left in the tree */
};

/* Makes the folders, links the files, writes the scripts, and RECORD last. */
enum apply_result apply_manifest (struct apply *apply);

#endif
