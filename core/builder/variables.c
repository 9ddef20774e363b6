/* variables.c: what environment variables say, between files and callers. */
#include <config.h>

#include "builder.h"

#include <stdlib.h>

/* Empty variables count as not set. */
int
builder_read_variables (struct pyvenv_builder *builder)
{
  static const struct { const char *option, *variable; } rows[] = {
    { "python", "PYVENV_PYTHON" },
    { "link-mode", "PYVENV_LINK_MODE" },
    { "cache-dir", "PYVENV_CACHE_DIR" },
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    {
      const char *value = secure_getenv (rows[i].variable);
      if (value != NULL && *value != '\0'
          && builder_put (builder, rows[i].option, value, SETTING_ENVIRONMENT,
                          rows[i].variable) < 0)
        return pyvenv_fail (&builder->base, 0, "%s", rows[i].variable);
    }
  return 0;
}
