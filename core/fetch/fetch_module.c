/* module.c: what the fetch module offers the library. */
#include <config.h>

#include "download.h"
#include "late.h"
#include "pages.h"
#include "wheels.h"

extern PYVENV_EXPORT const struct fetch_module pyvenv_fetch_module;

const struct fetch_module pyvenv_fetch_module = {
  .version = PACKAGE_VERSION,
  .fetch = download_fetch,
  .network = {
    .open = pages_open,
    .close = pages_close,
    .pages = pages_fetch,
    .download = wheels_download
  }
};
