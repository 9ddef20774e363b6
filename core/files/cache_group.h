/* cache_group.h: a cache that the members of a group share. */
#ifndef PYVENV_CACHE_GROUP_H
#define PYVENV_CACHE_GROUP_H

#include "text.h"

#include <stdbool.h>

/* What the members share: nothing but files whose hash is checked by whoever uses
 * them.  All else is in a folder of each user, which nobody else can write, below
 * CACHE_DIR. */
#define CACHE_GROUP_SHARED "shared"
#define CACHE_GROUP_USER "user-"

/* Whether DIR, an absolute path, is the cache of GROUP: it belongs to root or this
 * user, and to GROUP, which all that is made in it shall have (the set-group-ID
 * bit), nobody else may write it, and nobody may replace what is another member's
 * (the sticky bit).  Then OWN becomes the folder of this user in it, which is made.
 * False with the reason added to WHY; "" where DIR is not there or is this user's
 * alone, as any other cache. */
bool cache_group_enter (const char *dir, const char *group, struct text *own,
                        struct text *why);

/* Opens SHARED, the path of what the members share; MAKE creates it.  -1 with
 * errno. */
int cache_group_open (const char *shared, bool make);

#endif
