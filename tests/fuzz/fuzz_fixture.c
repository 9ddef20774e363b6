/* fuzz_fixture.c: a folder to read files from, and a context. */
#include <config.h>

#include "fuzz_fixture.h"

#include "file.h"
#include "remove.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char fuzz_top[] = "/tmp/pyvenv-fuzz.XXXXXX";
static int fuzz_top_fd = -1;
static pyvenv_builder *fuzz_own_builder;
static pyvenv_context fuzz_own_context;

static void
fuzz_clean_up (void)
{
  remove_tree (AT_FDCWD, fuzz_top);
}

const char *
fuzz_folder (void)
{
  if (fuzz_top_fd < 0)
    {
      if (mkdtemp (fuzz_top) == NULL || atexit (fuzz_clean_up) != 0)
        abort ();
      fuzz_top_fd = open (fuzz_top, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    }
  return fuzz_top;
}

bool
fuzz_has_folder (void)
{
  return fuzz_top_fd >= 0;
}

int
fuzz_folder_fd (void)
{
  fuzz_folder ();
  return fuzz_top_fd;
}

const char *
fuzz_path (struct arena *arena, const char *name)
{
  const char *path = arena_format (arena, "%s/%s", fuzz_folder (), name);
  if (path == NULL)
    abort ();
  return path;
}

void
fuzz_put (const char *name, const void *bytes, size_t size)
{
  int fd = openat (fuzz_folder_fd (), name, O_WRONLY | O_CREAT | O_TRUNC
                                            | O_CLOEXEC, 0600);
  if (fd < 0 || file_write_all (fd, bytes, size) < 0)
    abort ();
  close (fd);
}

pyvenv_builder *
fuzz_builder (void)
{
  if (fuzz_own_builder == NULL)
    {
      fuzz_own_builder = pyvenv_builder_new ();
      if (fuzz_own_builder == NULL)
        abort ();
      fuzz_own_builder->setup.cache_dir = fuzz_folder ();
    }
  return fuzz_own_builder;
}

pyvenv_context *
fuzz_context (void)
{
  pyvenv_builder *builder = fuzz_builder ();
  searches_begin_run (&builder->searches);
  if (fuzz_own_context.setup != NULL)
    context_release (&fuzz_own_context);
  context_init (&fuzz_own_context, &builder->setup);
  return &fuzz_own_context;
}
