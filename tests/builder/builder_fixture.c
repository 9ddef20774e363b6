/* builder_fixture.c: a builder, and a folder to work in. */
#include <config.h>

#include "builder_fixture.h"
#include "remove.h"
#include "tests/units.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char top[64];
pyvenv_builder *builder;

int
builder_setup (void **state)
{
  (void) state;
  strcpy (top, "/tmp/pyvenv-unit.XXXXXX");
  if (mkdtemp (top) == NULL)
    return -1;
  builder = pyvenv_builder_new ();
  return builder != NULL ? 0 : -1;
}

int
builder_teardown (void **state)
{
  (void) state;
  pyvenv_builder_free (builder);
  return remove_tree (AT_FDCWD, top);
}

void
write_text (const char *folder, const char *name, const char *text)
{
  char path[256];
  snprintf (path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen (path, "w");
  assert_non_null (file);
  fputs (text, file);
  assert_int_equal (fclose (file), 0);
}
