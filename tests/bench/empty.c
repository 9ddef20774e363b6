/* empty.c: does nothing, linked as the program is: what a start costs. */
#include <config.h>

#include <pyvenv.h>

int
main (int argc, char **argv)
{
  (void) argv;
  return argc > 100 && pyvenv_version () == NULL;
}
