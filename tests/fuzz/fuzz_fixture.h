/* fuzz_fixture.h: what fuzz targets need whose parser reads a file by itself. */
#ifndef PYVENV_FUZZ_FIXTURE_H
#define PYVENV_FUZZ_FIXTURE_H

#include "builder.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* A new folder, which is deleted at the end. */
const char *fuzz_folder (void);

/* Whether there is one already. */
bool fuzz_has_folder (void);
int fuzz_folder_fd (void);

/* The path of NAME in that folder, in the arena. */
const char *fuzz_path (struct arena *arena, const char *name);

/* Makes the file NAME of that folder hold SIZE bytes. */
void fuzz_put (const char *name, const void *bytes, size_t size);

/* A builder whose cache is that folder, and one of its contexts, which says nothing
 * and has forgotten the last run. */
pyvenv_builder *fuzz_builder (void);
pyvenv_context *fuzz_context (void);

#endif
