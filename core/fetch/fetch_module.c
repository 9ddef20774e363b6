/* fetch_module.c: what the fetch module offers the library. */
#include <config.h>

#include "batch.h"
#include "download.h"
#include "fetch.h"
#include "modules.h"
#include "pages.h"

extern PYVENV_EXPORT const struct fetch_module pyvenv_fetch_module;

static const struct fetch_client fetch_client = {
  .open = pages_open,
  .close = pages_close,
  .pages = pages_fetch,
  .download = batch_download
};

const struct fetch_module pyvenv_fetch_module = {
  .version = PACKAGE_VERSION,
  .fetch = download_fetch,
  .client = &fetch_client
};
