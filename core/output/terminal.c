/* terminal.c: how wide the terminal is. */
#include <config.h>

#include "terminal.h"

#include <sys/ioctl.h>

unsigned
terminal_width (FILE *out)
{
  struct winsize size;
  return ioctl (fileno (out), TIOCGWINSZ, &size) < 0 ? 0 : size.ws_col;
}
