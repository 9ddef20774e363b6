/* units.h: what every unit test includes, after the header that it tests. */
#ifndef PYVENV_UNITS_H
#define PYVENV_UNITS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>             /* needs those above */

#endif
