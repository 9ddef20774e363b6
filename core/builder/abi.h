/* abi.h: taking over a plugin's description, whatever header it was built
 * with. */
#ifndef PYVENV_ABI_H
#define PYVENV_ABI_H

#include <pyvenv-plugin.h>

/* Copies FOREIGN and the rows of its keys into *RET: fields it does not have
 * are zero, fields we do not know are left out.  STEM is the file's name without
 * ".so", perhaps with ":INSTANCE" behind it; the plugin's name must be the same.
 * It becomes the name of *RET, and has to last as long.  Returns 0, or -1 after
 * pyvenv_fail; abi_release both ways. */
int abi_adopt (pyvenv_context *cx, const struct pyvenv_plugin *foreign,
               const char *stem, struct pyvenv_plugin *ret);

/* Frees what abi_adopt allocated for *RET. */
void abi_release (struct pyvenv_plugin *ret);

#endif
