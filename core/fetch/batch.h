/* batch.h: downloads several files at once. */
#ifndef PYVENV_BATCH_H
#define PYVENV_BATCH_H

#include "fetch.h"
#include "transfer.h"

/* The function "download" of struct fetch_client. */
int batch_download (struct session *session,
                    struct fetch_request *requests, size_t count) PYVENV_CHECK;

#endif
