/* inner: trace, called after all others. */
#define TRACE_NAME "inner"
#define TRACE_ORDER PYVENV_ORDER_LAST
#include "trace.h"
