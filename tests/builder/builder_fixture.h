/* builder_fixture.h: a builder, and a folder to work in. */
#ifndef PYVENV_BUILDER_FIXTURE_H
#define PYVENV_BUILDER_FIXTURE_H

#include "builder.h"

/* Of the test that runs. */
extern char top[64];            /* the folder */
extern pyvenv_builder *builder;

/* For cmocka. */
int builder_setup (void **state);
int builder_teardown (void **state);

/* Makes the file FOLDER/NAME. */
void write_text (const char *folder, const char *name, const char *text);

#endif
