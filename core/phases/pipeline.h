/* pipeline.h: one environment from start to end. */
#ifndef PYVENV_PIPELINE_H
#define PYVENV_PIPELINE_H

#include <pyvenv-plugin.h>

/* Makes the environment ENV_DIR, absolute or relative to the working directory,
 * or changes nothing.  CX comes from context_init and is the caller's to
 * release.  Returns 0, or -1 with the error in CX. */
int pipeline_run (pyvenv_context *cx, const char *env_dir) PYVENV_CHECK;

/* Mends the environment ENV_DIR after it was moved; no plugin is asked.  As
 * pipeline_run. */
int pipeline_mend (pyvenv_context *cx, const char *env_dir) PYVENV_CHECK;

#endif
