/* resolve_module.c: what resolve.so exports. */
#include <config.h>

#include "build_wheel.h"
#include "resolve.h"
#include "resolve_ask.h"
#include "resolve_install.h"

extern PYVENV_EXPORT const struct resolve_module pyvenv_resolve_module;

const struct resolve_module pyvenv_resolve_module = {
  .version = PACKAGE_VERSION,
  .resolve = resolve_ask,
  .install = resolve_install,
  .build = build_wheel,
  .install_editable = resolve_install_editable,
  .end = build_wheel_end
};
