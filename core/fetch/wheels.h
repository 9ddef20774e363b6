/* wheels.h: downloads files whose hashes are known. */
#ifndef PYVENV_WHEELS_H
#define PYVENV_WHEELS_H

#include "transfer.h"

/* A function of struct index_network. */
int wheels_download (struct session *session,
                     struct index_download *downloads,
                     size_t count) PYVENV_CHECK;

#endif
