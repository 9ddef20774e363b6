/* outer: trace, called before all others. */
#define TRACE_NAME "outer"
#define TRACE_ORDER PYVENV_ORDER_FIRST
#include "trace.h"
