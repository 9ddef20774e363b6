/* site.c: what a site wants of its environments beside packages and files: folders of
 * modules, a pip.conf, commands. */
#include <config.h>

#include "packages.h"

#include "tail.h"

#include <stdlib.h>
#include <string.h>

#define SITE_PTH "pyvenv-packages.pth"

/* One line for each folder, which `site` of Python reads. */
int
site_write_pth (pyvenv_context *cx, const char *const *folders)
{
  const char *text = "";
  for (; *folders != NULL && text != NULL; folders++)
    {
      if (strpbrk (*folders, "\r\n") != NULL)
        return pyvenv_fail (cx, 0, "'%s' contains the end of a line, which a .pth file "
                            "cannot hold", *folders);
      text = pyvenv_format (cx, "%s%s\n", text, *folders);
    }
  const char *path = text == NULL ? NULL
    : pyvenv_format (cx, "%s/" SITE_PTH, pyvenv_site_dir (cx));
  return path == NULL ? -1 : pyvenv_write_file (cx, path, text, strlen (text), 0);
}

/* The environment's programs come first, as when it is activated. */
static int
site_run (pyvenv_context *cx, const char *command)
{
  const char *path = getenv ("PATH");
  path = pyvenv_format (cx, "PATH=%s%s%s", pyvenv_bin_dir (cx),
                        path != NULL ? ":" : "", path != NULL ? path : "");
  const char *what = pyvenv_format (cx, "post-create '%s'", command);
  if (path == NULL || what == NULL)
    return -1;
  const char *const argv[] = { "/usr/bin/env", path, "/bin/sh", "-c", command, NULL };
  struct tail tail = { .cx = cx };
  return pyvenv_run (cx, argv, tail_add, &tail, NULL) == 0 ? 0
         : tail_fail (&tail, what);
}

int
site_run_all (pyvenv_context *cx, const char *const *commands)
{
  for (; *commands != NULL; commands++)
    if (**commands != '\0' && site_run (cx, *commands) < 0)
      return -1;
  return 0;
}
