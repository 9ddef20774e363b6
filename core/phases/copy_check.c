/* copy_check.c: a copy of the interpreter starts.
 *
 * A program may find its libraries by where it lies itself ($ORIGIN, ld.so(8)),
 * as standalone builds with a libpython do.  A link to it starts, a copy does
 * not. */
#include <config.h>

#include "cleanup.h"
#include "context.h"
#include "phases.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define COPY_ORIGIN "$ORIGIN"

/* Whether the text is anywhere in the file RELPATH: then it is worth a start. */
static bool
copy_may_need_its_place (pyvenv_context *cx, const char *relpath)
{
  struct stat st;
  CLEAN_FD int fd = openat (tree_fd (&cx->tree), relpath,
                            O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0 || fstat (fd, &st) < 0 || st.st_size <= 0)
    return false;
  size_t length = (size_t) st.st_size;
  void *bytes = mmap (NULL, length, PROT_READ, MAP_PRIVATE, fd, 0);
  if (bytes == MAP_FAILED)
    return true;
  bool found = memmem (bytes, length, COPY_ORIGIN,
                       strlen (COPY_ORIGIN)) != NULL;
  munmap (bytes, length);
  return found;
}

/* Keeps the complaint of the loader. */
static int
copy_hear (void *data, pyvenv_context *cx, int stream, const char *line)
{
  const char **complaint = data;
  if (stream == PYVENV_PROGRESS_STDERR && *line != '\0')
    *complaint = pyvenv_format (cx, ": %s", line);
  return 0;
}

int
copy_check (pyvenv_context *cx, const char *relpath)
{
  static const char *const nothing[] = { "-S", "-c", "pass", NULL };
  const char *complaint = NULL;
  if (!copy_may_need_its_place (cx, relpath)
      || pyvenv_run_python (cx, nothing, copy_hear, &complaint, NULL) == 0)
    return 0;
  if (pyvenv_cancelled (cx))
    return -1;
  pyvenv_clear_error (cx);
  return pyvenv_fail_as (cx, PYVENV_ERROR_INTERPRETER, 0, "a copy of '%s' does "
                         "not start (without --copies it is linked)%s",
                         cx->python.base_executable,
                         complaint != NULL ? complaint : "");
}
