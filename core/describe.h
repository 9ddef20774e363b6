/* describe.h: --plugins and --plugin-info. */
#ifndef PYVENV_DESCRIBE_H
#define PYVENV_DESCRIBE_H

#include <pyvenv.h>

/* Both print on stdout and return the exit status. */
int describe_all (pyvenv_builder *builder);
int describe_one (pyvenv_builder *builder, const char *name);

#endif
