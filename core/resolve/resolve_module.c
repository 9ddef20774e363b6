/* resolve_module.c: what resolve.so exports. */
#include <config.h>

#include "build_wheel.h"
#include "module.h"
#include "modules.h"
#include "resolve.h"
#include "resolve_ask.h"
#include "resolve_install.h"

PYVENV_MODULE (resolve) = {
  .version = PACKAGE_VERSION,
  .resolve = resolve_ask,
  .install = resolve_install,
  .build = build_wheel,
  .install_editable = resolve_install_editable,
  .end = build_wheel_end
};
