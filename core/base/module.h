/* module.h: what a module exports, the only thing in it that the library knows by
 * name:
 *
 *     PYVENV_MODULE (wheel) = { .version = PACKAGE_VERSION, ... };
 */
#ifndef PYVENV_MODULE_H
#define PYVENV_MODULE_H

#include <pyvenv-plugin.h>

#define PYVENV_MODULE(name) \
  extern PYVENV_EXPORT const struct name##_module pyvenv_##name##_module; \
  const struct name##_module pyvenv_##name##_module

#endif
