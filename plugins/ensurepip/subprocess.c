/* subprocess.c: the interpreter's own ensurepip, run as venv runs it. */
#include <config.h>

#include "ensurepip.h"

#include "tail.h"

int
subprocess_install (pyvenv_context *cx)
{
  static const char *const argv[] = {
    "-m", "ensurepip", "--upgrade", "--default-pip", NULL
  };
  struct tail tail = { .cx = cx };

  if (pyvenv_run_python (cx, argv, tail_add, &tail, NULL) < 0)
    return tail_fail (&tail, "cannot install pip with this Python's ensurepip"
                      " (--without-pip leaves pip out)");
  return 0;
}
