/* pages.h: asks indexes for the pages of projects. */
#ifndef PYVENV_PAGES_H
#define PYVENV_PAGES_H

#include "fetch.h"
#include "transfer.h"

/* The functions of struct fetch_client of these names. */
struct session *pages_open (pyvenv_context *cx, const struct network *network);
void pages_close (struct session *session);
int pages_fetch (struct session *session, struct arena *arena,
                 struct project_page *pages, size_t count) PYVENV_CHECK;

#endif
