/* fetch_module.c: what the fetch module offers the library. */
#include <config.h>

#include "batch.h"
#include "download.h"
#include "fetch.h"
#include "module.h"
#include "modules.h"
#include "pages.h"

static const struct fetch_client fetch_client = {
  .open = pages_open,
  .close = pages_close,
  .pages = pages_fetch,
  .download = batch_download
};

PYVENV_MODULE (fetch) = {
  .version = PACKAGE_VERSION,
  .fetch = download_fetch,
  .client = &fetch_client
};
