/* terminal.h: how wide the terminal is. */
#ifndef PYVENV_TERMINAL_H
#define PYVENV_TERMINAL_H

#include <stdio.h>

/* The columns of the terminal that OUT is; 0 where it is not one. */
unsigned terminal_width (FILE *out);

#endif
