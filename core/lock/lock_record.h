/* lock_record.h: what was installed, and from where, for a lock that names it. */
#ifndef PYVENV_LOCK_RECORD_H
#define PYVENV_LOCK_RECORD_H

#include "lock_wanted.h"

/* Adds ITEM to RECORD, which has no other package of that name afterwards.  OBTAINED is
 * its file, of which size and hash are found out; NULL where it has none.  Returns 0,
 * or -1 after pyvenv_fail. */
int lock_record_add (struct package_vector *record, pyvenv_context *cx,
                     const struct lock_item *item,
                     const struct obtained_wheel *obtained) PYVENV_CHECK;

#endif
